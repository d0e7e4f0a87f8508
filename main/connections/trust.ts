import { getCACertificates, setDefaultCACertificates } from 'node:tls';

let trusted = false;

/**
 * From now on this program trusts the authorities that the computer trusts, beside those that come with Node: the CA of
 * a company stands in the store of the system. Before the first line with TLS; reading the store takes about 100 ms,
 * once. https://nodejs.org/api/tls.html#tlssetdefaultcacertificatescerts
 */
export function trustSystem(): void {
  if (trusted) return;
  trusted = true;
  // Older ones than Node 22.19 and 24.5 have no such store; there a server names its CA.
  if (typeof setDefaultCACertificates !== 'function') return;
  try {
    const known = new Set(getCACertificates('default'));
    const all = new Set([...known, ...getCACertificates('system')]);
    if (all.size > known.size) setDefaultCACertificates([...all]);
  } catch {
    // A store that cannot be read trusts nobody; the certificate of a server then says so, with the way out.
  }
}
