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
  /** What the settings have besides the server. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** One run of the whole core at one desk, which watches one SAYMON server, `noc`. */
export async function openDesk(options: DeskOptions) {
  const { directory, saymon, drivers, session = 'session-1', clock = systemClock, settings = {} } = options;
  const { upgrading = { off: 'serve' } } = options;
  await mkdir(directory, { recursive: true });
  const noc = {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    url: saymon.url,
    apiUrl: saymon.url,
    auth: { type: 'session', sessionId: session },
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
    player: noPlayer,
    toastPages: null,
    startHistory: (workerData) => new Worker(new URL('../main/history/worker.ts', import.meta.url), { workerData }),
    openWindow: (spot) => void opened.push(spot),
    openAddress: async () => false,
    upgrading,
    tray: () => ({ state: 'note', text: 'none' }),
    clock,
    random: () => 0.5,
    log: { info: () => undefined, warn: () => undefined, error: (line) => failed.push(line) },
  });
  const command = <N extends CommandName>(name: N, input: CommandInput<N>) =>
    core.command(name, input) as Promise<Answer<CommandResult<N>>>;
  /** What a window would start from. */
  const snapshot = async () => {
    const answer = await command('window.start', { filter: {} });
    if (!answer.ok) throw new Error(answer.error.text);
    return answer.value;
  };
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
