import { createHash } from 'node:crypto';
import { chmod, mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, CommandInput, SignIn } from '../preload/contract/api.ts';
import { commandInputs } from '../preload/contract/schemas.ts';

/** The words of a command of the desktop app's own `tocsin`, and the folder that they were given in. */
export interface Handed {
  readonly args: readonly string[];
  readonly directory: string;
}

/** What a running host answers on its control socket. */
export interface ControlCommands {
  hello(): { readonly pid: number; readonly host: string; readonly version: string };
  status(): unknown;
  check(): Promise<unknown>;
  import(document: unknown): Promise<unknown>;
  export(withSecrets: unknown): Promise<unknown>;
  bundle(): Promise<unknown>;
  open(event: unknown): void;
  /** Carries out a command of the desktop app's own `tocsin`: what it prints and how it ends. */
  handed(input: Handed): Promise<unknown>;
  /** Begins the sign-in of a person, as a window does. */
  signIn(input: CommandInput<'sign-in.begin'>): Promise<Answer<unknown>>;
  /** Answers when the one that was begun has ended, with how. */
  signedIn(input: CommandInput<'sign-in.begin'>): Promise<SignIn | null>;
  pause(input: unknown): Promise<unknown>;
  resume(): Promise<true>;
  quit(): void;
}
export type ControlCommand = keyof ControlCommands;

/** Another host holds the data directory. */
export class HeldDirectory extends Error {}

const askMs = 10_000;
/** Commands that take their time. */
const longMs: Readonly<Partial<Record<ControlCommand, number>>> = {
  check: 60_000,
  bundle: 90_000,
  signIn: 30_000,
  signedIn: 31 * 60_000,
};
const aliveMs = 2_000;
const takingMs = 10_000;
/** Bytes of a socket's path that every system takes: sun_path has 104 on macOS, 108 on Linux. */
const longestPath = 100;

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

/** The control socket of a data directory: in it, or named after it where the system wants that. */
function controlPath(directory: string): string {
  const whole = resolve(directory);
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\tocsin-${mark}`;
  const path = join(whole, 'control.sock');
  if (Buffer.byteLength(path) <= longestPath) return path;
  return join(tmpdir(), `tocsin-${userInfo().uid}`, `${mark}.sock`);
}

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
    const holder = await ask(path, 'hello', undefined, aliveMs);
    if (holder.running) throw new HeldDirectory(heldText(directory, holder.answer));
    if (!path.startsWith('\\\\')) await rm(path, { force: true });
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      serve(socket, commands);
    });
    await listening(server, path);
    if (!path.startsWith('\\\\')) await chmod(path, 0o600);
    return {
      close: () =>
        new Promise((resolve) => {
          for (const socket of sockets) socket.end();
          server.close(() => resolve());
        }),
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
      if (Date.now() - since > takingMs) await rm(folder, { recursive: true, force: true });
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

/** Hears each line. Not by node:readline, for which a line ends at U+2028 too, which JSON leaves as it is. */
function onLines(socket: Socket, heard: (line: string) => unknown): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) heard(line);
  });
}

async function answered(line: string, commands: ControlCommands): Promise<Answer<unknown>> {
  try {
    const { command, input } = question.parse(JSON.parse(line));
    return { ok: true, value: (await commands[command](input as never)) ?? null };
  } catch (error) {
    return { ok: false, error: { code: 'failed', text: error instanceof Error ? error.message : String(error) } };
  }
}

export type Asked = { readonly running: true; readonly answer: Answer<unknown> } | { readonly running: false };

/** Asks the running host of a data directory; not running when nothing answers there. */
export function askHost(directory: string, command: ControlCommand, input?: unknown): Promise<Asked> {
  return ask(controlPath(directory), command, input, longMs[command] ?? askMs);
}

function ask(path: string, command: ControlCommand, input: unknown, limitMs: number): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.setTimeout(limitMs, () => {
      socket.destroy();
      reject(
        new HeldDirectory(
          `A host holds ${path}, but does not answer within ${limitMs / 1000} s. End it and try again.`,
        ),
      );
    });
    socket.once('error', () => {
      socket.destroy();
      resolve({ running: false });
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
