import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Ending, endingPage } from './page.ts';

/** The door to which a provider leads the browser back. */
export interface Redirect {
  /** `http://127.0.0.1:PORT/` (RFC 8252 §7.3). */
  readonly uri: string;
  close(): void;
}

/**
 * Listens on the loopback address until it is closed. The first request that carries `state` is handed to `take`, and the
 * browser is told how that ended; whatever else comes changes nothing.
 */
export async function openRedirect(state: string, take: (came: URL) => Promise<void>): Promise<Redirect> {
  let taken = false;
  let closed = false;
  let answering = 0;
  let uri = '';
  const server = createServer((request, response) => {
    answering += 1;
    response.once('close', () => {
      answering -= 1;
      end();
    });
    void ending(request).then((found) => say(response, found));
  });

  async function ending(request: IncomingMessage): Promise<Ending> {
    const came = URL.parse(request.url ?? '', uri);
    const ours = came !== null && came.origin === new URL(uri).origin && came.pathname === '/';
    if (request.method !== 'GET' || request.headers.host !== new URL(uri).host || !ours) return 'foreign';
    if (came.searchParams.get('state') !== state) return 'foreign';
    if (taken) return 'over';
    taken = true;
    return take(came).then(
      () => 'done',
      () => 'failed',
    );
  }

  /** A browser keeps lines open that it may never use. */
  function end(): void {
    if (closed && answering === 0) server.closeAllConnections();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
  uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    uri,
    close() {
      if (closed) return;
      closed = true;
      server.close();
      end();
    },
  };
}

function say(response: ServerResponse, ending: Ending): void {
  const { status, headers, body } = endingPage(ending);
  response.writeHead(status, headers).end(body);
}
