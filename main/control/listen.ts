import { chmod, mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer } from '../../preload/contract/api.ts';
import { commandInputs } from '../../preload/contract/schemas.ts';
import { askWithin, HeldDirectory, StillStarting } from './ask.ts';
import type { ControlCommands } from './commands.ts';
import { forgetHolder, noteHolder } from './holder.ts';
import { controlPath, onLines } from './socket.ts';

const aliveMs = 2_000;
const takingMs = 10_000;
const plain = z.strictObject({
  command: z.enum(['hello', 'status', 'check', 'import', 'export', 'bundle', 'open', 'pause', 'resume', 'quit']),
  input: z.unknown().optional(),
});
const signIn = z.strictObject({ command: z.enum(['signIn', 'signedIn']), input: commandInputs['sign-in.begin'] });
const handed = z.strictObject({
  command: z.literal('handed'),
  input: z.strictObject({ args: z.array(z.string()).max(100), directory: z.string() }),
});
const question = z.union([plain, signIn, handed]);

/**
 * Listens on the control socket of a data directory, which is at the same time the lock on it. Rejects with
 * `HeldDirectory` when another host answers there. A socket that a killed host left behind is taken over.
 */
export async function listenControl(
  directory: string,
  commands: ControlCommands,
): Promise<{ close: () => Promise<void> }> {
  const path = controlPath(directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!path.startsWith('\\\\')) await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const release = await taking(`${path.replaceAll('\\', '_')}.taking`, path.startsWith('\\\\'));
  try {
    const holder = await askWithin(aliveMs, directory, 'hello');
    if (holder.running) throw new HeldDirectory(heldText(directory, holder.answer));
    if (!path.startsWith('\\\\')) await rm(path, { force: true });
    await noteHolder(directory);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      serve(socket, commands);
    });
    await listening(server, path);
    if (!path.startsWith('\\\\')) await chmod(path, 0o600);
    return {
      close: async () => {
        // Before the lock goes: after that the file may be another one's.
        await forgetHolder(directory);
        await new Promise<void>((resolve) => {
          for (const socket of sockets) socket.end();
          server.close(() => resolve());
        });
      },
    };
  } finally {
    await release();
  }
}

/** Only one host at a time looks whether the socket is a dead one: making a folder either succeeds or does not. */
async function taking(folder: string, needless: boolean): Promise<() => Promise<void>> {
  if (needless) return async () => undefined;
  for (;;) {
    try {
      await mkdir(folder);
      return () => rmdir(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const since = (await stat(folder).catch(() => null))?.mtimeMs ?? Date.now();
      // Also one that lies ahead: its host was killed before the clock was set back.
      if (Math.abs(Date.now() - since) > takingMs) await rm(folder, { recursive: true, force: true });
      else await pause(50);
    }
  }
}

function heldText(directory: string, answer: Answer<unknown>): string {
  const who = answer.ok ? (answer.value as ReturnType<ControlCommands['hello']>) : null;
  const name =
    who === null
      ? 'Another host'
      : `${who.host === 'desktop' ? 'The desktop app' : '"tocsin serve"'} (process ${who.pid})`;
  return `${name} holds the data directory ${directory}. End it, or give another one with --data-dir.`;
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function serve(socket: Socket, commands: ControlCommands): void {
  socket.on('error', () => socket.destroy());
  onLines(socket, async (line) => {
    const answer = await answered(line, commands);
    if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
  });
}

async function answered(line: string, commands: ControlCommands): Promise<Answer<unknown>> {
  try {
    const { command, input } = question.parse(JSON.parse(line));
    return { ok: true, value: (await commands[command](input as never)) ?? null };
  } catch (error) {
    const code = error instanceof StillStarting ? 'starting' : 'failed';
    return { ok: false, error: { code, text: error instanceof Error ? error.message : String(error) } };
  }
}
