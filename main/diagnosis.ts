import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cause, Check, CheckPlace, Offered, ServerSettings, TestStep } from '../preload/contract/api.ts';
import { causeText, keepingText, noticeText, stepWord } from '../preload/contract/texts/index.ts';
import { UnusableSetting } from './connections/net.ts';
import type { Down, Target } from './protocols/protocol.ts';
import { protocols } from './protocols/registry.ts';
import type { SecretStore, SettingsStore } from './settings/store.ts';
import type { DriverView } from './toasts/choose.ts';
import type { HeldBack } from './toasts/driver.ts';
import type { Player } from './toasts/player.ts';

/** What is looked at. */
export interface Examined {
  readonly settingsDirectory: string;
  readonly localDirectory: string;
  readonly settings: Pick<SettingsStore, 'current' | 'notices' | 'resolve'>;
  readonly secrets: Pick<SecretStore, 'look' | 'keeping'>;
  readonly target: TargetOf;
  readonly drivers: () => Promise<readonly DriverView[]>;
  readonly player: Pick<Player, 'probe'>;
  readonly tray: Pick<Check, 'state' | 'text'>;
}

/** What a server is opened with, or why there is no access to it. */
type TargetOf = (server: ServerSettings) => Promise<Target | Pick<Down, 'cause'>>;

const testMs = 30_000;
const disturbed: Readonly<Record<HeldBack, string>> = {
  none: '',
  usual: '. The desktop is on "Do not disturb" and holds back all but urgent ones',
  all: '. The desktop is on "Do not disturb" and holds back all of them, urgent ones too',
};
const inSettings: CheckPlace = { screen: 'settings' };
const inServers: CheckPlace = { screen: 'servers' };
/** Of a finding that needs nothing done. */
const fine = { remedy: null, place: null };

/** Says one by one what works and what does not: files, servers, notifications, tray. Never rejects. */
export async function* diagnose(examined: Examined): AsyncGenerator<Check> {
  const { settingsDirectory, localDirectory, settings } = examined;
  yield await folder('Settings', settingsDirectory);
  if (localDirectory !== settingsDirectory) yield await folder('History', localDirectory);
  yield await secretsFile(join(settingsDirectory, 'secrets.json'));
  yield await kept(examined.secrets);
  for (const notice of settings.notices()) {
    const place = notice.code === 'setting-unusable' ? inSettings : null;
    yield { group: 'files', name: 'Settings', state: 'failed', text: noticeText(notice), remedy: null, place };
  }
  const { servers } = settings.current();
  if (servers.length === 0) {
    const none = {
      state: 'note',
      text: 'None is set up yet',
      remedy: 'Add one under Servers',
      place: inServers,
    } as const;
    yield { group: 'servers', name: 'Servers', ...none };
  }
  // All at once: each may take half a minute.
  yield* await Promise.all(servers.map((server) => reached(server, examined)));
  const views = await examined.drivers();
  yield* driverChecks(views);
  yield* soundChecks(views, examined.player);
  yield { group: 'host', name: 'Tray', ...examined.tray, ...fine };
}

/** The drivers in the order in which they are tried. */
export async function notifications({ drivers }: Pick<Examined, 'drivers'>): Promise<readonly Check[]> {
  return driverChecks(await drivers());
}

/** By what sounds are made. That there are none is no failure: notifications come without them. */
function soundChecks(views: readonly DriverView[], player: Pick<Player, 'probe'>): readonly Check[] {
  const driver = views.find(({ chosen }) => chosen);
  return (['desktop', 'alarm'] as const).map((sound) => {
    const name = sound === 'alarm' ? 'Sound: alarm' : "Sound: the desktop's";
    const start = { group: 'notifications', name } as const;
    if (driver?.sounds[sound] === true)
      return { ...start, state: 'ok', text: `Comes with the notification (${driver.name})`, ...fine };
    const found = player.probe(sound);
    if ('by' in found) return { ...start, state: 'ok', text: `Played by ${found.by}`, ...fine };
    const { why, remedy } = causeText(found.why);
    return { ...start, state: 'note', text: why, remedy, place: null };
  });
}

