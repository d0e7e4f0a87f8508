import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Spot } from '../../preload/contract/api.ts';
import type { Core } from '../core.ts';
import type { Address } from './address.ts';
import { isOurs, readDownload, sendDownload, sendSettings } from './download.ts';
import type { ServedFile } from './files.ts';
import { openPage } from './page.ts';
import { type Refused, refusedHost, refusedMethod, refusedOrigin, securityHeaders } from './requests.ts';

/** The loopback door: the window's files and its socket. */
export interface Door {
  /** The address without the token. */
  readonly origin: string;
  /** How many pages are connected and signed in. */
  pages(): number;
  /** Shows something in every open page. */
  show(spot: Spot): void;
  close(): Promise<void>;
}

const messageBytes = 4_000_000;
const pagesAtMost = 50;
/** The ids of all rows that a page can hold fit into an address. */
const headerBytes = 64 * 1024;

/** Opens the door. Rejects with Node's error when the address cannot be had. */
export async function openDoor(
  address: Address,
  token: string,
  files: ReadonlyMap<string, ServedFile>,
  core: Pick<Core, 'expectWindow' | 'openWindow' | 'exported' | 'export'>,
  failed: (line: string) => void,
): Promise<Door> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes });
  const pages = new Set<ReturnType<typeof openPage>>();
  const server = createServer({ maxHeaderSize: headerBytes }, (request, response) => {
    const refused =
      refusedHost(request.headers) ?? refusedOrigin(request.headers, false) ?? refusedMethod(request.method);
    if (refused !== null) return say(response, refused);
    if (pathOf(request) === '/export') return void download(request, response);
    if (pathOf(request) === '/settings') return void settings(request, response);
    if (pathOf(request) === '/') core.expectWindow();
    answer(request, response, files);
  });
  server.on('upgrade', (request, socket, head) => {
    // Whoever wanted it may be gone already, which nobody else hears of.
    socket.once('error', () => socket.destroy());
    const refused = refusedUpgrade(request, sockets.clients.size);
    if (refused !== null) return refuseUpgrade(socket, refused);
    sockets.handleUpgrade(request, socket, head, (page) => enter(page));
  });
  const port = await listen(server, address);

  async function download(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = readDownload(request, token);
    if ('status' in input) return say(response, input);
    if (request.method === 'HEAD') return say(response, { status: 405, text: 'Only GET.' });
    try {
      await sendDownload(response, input, core, Date.now());
    } catch (error) {
      if (isGone(error)) return;
      failed(`Events could not be read out for a file: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else say(response, { status: 500, text: 'The history could not be read. The log says why.' });
    }
  }

  async function settings(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = isOurs(request, token);
    if (refused !== null) return say(response, refused);
    if (request.method === 'HEAD') return say(response, { status: 405, text: 'Only GET.' });
    try {
      await sendSettings(request, response, core, Date.now());
    } catch (error) {
      failed(`The settings could not be read out for a file: ${String(error)}`);
      say(response, { status: 500, text: 'The settings could not be read. The log says why.' });
    }
  }

  function enter(socket: WebSocket): void {
    const page = openPage(socket, token, core, () => pages.delete(page));
    pages.add(page);
  }
  return {
    origin: `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}`,
    pages: () => [...pages].filter((page) => page.entered()).length,
    show: (spot) => {
      for (const page of pages) page.show(spot);
    },
    close: () => closeDoor(server, sockets),
  };
}

function refusedUpgrade(request: IncomingMessage, open: number): Refused | null {
  const refused = refusedHost(request.headers) ?? refusedOrigin(request.headers, true);
  if (refused !== null) return refused;
  if (pathOf(request) !== '/socket') return { status: 404, text: 'There is no such socket.' };
  return open < pagesAtMost ? null : { status: 503, text: `${pagesAtMost} pages are open already.` };
}

function answer(request: IncomingMessage, response: ServerResponse, files: ReadonlyMap<string, ServedFile>): void {
  const file = files.get(pathOf(request));
  if (file === undefined) return say(response, { status: 404, text: 'There is no such page.' });
  response.writeHead(200, { ...securityHeaders, 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** Whoever takes a file may end it at any time. */
function isGone(error: unknown): boolean {
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split(/[?#]/, 1)[0] ?? '/';
}

function say(response: ServerResponse, { status, text }: Refused): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, { status, text }: Refused): void {
  // The server knows it no more: half open it would outlast the door.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\n`,
  );
}

/** Listens; where the port is taken and none was asked for, on a free one. */
async function listen(server: Server, { host, port, asked }: Address): Promise<number> {
  try {
    await listening(server, host, port);
  } catch (error) {
    if (asked || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listening(server, host, 0);
  }
  return (server.address() as AddressInfo).port;
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function closeDoor(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  await closed;
}
