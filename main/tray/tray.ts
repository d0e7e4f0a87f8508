import {
  type Alert,
  type EventRow,
  type Notice,
  type OpenAlerts,
  type PauseChoice,
  pauseChoices,
  rankOf,
  type ServerState,
  type SettingsSection,
  type Severity,
  type Silenced,
  type SnoozeTarget,
  severities,
  type TrayPicture,
  type Unseen,
} from '../../preload/contract/api.ts';
import {
  clockText,
  countsText,
  cut,
  durationText,
  noticeText,
  pauseText,
  severityWord,
  silencedText,
  snoozeText,
  stateText,
  stateWord,
  subjectText,
  textMark,
  titleText,
  trayText,
} from '../../preload/contract/texts/index.ts';

export type TrayAction =
  | { readonly do: 'open' }
  | { readonly do: 'open-event'; readonly event: number }
  | { readonly do: 'open-screen'; readonly screen: 'servers' | 'settings' | 'history' }
  | { readonly do: 'open-settings'; readonly section: SettingsSection }
  | { readonly do: 'retry'; readonly server: string }
  | { readonly do: 'see-all' }
  | { readonly do: 'pause'; readonly for: PauseChoice }
  | { readonly do: 'resume' }
  | { readonly do: 'end-quiet' }
  | { readonly do: 'unsnooze'; readonly what: SnoozeTarget }
  | { readonly do: 'quit' };

export type TrayItem =
  | { readonly type: 'separator' }
  | {
      readonly type: 'item';
      readonly label: string;
      readonly action: TrayAction | null;
      readonly primary?: boolean;
    }
  | { readonly type: 'menu'; readonly label: string; readonly items: readonly TrayItem[] };

