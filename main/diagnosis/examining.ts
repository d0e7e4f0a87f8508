import { release } from 'node:os';
import { join } from 'node:path';
import type { About, Bundle, Check } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Connections } from '../connections/connections.ts';
import type { History } from '../history/history.ts';
import { latestVersion } from '../history/migrate.ts';
import type { Host } from '../host.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { Silence } from '../silence/silence.ts';
import type { ChosenDrivers } from '../toasts/choose.ts';
import type { Views } from '../windows/snapshot.ts';
import { bundleOf } from './bundle.ts';
import { diagnose, type Finding, type TargetOf, wordedInEnglish } from './diagnosis.ts';
import type { Redaction } from './redaction.ts';

/** What is looked at. */
interface Rooms {
  readonly host: Host;
  readonly settings: SettingsStore;
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Silence;
  readonly connections: Connections;
  readonly driver: ChosenDrivers;
  readonly views: Views;
  /** What a server is opened with. */
  readonly target: TargetOf;
  readonly redaction: Redaction;
}

const failuresAtMost = 100;

export type Examining = ReturnType<typeof openExamining>;

/** Looks over the whole house, for its user and for whoever looks after it. */
export function openExamining(rooms: Rooms) {
  const { host, settings, history, alerts, silence, connections, driver, views, target, redaction } = rooms;

  async function examine(): Promise<readonly Finding[]> {
    const { settingsDirectory, localDirectory, secrets, player, tray } = host;
    const found: Finding[] = [];
    const drivers = driver.describe;
    // It was looked at when it was opened.
    const opened = () => history.size().then(() => ({ name: 'usable' }) as const);
    const given = { settingsDirectory, localDirectory, settings, secrets, history: opened };
    const examined = { ...given, target, drivers, player, tray };
    for await (const each of diagnose(examined)) found.push(each);
    return found;
  }

  async function check(): Promise<readonly Check[]> {
    return wordedInEnglish(await examine());
  }

  async function bundle(): Promise<Bundle> {
    const { settingsDirectory, localDirectory, policy, name, clock } = host;
    const [checks, size, failures] = await Promise.all([
      check(),
      history.size().then(
        (counted) => ({ ...counted, tables: latestVersion }),
        (error) => ({ unreadable: String(error) }),
      ),
      history.page({ kinds: ['connection', 'error'] }, null, failuresAtMost).catch(() => ({ rows: [] })),
    ]);
    const running = {
      servers: connections.states(),
      causes: failures.rows,
      alerts: alerts.openAlerts().total,
      unseen: alerts.unseen().count,
      silenced: silence.view(),
      notices: views.notices(),
      drivers: await driver.describe(),
    };
    const directories = { settingsDirectory, localDirectory };
    const gathered = { host: name, directories, policyFile: policy.file, settings, checks, history: size, running };
    return bundleOf({ ...gathered, at: clock.now() }, redaction);
  }

  return {
    /** What works and what does not, in the words of the moment in which each is read. */
    examine,
    /** The same in English: for other programs, and for whoever looks after Tocsin. */
    check,
    /** Everything for whoever looks after Tocsin, without secrets. */
    bundle,
  };
}

/** What this Tocsin is, and where its files lie. */
export function aboutOf({ settingsDirectory, localDirectory, policy, settingsFile, version, name }: Host): About {
  return {
    version,
    host: name,
    electron: process.versions.electron ?? null,
    node: process.versions.node,
    system: `${process.platform} ${release()} ${process.arch}`,
    files: {
      settings: settingsFile.path,
      secrets: join(settingsDirectory, 'secrets.json'),
      history: join(localDirectory, 'history.db'),
      logs: join(localDirectory, 'logs'),
      policy: policy.file,
    },
  };
}
