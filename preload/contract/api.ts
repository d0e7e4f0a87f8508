/**
 * The contract between window and main: names and types of events, commands and updates.
 * No library is imported here, for the window and the preload load this file.
 */

export const severities = ['ok', 'info', 'warning', 'error', 'critical'] as const;
/** Ordered from best to worst. */
export type Severity = (typeof severities)[number];

/** The rank of a severity: 0 `ok` to 4 `critical`. */
export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The worse of two severities. */
export function worseOf(a: Severity, b: Severity): Severity {
  return rankOf(a) >= rankOf(b) ? a : b;
}

export const kinds = [
  'incident',
  'trap',
  'access-denied',
  'job',
  'state',
  'message',
  'telemetry',
  'worker',
  'model',
  'bulk',
  'connection',
  'error',
  'other',
] as const;
export type Kind = (typeof kinds)[number];

export const phases = ['opened', 'updated', 'closed'] as const;
export type Phase = (typeof phases)[number];

export const outcomes = ['pending', 'shown', 'merged', 'silenced', 'failed'] as const;
/** `pending`: committed, its toast not yet confirmed. */
export type Outcome = (typeof outcomes)[number];

export const reasons = [
  'catch-up',
  'muted-server',
  'paused',
  'snoozed',
  'rule',
  'quiet-hours',
  'storm',
  'driver-failed',
  'restart',
  'closes',
  'first-look',
] as const;
/** Why an event was not shown by a toast of its own. */
export type Reason = (typeof reasons)[number];

export interface Subject {
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  /** Id of the rule that decided, also when it gave a toast. */
  readonly rule: string | null;
  readonly driver: string | null;
}

/** One thing that a server said, in our normal form; a history row as lists carry it. Times are epoch ms. */
export interface EventRow {
  /** Row number: the order of arrival and the only order of lists. */
  readonly id: number;
  /** Stable across redelivery, unique per server. */
  readonly key: string;
  /** How often it came again. */
  readonly repeats: number;
  readonly server: string;
  readonly serverName: string;
  readonly protocol: string;
  readonly kind: Kind;
  /** The wire's own word: `incidents`, `snmp-trap`. */
  readonly topic: string;
  readonly phase: Phase | null;
  readonly severity: Severity;
  /** The server's own word for the severity. */
  readonly level: string | null;
  readonly subject: Subject | null;
  /** Key of the alert that it belongs to. */
  readonly alert: string | null;
  /** The server's words, plain text; never markup. */
  readonly title: string;
  readonly body: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly seenAt: number | null;
  /** https link into the server's own UI. */
  readonly url: string | null;
  readonly via: 'live' | 'catch-up';
  readonly decision: Decision;
}

/** An event with the wire message as JSON; `{"cut": true, "bytes": N, "text": "..."}` where it was over 64 KiB. */
export interface Event extends EventRow {
  readonly payload: unknown;
}

