import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Spot } from '../../preload/contract/api.ts';
import type { Core, WindowSession } from '../core.ts';
import { sameToken } from './token.ts';

/** How long a page may wait with its token. */
const tokenMs = 5_000;
/** A page that takes nothing any more must not fill the memory: it is cut off and starts anew by itself. */
const unsentBytes = 32_000_000;
/** Close code of a wrong token: the page says how to get the right one and does not come again by itself. */
const wrongToken = 4401;
const unreadable = 4400;

const hello = z.strictObject({ token: z.string().max(200) });
/** A page asks whether its line stands, for a browser does not tell it. */
const pinged = z.strictObject({ ping: z.int().nonnegative() });
const asked = z.strictObject({ id: z.int().nonnegative(), command: z.string(), input: z.unknown() });

/** One page on the door's socket. Its first message is the token; before that nothing is answered. */
export function openPage(socket: WebSocket, token: string, core: Pick<Core, 'openWindow'>, gone: () => void) {
  let session: WindowSession | null = null;
  const late = setTimeout(() => socket.close(wrongToken, 'No token came.'), tokenMs);
  late.unref();
  socket.on('message', (bytes) => take(String(bytes)));
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearTimeout(late);
    session?.close();
    gone();
  });

  function take(text: string): void {
    const message = parsed(text);
    if (session === null) return enter(message);
    const ping = pinged.safeParse(message);
    if (ping.success) return send({ pong: ping.data.ping });
    const question = asked.safeParse(message);
    if (!question.success) return socket.close(unreadable, 'This message is no command.');
    void run(session, question.data);
  }

  function enter(message: unknown): void {
    const given = hello.safeParse(message);
    if (!given.success || !sameToken(token, given.data.token)) {
      return socket.close(wrongToken, 'The token is not the right one.');
    }
    clearTimeout(late);
    session = core.openWindow((update) => send({ update }));
  }

  async function run(open: WindowSession, { id, command, input }: z.infer<typeof asked>): Promise<void> {
    send({ id, answer: await open.handle(command, input) });
  }

  function send(message: unknown): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > unsentBytes) return socket.terminate();
    socket.send(JSON.stringify(message));
  }
  return {
    entered: () => session !== null,
    show: (spot: Spot) => session?.show(spot),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
