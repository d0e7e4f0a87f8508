import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const busConfig = fileURLToPath(new URL('session.conf', import.meta.url));

/** Ends a process that the bench started, and waits until it has ended. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Starts a program and waits for the first line that it writes to the given descriptor. */
export async function startWithLine(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  descriptor: 1 | 3 = 1,
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const failed = new Promise<never>((_, reject) => {
    const because = (why: string) => reject(new Error(`${program} ${why}. Run: node test/system/install.mjs`));
    child.once('error', (error) => because(`cannot be started: ${error.message}`));
    child.once('exit', (status, signal) => because(`ended with ${status ?? signal} before it was ready`));
  });
  const stream = child.stdio[descriptor];
  if (stream === null || stream === undefined) throw new Error(`${program} has no descriptor ${descriptor}`);
  const [first] = (await Promise.race([once(stream, 'data'), failed])) as [Buffer];
  return { child, line: String(first).trim() };
}

/** Starts a session bus of a test's own, at an address or where there is room, and says where. */
export function startBus(env: NodeJS.ProcessEnv, address?: string): ReturnType<typeof startWithLine> {
  const at = address === undefined ? [] : [`--address=${address}`];
  return startWithLine('dbus-daemon', [`--config-file=${busConfig}`, ...at, '--nofork', '--print-address=1'], env);
}
