import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { largestBytes } from '../transports.ts';
import { MonorailFault } from './fault.ts';
import type { MonorailOptions } from './options.ts';

/** What a socket tells. After `failed` or `closed` nothing more comes. */
interface Ears {
  opened(): void;
  /** Anything came, also what is no message. */
  heard(): void;
  said(frame: Buffer, binary: boolean): void;
  failed(fault: MonorailFault): void;
  closed(code: number, reason: string): void;
}

const bodyLength = 500;
/** How long the words of an answer that is no handshake may take. */
const bodyMs = 1_000;

/** A socket without retries of its own. Throws what ws throws of an address or headers that cannot be used. */
export function openSocket(options: MonorailOptions, ears: Ears): WebSocket {
  const { url, tls, agent, headers, clock } = options;
  const socket = new WebSocket(url, {
    ...tls,
    ...(agent === undefined ? {} : { agent }),
    headers: { ...headers },
    maxPayload: largestBytes,
  });
  let over = false;
  const once = (tell: () => void) => {
    if (over) return;
    over = true;
    tell();
  };
  socket.on('open', () => ears.opened());
  for (const name of ['ping', 'pong'] as const) socket.on(name, () => ears.heard());
  socket.on('message', (frame, binary) => {
    ears.heard();
    // With the library's own kind of frame there is no other.
    if (Buffer.isBuffer(frame)) ears.said(frame, binary);
  });
  socket.on('error', (error) => once(() => ears.failed(new MonorailFault('line', error.message, { cause: error }))));
  socket.on('close', (code, reason) => once(() => ears.closed(code, reason.toString('utf8'))));
  socket.on('unexpected-response', (_, answer) => {
    const { statusCode: status = 0 } = answer;
    const tell = (body: string) => {
      once(() => ears.failed(new MonorailFault('line', `Unexpected server response: ${status}`, { status, body })));
    };
    const cancel = clock.after(bodyMs, () => tell(''));
    beginningOf(answer, (body) => {
      cancel();
      tell(body);
    });
  });
  return socket;
}

/** The first characters of an answer, once it has ended, broken off or said enough. */
function beginningOf(answer: IncomingMessage, tell: (body: string) => void): void {
  let body = '';
  const end = () => tell(body.slice(0, bodyLength));
  answer.setEncoding('utf8');
  answer.on('data', (part: string) => {
    body += part;
    if (body.length >= bodyLength) end();
  });
  answer.on('end', end);
  answer.on('error', end);
  answer.on('close', end);
}
