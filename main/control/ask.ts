import { connect } from 'node:net';
import type { Answer } from '../../preload/contract/api.ts';
import type { ControlCommand } from './commands.ts';
import { holderOf } from './holder.ts';
import { controlPath, onLines } from './socket.ts';

/** Another host holds the data directory. */
export class HeldDirectory extends Error {}

/** The host that runs there has not opened everything yet. */
export class StillStarting extends Error {
  constructor() {
    super('Tocsin is still starting. Try again in a moment.');
  }
}

const askMs = 10_000;
/** Commands that take their time. */
const longMs: Readonly<Partial<Record<ControlCommand, number>>> = {
  check: 60_000,
  bundle: 90_000,
  signIn: 30_000,
  signedIn: 31 * 60_000,
};
export type Asked = { readonly running: true; readonly answer: Answer<unknown> } | { readonly running: false };

/** Asks the running host of a data directory; not running when nothing answers there. */
export function askHost(directory: string, command: ControlCommand, input?: unknown): Promise<Asked> {
  return askWithin(longMs[command] ?? askMs, directory, command, input);
}

/** The same within a time. Rejects with `HeldDirectory` when something there does not answer in it, or may not be asked. */
export function askWithin(
  limitMs: number,
  directory: string,
  command: ControlCommand,
  input?: unknown,
): Promise<Asked> {
  const path = controlPath(directory);
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    // Destroyed only then: its end would be taken for that of the host.
    socket.setTimeout(limitMs, () => {
      void holderOf(directory).then((pid) => {
        reject(new HeldDirectory(silentText(path, pid, limitMs)));
        socket.destroy();
      });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.destroy();
      const isForbidden = error.code === 'EACCES' || error.code === 'EPERM';
      if (isForbidden) reject(new HeldDirectory(`Whether a host runs there is not known: ${error.message}.`));
      else resolve({ running: false });
    });
    socket.once('connect', () => {
      socket.write(`${JSON.stringify({ command, input })}\n`);
      onLines(socket, (line) => {
        socket.destroy();
        resolve({ running: true, answer: JSON.parse(line) as Answer<unknown> });
      });
    });
    socket.once('close', () => resolve({ running: false }));
  });
}

function silentText(path: string, pid: number | null, limitMs: number): string {
  const who = pid === null ? 'A host' : `The host (process ${pid})`;
  return `${who} holds ${path}, but does not answer within ${limitMs / 1000} s. End it and try again.`;
}