/** What the tray shows; the desktop only draws it. */
export interface TrayView extends TrayPicture {
  /** Unseen; 0: no badge. */
  readonly badge: number;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** Everything that the tray is made of. Times are epoch ms. */
export interface TrayInput {
  readonly servers: readonly ServerState[];
  readonly alerts: OpenAlerts;
  readonly unseen: Unseen;
  /** What is unseen by severity, as far as it is counted. */
  readonly unseenCounts: Readonly<Record<Severity, number>>;
  readonly silenced: Silenced;
  /** The last toast could not be shown by any driver. */
  readonly toastsFail: boolean;
  /** Why the administrator's policy cannot be used; null: it can, or there is none. */
  readonly policyFault: Notice | null;
  /** The last events that toasted, newest first. */
  readonly recent: readonly EventRow[];
  readonly now: number;
}

/** A server may be away this long before the tray says so. */
const patienceMs = 30_000;
/** The ages in the menu are renewed this often. */
const ageMs = 60_000;
const tooltipLength = 120;
const labelLength = 80;
/** A reason that somebody else has to mend is said whole. */
const faultLength = 200;
const alertsListed = 5;
const snoozesListed = 10;

/** What the tray shows. Labels are plain text: whoever draws them escapes what its menus take for a mnemonic. */
export function trayView(input: TrayInput): TrayView {
  return {
    ...trayPicture(input),
    badge: input.unseen.count,
    tooltip: cut(`Tocsin: ${tooltipOf(input)}`, tooltipLength),
    menu: menuOf(input),
  };
}

/** How long the view holds when nothing happens, ms: it shows ages, and has patience with a server; null: for good. */
export function holdsMs({ servers, alerts, now }: Pick<TrayInput, 'servers' | 'alerts' | 'now'>): number | null {
  const ends = servers.flatMap(({ enabled, muted, lostAt }) =>
    enabled && !muted && lostAt !== null && isPatient(lostAt, now) ? [lostAt + patienceMs + 1 - now] : [],
  );
  if (alerts.total > 0) ends.push(ageMs);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The picture alone, without what it takes words for. */
export function trayPicture(input: Omit<TrayInput, 'recent'>): TrayPicture {
  return { picture: pictureOf(input), mark: markOf(input) };
}

function pictureOf({ servers, alerts, unseen }: Pick<TrayInput, 'servers' | 'alerts' | 'unseen'>): TrayView['picture'] {
  if (unseen.count > 0 && unseen.worst !== null) return { shape: 'filled', severity: unseen.worst };
  if (!seesAnything(servers)) return { shape: 'struck-bell' };
  const worst = severities.findLast((severity) => alerts.counts[severity] > 0 && rankOf(severity) >= rankOf('warning'));
  return worst === undefined ? { shape: 'bell' } : { shape: 'hollow', severity: worst };
}

function markOf(input: Omit<TrayInput, 'recent'>): TrayView['mark'] {
  const { servers, silenced, toastsFail, now } = input;
  const lacks = toastsFail || servers.some((server) => !server.muted && troubleOf(server, now) !== null);
  if (lacks && pictureOf(input).shape !== 'struck-bell') return 'cross';
  return silenced.paused === null && silenced.quiet === null ? null : 'bars';
}

type Trouble = 'lost' | 'blocked' | 'limited';

/** What is wrong with an enabled server for long enough to say it. */
function troubleOf({ enabled, state, lostAt }: ServerState, now: number): Trouble | null {
  if (!enabled) return null;
  if (state.name === 'blocked') return 'blocked';
  if (state.name === 'online') return state.limits.length > 0 ? 'limited' : null;
  return lostAt === null || isPatient(lostAt, now) ? null : 'lost';
}

/** What was lost ahead of now was lost before the clock was set back: long ago. */
function isPatient(lostAt: number, now: number): boolean {
  return lostAt <= now && now - lostAt <= patienceMs;
}

function seesAnything(servers: readonly ServerState[]): boolean {
  return servers.some(({ enabled, state }) => enabled && state.name === 'online');
}

function tooltipOf(input: TrayInput): string {
  if (input.toastsFail) return trayText.noToasts;
  const silent = silencedText(input.silenced, input.now);
  const fault = input.policyFault === null ? '' : ` ${trayText.policyUnusable}`;
  return `${silent === null ? '' : `${silent}; `}${standText(input)}${fault}`;
}

function standText(input: TrayInput): string {
  const { servers, unseen } = input;
  if (servers.length === 0 && unseen.count === 0) return trayText.noServerYet;
  if (servers.some(({ enabled }) => enabled) && !seesAnything(servers) && unseen.count === 0) {
    return `${trayText.seesNothing} ${serversText(input)}.`;
  }
  return `${openText(input)}. ${serversText(input)}.`;
}

function openText({ alerts, unseen, unseenCounts }: TrayInput): string {
  if (unseen.count === 0) return alerts.total === 0 ? trayText.nothingOpen : trayText.allSeen(alerts.total);
  if (!unseen.more) return trayText.unseen(countsText(unseenCounts));
  // Beyond what is counted only the worst is known for sure.
  const worst = unseen.worst === null ? '' : trayText.worst(severityWord(unseen.worst).toLowerCase());
  return trayText.unseenAtLeast(unseen.count) + worst;
}

function serversText({ servers, now }: TrayInput): string {
  const enabled = servers.filter((server) => server.enabled);
  if (servers.length === 0) return trayText.noServer;
  if (enabled.length === 0) return trayText.allOff;
  const online = enabled.filter(({ state }) => state.name === 'online').length;
  if (online === 0) return unreachedText(enabled, now);
  const troubles = enabled.filter(({ muted }) => !muted).map((server) => ({ server, trouble: troubleOf(server, now) }));
  const named = (wanted: Trouble) => troubles.flatMap(({ server, trouble }) => (trouble === wanted ? [server] : []));
  const lost = named('lost').map(({ name, lostAt }) => trayText.lostSince(name, clockText(lostAt ?? now, now)));
  const parts = [
    listText(trayText.outOfReach, lost),
    listText(
      trayText.needsYou,
      named('blocked').map(({ name }) => name),
    ),
    listText(
      trayText.limited,
      named('limited').map(({ name }) => name),
    ),
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join('. ');
  return online === enabled.length ? trayText.online(online) : trayText.onlineOf(online, enabled.length);
}

function unreachedText(enabled: readonly ServerState[], now: number): string {
  if (enabled.some(({ state, lostAt }) => state.name === 'connecting' && lostAt === null)) return trayText.connecting;
  const since = Math.max(...enabled.map((server) => server.lostAt ?? server.since));
  return trayText.unreached(clockText(since, now));
}

function listText(before: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${before}: ${names.join(', ')}`;
}

function menuOf(input: TrayInput): readonly TrayItem[] {
  const { alerts, unseen, recent, servers, now } = input;
  const more = alerts.total - Math.min(alertsListed, alerts.list.length);
  return [
    { type: 'item', label: trayText.open, action: { do: 'open' }, primary: true },
    ...faultItems(input),
    { type: 'separator' },
    ...alerts.list.slice(0, alertsListed).map((alert) => alertItem(alert, now)),
    ...(alerts.total === 0 ? [item(trayText.noAlerts, null)] : []),
    ...(more > 0 ? [item(trayText.more(more), { do: 'open' })] : []),
    {
      type: 'menu',
      label: trayText.recent,
      items: recent.length === 0 ? [item(trayText.nothingYet, null)] : recent.map((row) => recentItem(row, now)),
    },
    {
      type: 'menu',
      label: trayText.servers,
      items:
        servers.length === 0
          ? [item(trayText.addServer, { do: 'open-screen', screen: 'servers' })]
          : servers.map((server) => serverItem(server, now)),
    },
    { type: 'separator' },
    item(trayText.markSeen, unseen.count === 0 ? null : { do: 'see-all' }),
    ...silenceItems(input),
    { type: 'separator' },
    item(trayText.settings, { do: 'open-screen', screen: 'settings' }),
    item(trayText.quit, { do: 'quit' }),
  ];
}

/** With file, line and reason, for the window may be closed for weeks. */
function faultItems({ policyFault }: TrayInput): readonly TrayItem[] {
  if (policyFault === null) return [];
  return [item(cut(noticeText(policyFault), faultLength), { do: 'open-settings', section: 'diagnosis' })];
}

function silenceItems({ silenced, now }: TrayInput): readonly TrayItem[] {
  const { paused, quiet, snoozes } = silenced;
  const pause: TrayItem =
    paused === null
      ? {
          type: 'menu',
          label: trayText.pause,
          items: [
            ...pauseChoices.map((choice) => item(pauseText(choice, now), { do: 'pause', for: choice })),
            item(trayText.until, { do: 'open' }),
          ],
        }
      : item(trayText.resume(silencedText({ paused, quiet: null }, now) ?? ''), { do: 'resume' });
  const quietItem =
    quiet === null || quiet.until === null
      ? []
      : [item(trayText.endQuiet(clockText(quiet.until, now)), { do: 'end-quiet' })];
  const more = snoozes.length - snoozesListed;
  const snoozed: TrayItem = {
    type: 'menu',
    label: trayText.snoozed,
    items: [
      ...snoozes
        .slice(0, snoozesListed)
        .map((snooze) => item(trayText.endSnooze(snoozeText(snooze, now)), { do: 'unsnooze', what: snooze.what })),
      ...(more > 0 ? [item(trayText.more(more), { do: 'open' })] : []),
    ],
  };
  return [pause, ...quietItem, ...(snoozes.length === 0 ? [] : [snoozed])];
}

/** `■ Critical  UPS-1: CPU over 95 %, 12 min` */
function alertItem(alert: Alert, now: number): TrayItem {
  const before = `${textMark(alert.severity)} ${severityWord(alert.severity)}  `;
  const age = `, ${durationText(now - alert.openedAt)}`;
  const words = cut(saidText({ ...alert, title: titleText(alert) }), labelLength - before.length - age.length);
  return item(`${before}${words}${age}`, { do: 'open-event', event: alert.lastEvent });
}

/** `14:02  ■ UPS-1: CPU over 95 %` */
function recentItem(row: EventRow, now: number): TrayItem {
  const before = `${clockText(row.occurredAt, now)}  ${textMark(row.severity)} `;
  return item(`${before}${cut(saidText({ ...row, title: titleText(row) }), labelLength - before.length)}`, {
    do: 'open-event',
    event: row.id,
  });
}

function serverItem(server: ServerState, now: number): TrayItem {
  const name = cut(server.name, labelLength / 2);
  if (server.enabled && server.state.name === 'waiting') {
    return item(trayText.tryAgain(name, stateWord('waiting')), { do: 'retry', server: server.id });
  }
  const muted = server.muted && server.enabled ? trayText.muted : '';
  return item(`${name}: ${stateText(server, now)}${muted}`, { do: 'open-screen', screen: 'servers' });
}

function saidText(row: Pick<EventRow, 'subject' | 'serverName' | 'title'>): string {
  const subject = subjectText(row);
  const { title } = row;
  return title === '' || title === subject ? subject : `${subject}: ${title}`;
}

function item(label: string, action: TrayAction | null): TrayItem {
  return { type: 'item', label, action };
}
