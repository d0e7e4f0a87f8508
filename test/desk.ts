import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Clock, systemClock } from '../main/clock.ts';
import { createCore } from '../main/core.ts';
import type { Host } from '../main/host.ts';
import { openConfFile } from '../main/settings/conf-file.ts';
import { openSecretFile } from '../main/settings/secret-file.ts';
import type { Upgrading } from '../main/upgrade/upgrader.ts';
import type { Answer, CommandInput, CommandName, CommandResult, Status } from '../preload/contract/api.ts';
import type { Saymon } from './servers/saymon.ts';
import { noPlayer } from './toasting.ts';
import { until } from './until.ts';

interface DeskOptions {
  /** Holds all that the desk keeps; used again by the next run. */
  readonly directory: string;
  readonly saymon: Saymon;
  readonly session?: string;
  readonly drivers: Host['drivers'];
  readonly clock?: Clock;
  readonly upgrading?: Upgrading;
  readonly player?: Host['player'];
  readonly openAddress?: Host['openAddress'];
  /** What the server's settings have besides its address and session. */
  readonly server?: Readonly<Record<string, unknown>>;
  /** What the settings have besides the server. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** One run of the whole core at one desk, which watches one SAYMON server, `noc`. */
export async function openDesk(options: DeskOptions) {
  const { directory, saymon, drivers, session = 'session-1', clock = systemClock, settings = {} } = options;
  const { upgrading = { off: 'serve' }, player = noPlayer, openAddress = async () => false, server = {} } = options;
  await mkdir(directory, { recursive: true });
  const noc = {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    url: saymon.url,
    apiUrl: saymon.url,
    auth: { type: 'session', sessionId: session },
    ...server,
  };
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ servers: [noc], ...settings }));
  const opened: unknown[] = [];
  const failed: string[] = [];
  const core = await createCore({
    name: 'serve',
    version: '0',
    settingsDirectory: directory,
    localDirectory: directory,
    policy: { file: join(directory, 'policy.json'), given: false },
    settingsFile: openConfFile(directory),
    secrets: openSecretFile(join(directory, 'secrets.json')),
    drivers,
    player,
    toastPages: null,
    startHistory: (workerData) => new Worker(new URL('../main/history/worker.ts', import.meta.url), { workerData }),
    openWindow: (spot) => void opened.push(spot),
    openAddress,
    upgrading,
    tray: () => ({ state: 'note', text: 'none' }),
    clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: (line) => failed.push(line) },
  });
  const command = <N extends CommandName>(name: N, input: CommandInput<N>) =>
    core.command(name, input) as Promise<Answer<CommandResult<N>>>;
  /** Runs a command that must not be refused. */
  const run = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>> => {
    const answer = await command(name, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.text}`);
    return answer.value;
  };
  /** What a window would start from. */
  const snapshot = () => run('window.start', { filter: {} });
  const online = () =>
    until('the server to be online', async () => {
      const [server] = (await snapshot()).servers;
      return server?.state.name === 'online' && saymon.subscriptions().length > 0;
    });
  await online();
  return {
    core,
    opened,
    failed,
    command,
    run,
    snapshot,
    online,
    status: (): Status => core.status(),
    alerts: async () => (await snapshot()).alerts,
    /** The picture of the tray in words: `filled critical`. */
    picture: () => {
      const { picture } = core.tray();
      return 'severity' in picture ? `${picture.shape} ${picture.severity}` : picture.shape;
    },
    close: () => core.close(),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
