import { type ConnectionOptions, checkServerIdentity, type PeerCertificate, TLSSocket } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { compared } from './pin.ts';

/** A tunnel through a proxy, with TLS to the server at its end where the server wants it. */
export class Tunnel extends HttpsProxyAgent<string> {
  readonly #tls: ConnectionOptions;
  readonly #pin: string | undefined;

  /** `proxy`: its address, with the sign-in. `tls`: for the server, not for the proxy. */
  constructor(proxy: string, tls: ConnectionOptions, pin: string | undefined) {
    super(proxy);
    this.#tls = tls;
    this.#pin = pin;
  }

  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    const host = String(options.host);
    // The library keeps the host from Node, which then looks for "localhost" in the certificate of an IP address.
    const identity = (_: string, certificate: PeerCertificate) =>
      (this.#tls.checkServerIdentity ?? checkServerIdentity)(host, certificate);
    const socket = await super.connect(
      request,
      options.secureEndpoint ? { ...options, checkServerIdentity: identity } : options,
    );
    // A proxy that refuses answers itself, without TLS.
    if (this.#pin !== undefined && socket instanceof TLSSocket) await compared(socket, this.#pin, host);
    return socket;
  }
}
