import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { end, startBus } from '../desktop/daemons.ts';
import { until } from '../until.ts';

const run = promisify(execFile);
const service = 'org.freedesktop.secrets';
const login = '/org/freedesktop/secrets/collection/login';

/** A session bus of its own with the real keyring of GNOME on it. */
export interface Bench {
  readonly env: NodeJS.ProcessEnv;
  /** `unlocked` as after a sign-in to the desktop; `shut`: it knows its keyring and nobody has opened it. */
  start(how: 'unlocked' | 'shut' | 'never set up'): Promise<void>;
  lock(): Promise<void>;
  /** Ends at once, as by a crash. */
  kill(): Promise<void>;
  hang(): void;
  goOn(): void;
  /** A program of the keyring's own: what it printed, empty where it found nothing. */
  tool(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function startBench(): Promise<Bench> {
  const home = await mkdtemp(join(tmpdir(), 'tocsin-keyring-'));
  const base: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
  };
  const bus = await startBus(base);
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: bus.line };
  let daemon: ChildProcess | null = null;

  const busctl = async (...args: readonly string[]) =>
    (await run('busctl', [`--address=${bus.line}`, '--timeout=5', ...args], { env })).stdout;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    const ending = daemon;
    daemon = null;
    if (ending === null) return;
    ending.kill('SIGCONT');
    ending.kill(signal);
    await end(ending);
  }

  return {
    env,
    async start(how) {
      const unlock = how === 'shut' ? [] : ['--unlock'];
      daemon = spawn('gnome-keyring-daemon', [...unlock, '--components=secrets', '--foreground'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      // One line break is an empty password; nothing at all leaves it without a keyring.
      daemon.stdin?.end(how === 'unlocked' ? '\n' : '');
      await until('the keyring on the bus', async () => (await busctl('list')).includes(service));
    },
    lock: async () => {
      await busctl(
        'call',
        service,
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service',
        'Lock',
        'ao',
        '1',
        login,
      );
    },
    kill: () => stop('SIGKILL'),
    hang: () => void daemon?.kill('SIGSTOP'),
    goOn: () => void daemon?.kill('SIGCONT'),
    tool: async (...args) => (await run('secret-tool', args, { env }).catch(() => ({ stdout: '' }))).stdout,
    close: async () => {
      await stop('SIGTERM');
      await end(bus.child);
      await rm(home, { recursive: true, force: true });
    },
  };
}
