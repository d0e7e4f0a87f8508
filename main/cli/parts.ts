import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { plain } from '../../preload/contract/texts/index.ts';
import { systemClock } from '../clock.ts';
import type { Host, Log } from '../host.ts';
import { openKeyringVault } from '../keyring/vault.ts';
import { type Places, places } from '../places.ts';
import { protocols } from '../protocols/registry.ts';
import { openConfFile } from '../settings/conf-file.ts';
import { makeFolder } from '../settings/folder.ts';
import { openSettings } from '../settings/open.ts';
import { openSecretFile } from '../settings/secret-file.ts';
import { openFreedesktop } from '../toasts/freedesktop.ts';
import { openNodeNotifier } from '../toasts/node-notifier.ts';
import { openPlayer } from '../toasts/player.ts';
import { resources } from '../toasts/resources.ts';

/** What a program without Electron lends the core; where its own files lie is told by the entry. */
export interface Program {
  /** The folder of the built main files. */
  readonly mainDirectory: string;
  /** The folder of the built window. */
  readonly windowDirectory: string;
}

/** Ways to show a toast without Electron, best first. */
function drivers({ mainDirectory }: Program): Host['drivers'] {
  const pictures = resources(mainDirectory, 'toasts');
  const notifier = { name: 'node-notifier', open: openNodeNotifier } as const;
  if (isWindowsOrMac()) return [notifier];
  return [{ name: 'freedesktop', open: (reply) => openFreedesktop(reply, pictures) }, notifier];
}

export type Parts = Pick<
  Host,
  'settingsDirectory' | 'localDirectory' | 'policy' | 'settingsFile' | 'secrets' | 'drivers' | 'player' | 'startHistory'
>;

/** The files and threads of a data directory. */
export function parts(program: Program, dataDirectory: string | null, policy: string | null): Parts {
  const { settingsDirectory, localDirectory, policyFile }: Places = places(dataDirectory);
  return {
    settingsDirectory,
    localDirectory,
    policy: policy === null ? { file: policyFile, given: false } : { file: policy, given: true },
    settingsFile: openConfFile(settingsDirectory),
    secrets: openSecretFile(join(settingsDirectory, 'secrets.json'), keyring(), 'serve'),
    drivers: drivers(program),
    player: openPlayer({ folder: resources(program.mainDirectory, 'sounds') }),
    startHistory: historyThread(program),
  };
}

/** Only Linux and its kin have one that is reached without Electron. */
function keyring() {
  return isWindowsOrMac() ? null : openKeyringVault(process.env);
}

/** These have neither a session bus nor what is reached by one. */
function isWindowsOrMac(): boolean {
  return process.platform === 'win32' || process.platform === 'darwin';
}

/** Starts a thread of the history from the built files. */
export function historyThread(program: Program): Host['startHistory'] {
  return (workerData) => new Worker(join(program.mainDirectory, 'history-worker.js'), { workerData });
}

/** The settings of a data directory whose host does not run. */
export async function openOwnSettings({ settingsDirectory, settingsFile, policy, secrets }: Parts, log: Log) {
  await makeFolder(settingsDirectory);
  return openSettings({ file: settingsFile, policy, protocols, secrets, clock: systemClock, log });
}

/** Problems go to standard error; that all is well needs no line. */
export const commandLog: Log = {
  info: () => undefined,
  warn: (line) => console.error(plain(line)),
  error: (line) => console.error(plain(line)),
};