function driverChecks(views: readonly DriverView[]): readonly Check[] {
  const works = views.some(({ chosen }) => chosen);
  return views.map(({ name, chosen, why, heldBack }) => ({
    group: 'notifications',
    name: `Notifications by ${name}`,
    state: why === null ? (heldBack === 'none' ? 'ok' : 'note') : works ? 'note' : 'failed',
    text:
      why === null
        ? `${chosen ? 'Used: it is the first that can' : 'Stands in when the others fail'}${disturbed[heldBack]}`
        : causeText(why).why,
    // What a cause of a driver would have done is to run these checks.
    remedy: why === null && heldBack !== 'none' ? 'End "Do not disturb" in the desktop\'s panel' : null,
    place: why === null || works ? null : inSettings,
  }));
}

async function folder(name: string, path: string): Promise<Check> {
  const start = { group: 'files', name } as const;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK);
    return { ...start, state: 'ok', text: path, ...fine };
  } catch (error) {
    const text = `${path} cannot be written: ${String(error)}`;
    return { ...start, state: 'failed', text, remedy: 'Correct its rights', place: null };
  }
}

async function secretsFile(path: string): Promise<Check> {
  const start = { group: 'files', name: 'Secrets' } as const;
  const found = await stat(path).catch(() => null);
  if (found === null) return { ...start, state: 'ok', text: 'None is stored', ...fine };
  const open = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  if (!open) return { ...start, state: 'ok', text: `In ${path}, readable for you only`, ...fine };
  const text = `${path} can be read by others`;
  return { ...start, state: 'failed', text, remedy: `Run: chmod 600 "${path}"`, place: null };
}

/** Where secrets are, and whether all of them can be read. */
async function kept(secrets: Examined['secrets']): Promise<Check> {
  const start = { group: 'files', name: 'Keyring', remedy: null, place: null } as const;
  try {
    await secrets.look();
    const keeping = secrets.keeping();
    const shut = keeping.hindered !== null && keeping.sealed > 0;
    return { ...start, state: shut ? 'failed' : keeping.held > 0 ? 'note' : 'ok', text: keepingText(keeping) };
  } catch (error) {
    return { ...start, state: 'failed', text: String(error) };
  }
}

async function reached(server: ServerSettings, { settings, target }: Examined): Promise<Check> {
  const start = { group: 'servers', name: `Server ${server.name}` } as const;
  const place: CheckPlace = { server: server.id };
  if (!server.enabled) return { ...start, state: 'note', text: 'Switched off', remedy: null, place };
  const resolved = await settings.resolve(server);
  if ('cause' in resolved) return { ...start, state: 'failed', ...worded(resolved.cause), place };
  const steps = await tested(resolved.server, target, () => undefined, AbortSignal.timeout(testMs));
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed === undefined) {
    const text = steps.map(({ name: step, state }) => stepLine(step, state)).join(', ');
    return { ...start, state: 'ok', text, ...fine };
  }
  const said = failed.why === null ? { text: stepLine(failed.name, 'failed'), remedy: null } : worded(failed.why);
  return { ...start, state: 'failed', ...said, place };
}

function worded(cause: Cause): Pick<Check, 'text' | 'remedy'> {
  const { why, remedy } = causeText(cause);
  return { text: why, remedy };
}

/** Goes the way of a connection once, step by step. A way that cannot even begin is a failed first step. */
export async function tested(
  server: ServerSettings,
  target: TargetOf,
  said: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<readonly TestStep[]> {
  const steps: TestStep[] = [];
  const say = (step: TestStep) => {
    steps.push(step);
    said(step);
  };
  try {
    const found = await target(server);
    if ('cause' in found) say({ name: 'sign-in', state: 'failed', why: found.cause });
    else await protocols.get(server.protocol)?.test(found, say, signal);
  } catch (error) {
    say({ name: 'connect', state: 'failed', why: unbegun(error) });
  }
  return steps;
}

/** What a server has for a field of its form, or why it cannot be asked. */
export async function offered(server: ServerSettings, path: string, target: TargetOf): Promise<Offered> {
  try {
    const found = await target(server);
    if ('cause' in found) return { why: found.cause };
    return (await protocols.get(server.protocol)?.offers?.(found, path)) ?? { offers: [] };
  } catch (error) {
    return { why: unbegun(error) };
  }
}

/** Why a way could not even begin. */
function unbegun(error: unknown): Cause {
  const text = error instanceof Error ? error.message : String(error);
  return error instanceof UnusableSetting ? error.why : { code: 'unexpected', params: { text } };
}

function stepLine(step: TestStep['name'], state: TestStep['state']): string {
  return state === 'skipped' ? `${stepWord(step)} (not asked)` : stepWord(step);
}