/** A reason as a code with parameters; the sentence is made at the border from the catalogue. */
export interface Cause {
  readonly code: CauseCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export const causeCodes = [
  /** Params: host, port. */
  'refused',
  /** Params: host. */
  'name',
  /** Params: host, seconds. */
  'time',
  /** Params: host. */
  'authority',
  /** Params: host, date. */
  'certificate-expired',
  /** Params: host, name. */
  'certificate-name',
  /** Params: host, text. */
  'tls',
  /** Params: host. */
  'https',
  /** Sign-in refused or ended. Params: host, text (the server's words or empty). */
  'sign-in',
  /** Params: host. */
  'proxy',
  /** Params: host. */
  'socketio-2',
  'socketio-4',
  'plain-websocket',
  /** Params: host, name. */
  'namespace',
  /** Connected, but it does not answer. Params: host. */
  'silent',
  /** Params: subscription, text. */
  'subscription',
  /** The account may not read one thing of many. Params: server, subscription, text. */
  'denied',
  /** The server reports an error of its own. Params: host, text. */
  'server-error',
  /** The server closed the line. Params: host. */
  'closed',
  /** The server has said that it shuts down. Params: host. */
  'shut-down',
  /** The line broke. Params: host, text. */
  'broken',
  /** HTTP answer that fits nothing. Params: host, status. */
  'http',
  /** What it said cannot be read. Params: host, text. */
  'unreadable',
  /** A stored secret cannot be read. Params: field. */
  'secret-unreadable',
  /** A secret that the sign-in needs is not set. Params: field. */
  'secret-missing',
  /** Nobody is signed in with its provider. Params: host. */
  'sign-in-needed',
  /** The provider has no sign-in with a code. Params: host. */
  'no-device-code',
  /** Its settings do not fit. Params: field, text. */
  'settings',
  /** No driver could show a toast. Params: driver, text. */
  'toast',
  /** Anything unforeseen. Params: text. */
  'unexpected',
] as const;
export type CauseCode = (typeof causeCodes)[number];

/** What a connection lacks although it is online. */
export interface Limit {
  readonly subscription: string;
  readonly why: Cause;
}

export type ConnectionState =
  | { readonly name: 'stopped' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'online'; readonly since: number; readonly limits: readonly Limit[] }
  | { readonly name: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly why: Cause }
  | { readonly name: 'blocked'; readonly why: Cause };

/** The sign-in of a person that has begun; `endsAt` is epoch ms. */
export type SignInBegun =
  | {
      readonly name: 'waiting';
      readonly how: 'browser';
      readonly url: string;
      readonly endsAt: number;
      /** A browser was started for it. */
      readonly opened: boolean;
    }
  | {
      readonly name: 'waiting';
      readonly how: 'device';
      /** To be entered at `url`, on any device. */
      readonly code: string;
      readonly url: string;
      readonly endsAt: number;
    };

/** How the sign-in of a person stands, or how the last one ended. */
export type SignIn = SignInBegun | { readonly name: 'done' } | { readonly name: 'failed'; readonly why: Cause };

/** What a window is asked to show. */
export type Spot = { readonly event: number } | { readonly server: string };

/** One configured server as the window sees it. */
export interface ServerState {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly enabled: boolean;
  readonly muted: boolean;
  readonly state: ConnectionState;
  /** Since when the state's name has been what it is. */
  readonly since: number;
  /** Since when it has been out of reach; null while online, stopped or never tried. */
  readonly lostAt: number | null;
  readonly lastEventAt: number | null;
  /** The server sends faster than the disk takes; its socket waits. */
  readonly pressed: boolean;
  /** False where the protocol offers nothing to prove a silent line. */
  readonly proven: boolean;
  /** Frames that could not be read since it was first watched; null: none. */
  readonly unreadable: UnreadFrames | null;
  /** Absent: none was begun. */
  readonly signIn?: SignIn;
}

/** Frames of a server that could not be read: how many, and the last one. */
export interface UnreadFrames {
  readonly count: number;
  readonly at: number;
  readonly why: Cause;
  /** The first 200 characters of the last one. */
  readonly begin: string;
}

/** An alert: a stream of events that opened and has not closed. */
export interface Alert {
  readonly server: string;
  readonly serverName: string;
  readonly key: string;
  readonly kind: Kind;
  readonly subject: Subject | null;
  readonly title: string;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly closedAt: number | null;
  readonly severity: Severity;
  readonly worst: Severity;
  readonly count: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
  readonly seenAt: number | null;
  readonly unseen: boolean;
  readonly acknowledgedBy: string | null;
  /** False after a start, until its server has been read. */
  readonly confirmed: boolean;
}

/** What the history is narrowed to; an absent field narrows nothing. */
export interface HistoryFilter {
  readonly text?: string;
  readonly servers?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly minSeverity?: Severity;
  readonly phases?: readonly Phase[];
  readonly outcomes?: readonly Outcome[];
  readonly seen?: boolean;
  /** receivedAt, inclusive. */
  readonly from?: number;
  /** receivedAt, exclusive. */
  readonly to?: number;
  /** False hides the rows of streams. */
  readonly streams?: boolean;
}

/** Newest first; `next` goes into `before` for the next page, null at the end. */
export interface Page {
  readonly rows: readonly EventRow[];
  readonly next: number | null;
}

/** Counts stop at 1,000. */
export interface Count {
  readonly count: number;
  readonly more: boolean;
}

/** A server's settings as stored; a secret field says where it is: `stored`, `env`, `file`. Protocols add fields of their own. */
export interface ServerSettings {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly enabled: boolean;
  readonly muted: boolean;
  readonly url: string;
  readonly [field: string]: unknown;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

/** One field of a server's form; `path` is the dotted place in ServerSettings. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly type: 'text' | 'url' | 'secret' | 'switch' | 'choice' | 'list' | 'json' | 'file' | 'levels' | 'headers';
  readonly group: 'connection' | 'watch' | 'severities' | 'advanced';
  readonly required?: boolean;
  readonly initial?: unknown;
  /** For `choice`; for `levels` the server's own words, each set to one of our severities. */
  readonly choices?: readonly Choice[];
  /**
   * The value is a list whose items the server can be asked for. `id` is the field of an item that is its id, `name` the
   * one that is its name, `second` one that may be given after the id; null: an item is a text.
   */
  readonly picks?: { readonly id: string; readonly name: string; readonly second?: string } | null;
  /** Shown only while the field at `path` has one of these values. */
  readonly when?: { readonly path: string; readonly is: readonly unknown[] };
}

/** A picture as a page can show it. */
export interface Picture {
  /** `image/jpeg` and the like. */
  readonly type: string;
  /** Base64. */
  readonly data: string;
}

/** One item that a server has for a field of its form. */
export interface Offer {
  /** What goes into the field. */
  readonly item: unknown;
  readonly label: string;
  /** Stands beside the label; empty: the label says it all. */
  readonly note: string;
}

/** What a server has for a field of its form, or why it cannot be told. */
export type Offered = { readonly offers: readonly Offer[] } | { readonly why: Cause };

/** One topic of a protocol: what the subscription form offers and the default rules know. */
export interface Topic {
  readonly name: string;
  readonly label: string;
  readonly kind: Kind;
  /** Goes to the history only, with a budget of its own. */
  readonly stream: boolean;
  /** The address of its events leads to a picture. */
  readonly picture?: true;
}

/** A kind of server, as data for the window. */
export interface ProtocolView {
  readonly name: string;
  readonly label: string;
  /** What it notifies of, one line. */
  readonly summary: string;
  readonly fields: readonly Field[];
  readonly topics: readonly Topic[];
}

/** A line above the screens: something that the user must know. `params` go into its sentence. */
export interface Notice {
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string | number>>;
}
export const noticeCodes = [
  /** Params: file, aside, text. */
  'settings-set-aside',
  /** An edit by hand that cannot be read; what was before holds on. Params: file, text. */
  'settings-unreadable',
  /** A setting, or a server of the settings, that does not fit and is left out. Params: path, text, file. */
  'setting-unusable',
  /** Params: file, line, text. */
  'policy-unusable',
  /** Params: text. */
  'toasts-failing',
  /** Params: aside, text. */
  'history-set-aside',
  /** Params: text. What comes waits in memory, and is stored as soon as the disk takes it. */
  'history-failing',
  /** Params: text (why it cannot be written), file. */
  'settings-unwritable',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

/** What is unseen: an alert counts once. */
export interface Unseen {
  readonly count: number;
  readonly more: boolean;
  readonly worst: Severity | null;
}

/** Open alerts from `warning` up: how many, and the worst 200, unseen first. */
export interface OpenAlerts {
  readonly total: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly list: readonly Alert[];
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Times of the week in which toasts are held back. */
export interface QuietHours {
  readonly enabled: boolean;
  /** `HH:MM` of a local clock; `to` is on the next day unless it is later than `from`. Without days it is on each. */
  readonly windows: readonly { readonly days?: readonly Weekday[]; readonly from: string; readonly to: string }[];
  /** IANA name; the system's zone unless given. */
  readonly timeZone?: string;
  /** This severity and worse pass; null: none does. */
  readonly passSeverity: Severity | null;
  /** A connection that is lost for 15 min, or blocked, passes. */
  readonly passConnectionLost: boolean;
}

export const pauseChoices = ['15m', '1h', '4h', 'tomorrow'] as const;
/** How long a pause is to last; `tomorrow`: until it is 08:00 again here. */
export type PauseChoice = (typeof pauseChoices)[number];
/** No pause is longer. */
export const pauseAtMostMs = 86_400_000;

/** What a snooze is about. */
export type SnoozeTarget =
  | { readonly type: 'server'; readonly server: string }
  | { readonly type: 'alert'; readonly server: string; readonly key: string }
  | { readonly type: 'subject'; readonly server: string; readonly subjectType: string; readonly subjectId: string };

/** Toasts of something are held back. */
export interface Snooze {
  readonly what: SnoozeTarget;
  /** What it is called: a server, or a subject. */
  readonly name: string;
  readonly since: number;
  /** Null: until it worsens or closes. */
  readonly until: number | null;
}

/** What holds toasts back now. Times are epoch ms. */
export interface Silenced {
  readonly paused: { readonly since: number; readonly until: number } | null;
  /** `until` null: it is quiet round the clock. */
  readonly quiet: { readonly since: number; readonly until: number | null } | null;
  readonly snoozes: readonly Snooze[];
}

/** Settings outside of servers that the window shows. */
export interface Preferences {
  readonly quietHours: QuietHours;
  readonly toasts: { readonly driver: string; readonly previews: boolean; readonly maxPerMinute: number };
  readonly history: {
    readonly keepDays: number;
    readonly keepRows: number;
    readonly streams: { readonly keepDays: number; readonly keepRows: number };
    readonly keepMegabytes: number;
  };
  readonly window: { readonly closeSaid: boolean };
}

/** Everything that the window starts from; updates carry on from `seq`. */
export interface Snapshot {
  readonly seq: number;
  readonly host: 'desktop' | 'serve';
  readonly version: string;
  readonly protocols: readonly ProtocolView[];
  readonly servers: readonly ServerState[];
  readonly settings: readonly ServerSettings[];
  readonly preferences: Preferences;
  readonly rules: readonly RuleView[];
  /** Dotted paths locked by the policy: `toasts.driver`, `servers.noc.url`; and the file that locks them. */
  readonly locked: { readonly paths: readonly string[]; readonly file: string | null };
  readonly alerts: OpenAlerts;
  readonly unseen: Unseen;
  readonly silenced: Silenced;
  readonly notices: readonly Notice[];
  readonly page: Page;
  readonly count: Count;
}

/** What a rule asks of a text: exactly one of `is`, `contains` (both without regard to case) and `pattern` (RE2). */
export interface TextTest {
  readonly is?: string;
  readonly contains?: string;
  readonly pattern?: string;
  /** Turns it round. */
  readonly not?: boolean;
}

export const fieldTests = ['=', '!=', '<', '>', '<=', '>=', 'contains', 'exists', 'absent'] as const;
/** What a rule asks of a field of the payload: `{"path": "values.temperature", "test": ">", "value": 80}`. */
export interface FieldTest {
  /** Names and indexes with dots between them; `*` is each one, `["a.b"]` a name with anything in it. */
  readonly path: string;
  readonly test: (typeof fieldTests)[number];
  /** For all but `exists` and `absent`. */
  readonly value?: string | number | boolean | null;
}

/** The condition of a rule: all that is named must hold; of a list of words one. */
export interface RuleWhen {
  /** Ids of servers. */
  readonly server?: readonly string[];
  readonly protocol?: readonly string[];
  readonly kind?: readonly Kind[];
  readonly topic?: readonly string[];
  readonly phase?: readonly Phase[];
  readonly minSeverity?: Severity;
  readonly maxSeverity?: Severity;
  /** Tests of the subject's id and name: one of both must pass each. */
  readonly subject?: readonly TextTest[];
  /** Tests of title and body: one of both must pass each. */
  readonly text?: readonly TextTest[];
  readonly payload?: readonly FieldTest[];
  /** True: only what goes to the history by default; false: only what does not. */
  readonly stream?: boolean;
}

export const toastLevels = ['urgent', 'show', 'quiet', 'none'] as const;
/** How loud a toast is, or none. */
export type ToastLevel = (typeof toastLevels)[number];
export const sounds = ['none', 'desktop', 'alarm'] as const;
export type Sound = (typeof sounds)[number];

/** Shows a toast again until it is seen. */
export interface Repeat {
  readonly everyMin: number;
  readonly atMost: number;
}

/** A limit on a number of the payload, with hysteresis: `{"field": "values.temperature", "open": "> 80", "close": "< 75"}`. */
export interface Threshold {
  /** A path without `*`. */
  readonly field: string;
  /** A comparison with a number, which opens an alert. */
  readonly open: string;
  /** The comparison that closes it; left out: as soon as `open` does not hold any more. */
  readonly close?: string;
}

/** What a rule gives; what it does not name is left to the default rules. */
export interface RuleThen {
  readonly toast?: ToastLevel;
  readonly severity?: Severity;
  readonly sound?: Sound;
  readonly repeat?: Repeat;
  readonly alert?: Threshold;
}

export interface RuleSettings {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly when: RuleWhen;
  readonly then: RuleThen;
}

/** The rules behind the user's own, in their order; an entry of `rules` with such an id changes it where it stands. */
export const defaultRuleIds = [
  'default-closed',
  'default-unchanged',
  'default-stream',
  'default-message',
  'default-job',
  'default-connection',
  'default-critical',
  'default-fault',
  'default-rest',
] as const;
export type DefaultRuleId = (typeof defaultRuleIds)[number];

/** What is set otherwise of a default rule. */
export interface DefaultRuleChange {
  readonly id: DefaultRuleId;
  readonly enabled: boolean;
  readonly then: Pick<RuleThen, 'toast' | 'sound' | 'repeat'>;
}

/** One rule as the window lists it: the user's and the policy's in their order, then the default rules. */
export interface RuleView {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Whose it is: `policy` cannot be moved or removed. */
  readonly origin: 'user' | 'policy' | 'default';
  /** As it is set, all layers applied; of a default rule only what is set otherwise. */
  readonly rule: Readonly<Record<string, unknown>>;
  /** Why it is not in force; empty when nothing is wrong with it. Paths are those of its fields. */
  readonly faults: readonly FieldFault[];
}

/** What a rule would have done with the newest events. */
export interface Trial {
  /** How many events were looked at. */
  readonly looked: number;
  readonly matched: number;
  /** How many of those that matched it would have given a toast, before anything holds toasts back. */
  readonly wouldToast: number;
  /** How many of those that matched were given a toast when they came. */
  readonly toasted: number;
  /** How many payloads were too long to be kept whole, where the rule asks for fields: they match nothing. */
  readonly cut: number;
  /** The newest that matched, newest first, at most 20. */
  readonly examples: readonly EventRow[];
}

/** A fault of one field of a form. */
export interface FieldFault {
  readonly path: string;
  readonly text: string;
}

export interface TestStep {
  readonly name: 'name' | 'connect' | 'sign-in' | 'subscribe' | 'event';
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly why: Cause | null;
}

/** One finding of the diagnosis, as `tocsin check` prints it. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'note';
  readonly text: string;
}

/** `tocsin status --json`. */
export interface Status {
  readonly servers: readonly {
    readonly id: string;
    readonly name: string;
    readonly protocol: string;
    readonly state: ConnectionState['name'];
    readonly since: number;
    readonly why: { readonly code: CauseCode; readonly text: string } | null;
    readonly limits: readonly { readonly subscription: string; readonly code: CauseCode; readonly text: string }[];
  }[];
  readonly openAlerts: number;
  readonly unseen: number;
  readonly paused: { readonly until: number } | null;
  /** In quiet hours; `until` null: round the clock. */
  readonly quiet: { readonly until: number | null } | null;
  readonly snoozed: number;
}

/** Commands: window to main. The control socket answers the same ones. */
export interface Commands {
  /** Starts the window's feed with its filter; again after a missed update. */
  'window.start': { input: { readonly filter: HistoryFilter }; result: Snapshot };
  /** Changes the filter of the feed; the first page under it. */
  'history.watch': {
    input: { readonly filter: HistoryFilter };
    result: { readonly page: Page; readonly count: Count };
  };
  'history.page': { input: { readonly filter: HistoryFilter; readonly before: number }; result: Page };
  'history.event': {
    input: { readonly id: number };
    result: { readonly event: Event; readonly story: readonly EventRow[] } | null;
  };
  /** Fetches the picture that the event's address leads to. */
  'history.picture': { input: { readonly id: number }; result: Picture | { readonly why: Cause } };
  'history.seen': { input: { readonly ids: readonly number[] } | { readonly all: true }; result: null };
  'alerts.close': { input: { readonly server: string; readonly key: string }; result: null };
  /** Holds every toast back for a time, or until a moment within 24 h. */
  pause: {
    input: { readonly for: PauseChoice } | { readonly until: number };
    result: { readonly until: number };
  };
  /** Ends the pause. */
  resume: { input: Readonly<Record<string, never>>; result: null };
  /** Ends the quiet hours that are in force; the next ones come as they are set. */
  'quiet.end': { input: Readonly<Record<string, never>>; result: null };
  /** Until a moment within 30 days, or until it worsens or closes; takes the place of an earlier one of the same. */
  snooze: {
    input: { readonly what: SnoozeTarget } & ({ readonly until: number } | { readonly untilChange: true });
    result: null;
  };
  unsnooze: { input: { readonly what: SnoozeTarget }; result: null };
  /** Adds or replaces the user's settings of one server. A secret field is a literal (new) or where it is (kept). */
  'servers.save': {
    input: { readonly server: Readonly<Record<string, unknown>> };
    result: { readonly faults: readonly FieldFault[] };
  };
  'servers.remove': { input: { readonly id: string }; result: null };
  /** Undoes a removal within 30 s. */
  'servers.restore': { input: { readonly id: string }; result: { readonly restored: boolean } };
  'servers.enable': { input: { readonly id: string; readonly enabled: boolean }; result: null };
  'servers.mute': { input: { readonly id: string; readonly muted: boolean }; result: null };
  'servers.retry': { input: { readonly id: string }; result: null };
  /** Tries the settings of a form without saving them; a step also comes as update `test` when it is done. */
  'servers.test': {
    input: { readonly server: Readonly<Record<string, unknown>> };
    result: { readonly faults: readonly FieldFault[]; readonly steps: readonly TestStep[] };
  };
  /** Asks the server of a form what it has for the field at `path`, one with `picks`. */
  'servers.offer': {
    input: { readonly server: Readonly<Record<string, unknown>>; readonly path: string };
    result: { readonly faults: readonly FieldFault[]; readonly offered: Offered | null };
  };
  /** Begins the sign-in of a person with the server's provider; how it goes on stands in the server's state. */
  'sign-in.begin': { input: { readonly server: string; readonly how: SignInBegun['how'] }; result: SignInBegun };
  'sign-in.cancel': { input: { readonly server: string }; result: null };
  /**
   * Adds or replaces a rule; its id comes back, made of its name where it has none. A new one stands before all others.
   * With the id of a default rule: what is otherwise of it.
   */
  'rules.save': {
    input: { readonly rule: Readonly<Record<string, unknown>> };
    result: { readonly faults: readonly FieldFault[]; readonly id: string };
  };
  /** Puts a rule before another one; `before` null: behind all others of the user. */
  'rules.move': { input: { readonly id: string; readonly before: string | null }; result: null };
  /** Removes a rule; a default rule is as it was at first. */
  'rules.remove': { input: { readonly id: string }; result: null };
  /** Undoes a removal within 30 s. */
  'rules.restore': { input: { readonly id: string }; result: { readonly restored: boolean } };
  'rules.enable': { input: { readonly id: string; readonly enabled: boolean }; result: null };
  /** What a rule, saved or not, would have done with the newest events, at most `limit` (up to 5,000). */
  'rules.try': {
    input: { readonly rule: Readonly<Record<string, unknown>>; readonly limit: number };
    result: { readonly faults: readonly FieldFault[]; readonly trial: Trial | null };
  };
  /** A rule that silences events like this one, to be looked at, tried and saved. */
  'rules.from': { input: { readonly event: number }; result: { readonly rule: RuleSettings } };
  /** How many events each rule decided in the last seven days, by id; those that decided none are left out. */
  'rules.hits': { input: Readonly<Record<string, never>>; result: Readonly<Record<string, number>> };
  /** Changes preferences; a partial, merged by field. */
  'settings.change': {
    input: { readonly change: Readonly<Record<string, unknown>> };
    result: { readonly faults: readonly FieldFault[] };
  };
  'diagnosis.check': { input: Readonly<Record<string, never>>; result: readonly Check[] };
  'diagnosis.toast': {
    input: { readonly severity: Severity };
    result: { readonly shown: boolean; readonly driver: string | null; readonly why: Cause | null };
  };
}
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = Commands[N]['input'];
export type CommandResult<N extends CommandName> = Commands[N]['result'];

export const commandNames = [
  'window.start',
  'history.watch',
  'history.page',
  'history.event',
  'history.picture',
  'history.seen',
  'alerts.close',
  'pause',
  'resume',
  'quiet.end',
  'snooze',
  'unsnooze',
  'servers.save',
  'servers.remove',
  'servers.restore',
  'servers.enable',
  'servers.mute',
  'servers.retry',
  'servers.test',
  'servers.offer',
  'sign-in.begin',
  'sign-in.cancel',
  'rules.save',
  'rules.move',
  'rules.remove',
  'rules.restore',
  'rules.enable',
  'rules.try',
  'rules.from',
  'rules.hits',
  'settings.change',
  'diagnosis.check',
  'diagnosis.toast',
] as const satisfies readonly CommandName[];

/** How a command comes back: never thrown across the border. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };
export interface Failure {
  readonly code: 'unknown-command' | 'bad-input' | 'locked' | 'not-found' | 'failed';
  readonly text: string;
}

/** Updates: main to window, gathered, at most ten times a second. */
export interface Updates {
  /** New rows that match the feed's filter: the newest 50 of them, newest first, and how many there were. */
  rows: { readonly rows: readonly EventRow[]; readonly total: number };
  /** Rows that changed after they were stored: outcome, seen, name, repeats. */
  changed: { readonly rows: readonly EventRow[] };
  servers: readonly ServerState[];
  alerts: OpenAlerts;
  unseen: Unseen;
  silenced: Silenced;
  settings: Pick<Snapshot, 'settings' | 'preferences' | 'rules' | 'locked'>;
  notices: readonly Notice[];
  test: TestStep;
  /** Asks the window to show something: a toast was clicked, `tocsin open`. */
  open: Spot;
}
export type UpdateName = keyof Updates;
export type Update = {
  [N in UpdateName]: { readonly seq: number; readonly name: N; readonly payload: Updates[N] };
}[UpdateName];

/** What the window holds of main: Electron's IPC or serve's socket behind one face. */
export interface Bridge {
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandResult<N>>>;
  /** Calls back for each update until the returned function is called. */
  listen(listener: (update: Update) => void): () => void;
  /** Calls back with whether main can be reached, at once and at each change. */
  reachable(listener: (reachable: boolean) => void): () => void;
}
