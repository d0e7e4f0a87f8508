import { constants, existsSync } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cause, Check, CheckPlace, Offered, ServerSettings, TestStep } from '../../preload/contract/api.ts';
import {
  causeText,
  checks,
  inEnglish,
  keepingText,
  noticeText,
  plain,
  stepWord,
} from '../../preload/contract/texts/index.ts';
import { UnusableSetting } from '../connections/net.ts';
import type { Condition } from '../history/condition.ts';
import type { Down, Target } from '../protocols/protocol.ts';
import { protocols } from '../protocols/registry.ts';
import type { SecretStore, SettingsStore } from '../settings/store.ts';
import type { DriverView } from '../toasts/choose.ts';
import type { HeldBack } from '../toasts/driver.ts';
import type { Player } from '../toasts/player.ts';

/** What is looked at. */
export interface Examined {
  readonly settingsDirectory: string;
  readonly localDirectory: string;
  readonly settings: Pick<SettingsStore, 'current' | 'notices' | 'resolve'>;
  readonly secrets: Pick<SecretStore, 'look' | 'keeping'>;
  /** Rejects where it cannot be read. */
  readonly history: () => Promise<Condition>;
  readonly target: TargetOf;
  readonly drivers: () => Promise<readonly DriverView[]>;
  readonly player: Pick<Player, 'probe'>;
  readonly tray: () => Pick<Check, 'state' | 'text'>;
}

/** What was found, in words that are chosen when it is asked for: the same finding is read in two languages. */
export type Finding = () => Check;

/** What a server is opened with, or why there is no access to it. */
export type TargetOf = (server: ServerSettings) => Promise<Target | Pick<Down, 'cause'>>;

const testMs = 30_000;
const inSettings: CheckPlace = { screen: 'settings' };
const inServers: CheckPlace = { screen: 'servers' };
/** Of a finding that needs nothing done. */
const fine = { remedy: null, place: null };

/** Says one by one what works and what does not: files, servers, notifications, tray. Never rejects. */
export async function* diagnose(examined: Examined): AsyncGenerator<Finding> {
  const { settingsDirectory, localDirectory, settings } = examined;
  yield await folder('settings', settingsDirectory);
  if (localDirectory !== settingsDirectory) yield await folder('history', localDirectory);
  yield await historyFile(join(localDirectory, 'history.db'), examined.history);
  yield await secretsFile('secrets', join(settingsDirectory, 'secrets.json'));
  const token = join(settingsDirectory, 'serve-token');
  // Only `tocsin serve` makes one.
  if (existsSync(token)) yield await secretsFile('token', token);
  yield await kept(examined.secrets);
  for (const notice of settings.notices()) {
    const place = notice.code === 'setting-unusable' ? inSettings : null;
    const start = { group: 'files', state: 'failed', remedy: null, place } as const;
    yield () => ({ ...start, name: checks.settings, text: noticeText(notice) });
  }
  const { servers } = settings.current();
  if (servers.length === 0) {
    const start = { group: 'servers', state: 'note', place: inServers } as const;
    yield () => ({ ...start, name: checks.servers, text: checks.noServer, remedy: checks.addServer });
  }
  // All at once: each may take half a minute.
  yield* await Promise.all(servers.map((server) => reached(server, examined)));
  const views = await examined.drivers();
  yield* driverChecks(views);
  yield* soundChecks(views, examined.player);
  yield () => ({ group: 'host', name: checks.tray, ...examined.tray(), ...fine });
}

/** The drivers in the order in which they are tried. */
export async function notifications({ drivers }: Pick<Examined, 'drivers'>): Promise<readonly Finding[]> {
  return driverChecks(await drivers());
}

/** By what sounds are made. That there are none is no failure: notifications come without them. */
function soundChecks(views: readonly DriverView[], player: Pick<Player, 'probe'>): readonly Finding[] {
  const driver = views.find(({ chosen }) => chosen);
  return (['desktop', 'alarm'] as const).map((sound) => {
    const start = () => ({ group: 'notifications', name: checks.sounds[sound] }) as const;
    if (driver?.sounds[sound] === true) {
      return () => ({ ...start(), state: 'ok', text: checks.soundWith(driver.name), ...fine });
    }
    const found = player.probe(sound);
    if ('by' in found) return () => ({ ...start(), state: 'ok', text: checks.playedBy(found.by), ...fine });
    return () => ({ ...start(), state: 'note', ...worded(found.why), place: null });
  });
}

