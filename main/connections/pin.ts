import { createHash, X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, TLSSocket } from 'node:tls';

/** How long a server may take to show its certificate. */
const handshakeMs = 5_000;

/**
 * Compares the pin on the socket, before anything is sent. `checkServerIdentity` alone would not do: Node asks it only
 * about a certificate that it trusts, so not under `rejectUnauthorized: false`, and engine.io's polling leaves it out.
 * https://nodejs.org/api/tls.html#tlsconnectoptions-callback
 */
export class PinnedAgent extends Agent {
  readonly #pin: string;

  constructor(tls: ConnectionOptions, pin: string) {
    super({ ...tls, maxCachedSessions: 0 });
    this.#pin = pin;
  }

  override createConnection(...[options, callback]: Parameters<Agent['createConnection']>): undefined {
    const socket = super.createConnection(options);
    if (!(socket instanceof TLSSocket)) throw new Error('Node made no TLS socket for a pinned server');
    compared(socket, this.#pin, String(options.host)).then(
      () => callback?.(null, socket),
      (error: Error) => callback?.(error, socket),
    );
  }
}

/** Whether the certificate is the pinned one, or has the pinned key. */
export function fitsPin(pin: string, certificate: Buffer): boolean {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return [certificate, key].some((bytes) => createHash('sha256').update(bytes).digest('hex') === pin);
}

/** What a handshake fails with; its code `ERR_TLS_PIN` leads to the words of the cause. */
export function notPinned(host: string): Error {
  return Object.assign(new Error(`The certificate of ${host} is not the pinned one`), { code: 'ERR_TLS_PIN' });
}

/** Resolves when the handshake is done and the certificate fits; else the socket is ended. */
export async function compared(socket: TLSSocket, pin: string, host: string): Promise<void> {
  await secured(socket, host);
  const certificate = socket.getPeerX509Certificate();
  if (certificate !== undefined && fitsPin(pin, certificate.raw)) return;
  socket.destroy();
  throw notPinned(host);
}

function secured(socket: Duplex & Pick<TLSSocket, 'setTimeout'>, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => {
      const text = `${host} did not finish its TLS handshake within ${handshakeMs / 1_000} s`;
      socket.destroy(Object.assign(new Error(text), { code: 'ETIMEDOUT' }));
    };
    socket.setTimeout(handshakeMs, late);
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.off('timeout', late);
      socket.off('error', reject);
      resolve();
    });
  });
}
