import {
  type FirstStep,
  firstSteps,
  type HistoryFilter,
  kinds,
  outcomes,
  phases,
  type SettingsSection,
  settingsSections,
  severities,
} from '../preload/contract/api.ts';

const screens = ['overview', 'history', 'servers', 'rules', 'settings', 'first'] as const;
export type Screen = (typeof screens)[number];

/** Where the window is: all of it stands in the address, so that it is a link. */
export interface Place {
  readonly screen: Screen;
  readonly filter: HistoryFilter;
  /** The event whose detail is open. */
  readonly event: number | null;
  /** The server whose form is open; `new`, `new:flamenco`: one that is being added. */
  readonly server: string | null;
  /** The rule that is open; `new`: one that is being made. */
  readonly rule: string | null;
  /** The event that a new rule is made from. */
  readonly like: number | null;
  /** A rule that is made from an event shows those like it, where it would silence them. */
  readonly show: boolean;
  /** The part of the settings that is shown first; null: they begin at their top. */
  readonly section: SettingsSection | null;
  /** Where the first start is; null on the other screens. */
  readonly first: FirstPlace | null;
}

export interface FirstPlace {
  readonly step: FirstStep;
  /** The kind of server that is being added. */
  readonly adds: string | null;
}

/** The server of a place where one is added: `new`, or `new:` and its kind. */
export const newServer = 'new';

/** The place of the form in which a server of a kind is added. */
export function addingOf(kind: string): string {
  return `${newServer}:${kind}`;
}

/** The kind of server that is added at a place; null: it is not chosen yet; undefined: none is added there. */
export function addedKind(server: string | null): string | null | undefined {
  if (server === newServer) return null;
  return server?.startsWith(addingOf('')) === true ? server.slice(addingOf('').length) : undefined;
}

/** The rule of a place where one is being made. */
export const newRule = 'new';

const tokenKey = 'tocsin-token';

/** The token of the address, which is taken out of it at once: an address gets copied and shared. */
export function takeToken(): string {
  const given = new URLSearchParams(window.location.hash.slice(1));
  const token = given.get('token');
  if (token === null) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, token);
  given.delete('token');
  window.history.replaceState(null, '', `#${given}`);
  return token;
}

/** Reads an address; what it does not know is left out. */
export function placeOf(hash: string): Place {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const screen = screens.find((each) => given.has(each)) ?? 'overview';
  const list = <T extends string>(name: string, all: readonly T[]) =>
    (given.get(name)?.split(',') ?? []).flatMap((text) => all.filter((each) => each === text));
  const number = (name: string) => (/^\d{1,15}$/.test(given.get(name) ?? '') ? Number(given.get(name)) : null);
  const text = given.get('text');
  const servers = given.getAll('server');
  const minSeverity = severities.find((each) => each === given.get('severity'));
  const seen = given.get('seen');
  const [from, to] = [number(sinceName(screen)), number('to')];
  const rule = screen === 'rules' ? given.get('rules') || null : null;
  const like = rule === newRule ? number('from') : null;
  const [ofKinds, ofPhases, ofOutcomes] = [list('kind', kinds), list('phase', phases), list('outcome', outcomes)];
  return {
    screen,
    event: number('event'),
    server: screen === 'servers' ? given.get('servers') || null : null,
    rule,
    like,
    show: like !== null && given.get('toast') === 'show',
    section: settingsSections.find((each) => screen === 'settings' && each === given.get('settings')) ?? null,
    first: screen === 'first' ? firstOf(given) : null,
    filter: {
      ...(text === null || text === '' ? {} : { text: text.slice(0, 1_000) }),
      ...(servers.length === 0 ? {} : { servers }),
      ...(ofKinds.length === 0 ? {} : { kinds: ofKinds }),
      ...(minSeverity === undefined ? {} : { minSeverity }),
      ...(ofPhases.length === 0 ? {} : { phases: ofPhases }),
      ...(ofOutcomes.length === 0 ? {} : { outcomes: ofOutcomes }),
      ...(seen === 'yes' || seen === 'no' ? { seen: seen === 'yes' } : {}),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(given.get('streams') === 'yes' ? {} : { streams: false }),
    },
  };
}

/** The address of a place; `placeOf` reads it back. */
export function hashOf({ screen, filter, event, server, rule, like, show, first, section }: Place): string {
  const given = new URLSearchParams();
  const open = { first: first?.step, rules: rule, settings: section };
  given.set(screen, (screen in open ? open[screen as keyof typeof open] : server) ?? '');
  if (screen === 'first' && first !== null && first.adds !== null) given.set('adds', first.adds);
  if (screen === 'rules' && rule === newRule && like !== null) {
    given.set('from', String(like));
    if (show) given.set('toast', 'show');
  }
  if (event !== null) given.set('event', String(event));
  if (filter.text !== undefined) given.set('text', filter.text);
  for (const id of filter.servers ?? []) given.append('server', id);
  if (filter.kinds !== undefined) given.set('kind', filter.kinds.join(','));
  if (filter.minSeverity !== undefined) given.set('severity', filter.minSeverity);
  if (filter.phases !== undefined) given.set('phase', filter.phases.join(','));
  if (filter.outcomes !== undefined) given.set('outcome', filter.outcomes.join(','));
  if (filter.seen !== undefined) given.set('seen', filter.seen ? 'yes' : 'no');
  if (filter.from !== undefined) given.set(sinceName(screen), String(filter.from));
  if (filter.to !== undefined) given.set('to', String(filter.to));
  if (filter.streams !== false) given.set('streams', 'yes');
  return `#${given}`;
}

function firstOf(given: URLSearchParams): FirstPlace {
  const step = firstSteps.find((each) => each === given.get('first')) ?? 'server';
  return { step, adds: step === 'server' ? given.get('adds') || null : null };
}

/** The name of the time from which the history is shown: among the rules `from` is the event that one is made from. */
function sinceName(screen: Screen): string {
  return screen === 'rules' ? 'since' : 'from';
}