function driverChecks(views: readonly DriverView[]): readonly Finding[] {
  const works = views.some(({ chosen }) => chosen);
  return views.map(({ name, chosen, why, heldBack }) => () => ({
    group: 'notifications',
    name: checks.notificationsBy(name),
    state: why === null ? (heldBack === 'none' ? 'ok' : 'note') : works ? 'note' : 'failed',
    text: why === null ? driverText(chosen, heldBack) : causeText(why).why,
    // What a cause of a driver would have done is to run these checks.
    remedy: why === null && heldBack !== 'none' ? checks.endDisturb : null,
    place: why === null || works ? null : inSettings,
  }));
}

/** Findings as what other programs read, and what is kept. */
export function wordedInEnglish(findings: readonly Finding[]): readonly Check[] {
  return inEnglish(() => findings.map((each) => each()));
}

function driverText(chosen: boolean, heldBack: HeldBack): string {
  const text = chosen ? checks.used : checks.standsIn;
  if (heldBack === 'none') return text;
  return heldBack === 'usual' ? checks.holdsUsual(text) : checks.holdsAll(text);
}

async function folder(what: 'settings' | 'history', path: string): Promise<Finding> {
  const start = () => ({ group: 'files', name: checks[what] }) as const;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK);
    return () => ({ ...start(), state: 'ok', text: path, ...fine });
  } catch (error) {
    const said = () => ({ text: checks.unwritable(path, String(error)), remedy: checks.correctRights });
    return () => ({ ...start(), state: 'failed', ...said(), place: null });
  }
}

async function historyFile(path: string, look: Examined['history']): Promise<Finding> {
  const start = () => ({ group: 'files', name: checks.historyFile }) as const;
  try {
    const condition = await look();
    const state = condition.name === 'unusable' ? 'failed' : 'ok';
    return () => ({ ...start(), state, text: historyText(path, condition), ...fine });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return () => ({ ...start(), state: 'failed', text, remedy: checks.correctRights, place: null });
  }
}

function historyText(path: string, condition: Condition): string {
  switch (condition.name) {
    case 'none':
      return checks.noHistory;
    case 'usable':
      return checks.historyUsable(path);
    case 'older':
      return checks.historyOlder(path);
    case 'unusable':
      return checks.historyUnusable(path, condition.why);
  }
}

/** Of the files that only their user may read. */
async function secretsFile(what: 'secrets' | 'token', path: string): Promise<Finding> {
  const start = () => ({ group: 'files', name: checks[what] }) as const;
  try {
    const { mode } = await stat(path);
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
    if (!open) return () => ({ ...start(), state: 'ok', text: checks.secretsSafe(path), ...fine });
    const said = () => ({ text: checks.secretsOpen(path), remedy: checks.run(`chmod 600 "${path}"`) });
    return () => ({ ...start(), state: 'failed', ...said(), place: null });
  } catch (error) {
    const none = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (none) return () => ({ ...start(), state: 'ok', text: checks.noSecrets, ...fine });
    const said = () => ({ text: String(error), remedy: checks.correctRights });
    return () => ({ ...start(), state: 'failed', ...said(), place: null });
  }
}

/** Where secrets are, and whether all of them can be read. */
async function kept(secrets: Examined['secrets']): Promise<Finding> {
  const start = () => ({ group: 'files', name: checks.keyring, ...fine }) as const;
  try {
    await secrets.look();
    const keeping = secrets.keeping();
    const shut = keeping.hindered !== null && keeping.sealed > 0;
    const state = shut ? 'failed' : keeping.held > 0 ? 'note' : 'ok';
    return () => ({ ...start(), state, text: keepingText(keeping) });
  } catch (error) {
    return () => ({ ...start(), state: 'failed', text: String(error) });
  }
}

async function reached(server: ServerSettings, { settings, target }: Examined): Promise<Finding> {
  const start = () => ({ group: 'servers', name: checks.server(plain(server.name)) }) as const;
  const place: CheckPlace = { server: server.id };
  if (!server.enabled) return () => ({ ...start(), state: 'note', text: checks.off, remedy: null, place });
  const resolved = await settings.resolve(server);
  if ('cause' in resolved) return () => ({ ...start(), state: 'failed', ...worded(resolved.cause), place });
  const steps = await tested(resolved.server, target, () => undefined, AbortSignal.timeout(testMs));
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed === undefined) {
    const text = () => steps.map(({ name: step, state }) => stepLine(step, state)).join(', ');
    return () => ({ ...start(), state: 'ok', text: text(), ...fine });
  }
  const { name: step, why } = failed;
  const said = () => (why === null ? { text: stepLine(step, 'failed'), remedy: null } : worded(why));
  return () => ({ ...start(), state: 'failed', ...said(), place });
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
  return state === 'skipped' ? checks.notAsked(stepWord(step)) : stepWord(step);
}
