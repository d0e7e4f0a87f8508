/**
 * The contract between window and main: names and types of events, commands and updates.
 * No library is imported here, for the window and the preload load this file.
 */

import type { OpenAlerts, Unseen } from './api/alert.ts';
import type { Cause, CauseCode } from './api/cause.ts';
import type { About, Bundle, Check, CrashReport } from './api/diagnosis.ts';
import type { Event, EventRow, Picture, Severity } from './api/event.ts';
import type { ExportInput, ExportProgress } from './api/export.ts';
import type { Grounds } from './api/grounds.ts';
import type { Count, DigestBucket, HistoryFilter, Page } from './api/history.ts';
import type { RuleProposal, RuleView, Trial } from './api/rule.ts';
import type {
  ConnectionState,
  FieldFault,
  Offered,
  ProtocolView,
  ServerSettings,
  ServerState,
  SignInBegun,
  TestStep,
  UnfinishedServer,
} from './api/server.ts';
import type { Audible, HistorySize, ProxyPreference, ToastWays } from './api/settings.ts';
import type { PauseChoice, QuietHours, Silenced, SnoozeTarget } from './api/silence.ts';
import type { Hindrance, PageReply, PageToast, ToastPreferences } from './api/toast.ts';
import type { FileFault, ImportInput, ImportPreview } from './api/transfer.ts';
import type { TrayPicture } from './api/tray.ts';
import type { UpgradePreferences, UpgradeState } from './api/upgrade.ts';

export * from './api/alert.ts';
export * from './api/cause.ts';
export * from './api/diagnosis.ts';
export * from './api/event.ts';
export * from './api/export.ts';
export * from './api/grounds.ts';
export * from './api/history.ts';
export * from './api/rule.ts';
export * from './api/server.ts';
export * from './api/settings.ts';
export * from './api/silence.ts';
export * from './api/toast.ts';
export * from './api/transfer.ts';
export * from './api/tray.ts';
export * from './api/upgrade.ts';

/** What a window is asked to show. */
export type Spot = { readonly event: number } | { readonly server: string };

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
  /** Only the browser of an open page could show toasts. Params: text. */
  'toasts-in-browser',
  /** Params: aside, text. */
  'history-set-aside',
  /** Params: text. What comes waits in memory, and is stored as soon as the disk takes it. */
  'history-failing',
  /** Params: text (why it cannot be written), file. */
  'settings-unwritable',
  /** Tocsin ended unexpectedly and was started again. Params: at (epoch ms), file (the report; empty: there is none). */
  'crashed',
  /** A server of the policy that waits for what only the user can give. Params: server, name. */
  'server-unfinished',
  /** Secrets that are in memory alone: no keyring, and nothing chosen. Params: count. */
  'secrets-held',
  /** Secrets that wait for a keyring. Params: state (absent, locked, silent). */
  'keyring-shut',
  /** A new version of Tocsin was fetched. Params: version. */
  'upgrade-ready',
] as const;

export type NoticeCode = (typeof noticeCodes)[number];

/** Settings outside of servers that the window shows. */
export interface Preferences {
  readonly quietHours: QuietHours;
  /** After how long out of reach a server is told, quietly, and after how long as an error. */
  readonly connections: { readonly lostMinutes: number; readonly stillLostMinutes: number };
  readonly toasts: ToastPreferences;
  readonly history: {
    readonly keepDays: number;
    readonly keepRows: number;
    readonly streams: { readonly keepDays: number; readonly keepRows: number };
    readonly keepMegabytes: number;
  };
  /** The proxy of servers that name none of their own. */
  readonly network: { readonly proxy: ProxyPreference };
  /** Whether Tocsin starts, hidden, when the user signs in to the system. */
  readonly start: { readonly withSystem: boolean };
  /** Where passwords, tokens and keys are kept. */
  readonly secrets: { readonly keep: SecretPlace };
  readonly updates: UpgradePreferences;
  readonly appearance: { readonly theme: Theme; readonly language: LanguageChoice };
  /** `closeSaid`: told once that closing leaves Tocsin in the tray; `greeted`: the first start is over. */
  readonly window: { readonly closeSaid: boolean; readonly greeted: boolean; readonly singleKeys: boolean };
}

/** `auto`: the system's keyring; without one `serve` takes the file, and the desktop app asks. `memory`: typed each time. */
export const secretPlaces = ['auto', 'file', 'memory'] as const;
export type SecretPlace = (typeof secretPlaces)[number];

/** How secrets are kept at the moment. */
export interface SecretKeeping {
  /** Where one goes that is entered now. */
  readonly place: 'keyring' | 'file' | 'memory';
  /** How many are in memory alone and gone when Tocsin ends. */
  readonly held: number;
  /** How many of this host's are in the file: sealed by the keyring, and as they are. */
  readonly sealed: number;
  readonly plain: number;
  /** Why the keyring cannot be used: there is none, it is locked, it does not answer. Null: it can. */
  readonly hindered: 'absent' | 'locked' | 'silent' | null;
}

/** Whether the system starts Tocsin, and who says so; `machine`: the entry of the package, for all users. */
export interface Autostart {
  readonly on: boolean;
  readonly by: 'user' | 'machine' | 'policy';
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The steps of the first start, in their order. */
export const firstSteps = ['server', 'toast', 'system'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** Those that the catalogue speaks. */
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];
export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** Everything that the window starts from; updates carry on from `seq`. */
export interface Snapshot {
  readonly seq: number;
  readonly host: 'desktop' | 'serve';
  readonly version: string;
  /** Whether this host can be started with the system. */
  readonly canStartWithSystem: boolean;
  readonly protocols: readonly ProtocolView[];
  readonly servers: readonly ServerState[];
  readonly settings: readonly ServerSettings[];
  /** Servers of the policy that are not watched yet, for something of theirs is missing: mostly the sign-in. */
  readonly unfinished: readonly UnfinishedServer[];
  readonly preferences: Preferences;
  /** The preferences as they are where the user has set none. */
  readonly defaults: Preferences;
  /** What `appearance.language` comes to where the host runs; window, tray and toasts speak it. */
  readonly language: Language;
  readonly rules: readonly RuleView[];
  /** Dotted paths locked by the policy: `toasts.driver`, `servers.noc.url`; and the file that locks them. */
  readonly locked: { readonly paths: readonly string[]; readonly file: string | null };
  readonly alerts: OpenAlerts;
  readonly unseen: Unseen;
  readonly silenced: Silenced;
  readonly tray: TrayPicture;
  readonly notices: readonly Notice[];
  readonly upgrade: UpgradeState;
  readonly page: Page;
  readonly count: Count;
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
/** That something was marked seen; by its number it can be taken back for a while. */
export interface Marking {
  readonly marking: number;
}

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
    /** `link`: the event's address where the browser may open it. */
    result: {
      readonly event: Event;
      readonly story: readonly EventRow[];
      readonly grounds: Grounds;
      readonly link: string | null;
    } | null;
  };
  /** Fetches the picture that the event's address leads to. */
  'history.picture': { input: { readonly id: number }; result: Picture | { readonly why: Cause } };
  /**
   * What came from `from` (receivedAt, inclusive) up to `to` (exclusive), in stretches of `bucketMs`, oldest first; those
   * in which nothing came are left out, and so are streams. All three are multiples of `digestStepMs`.
   */
  'history.digest': {
    input: { readonly from: number; readonly to: number; readonly bucketMs: number };
    result: readonly DigestBucket[];
  };
  'history.seen': { input: { readonly ids: readonly number[] } | { readonly all: true }; result: Marking };
  /** Undoes within 30 s that something was marked seen. */
  'history.unseen': { input: Marking; result: { readonly undone: boolean } };
  /**
   * Writes events into a file that the user chooses; how far it is comes as update `export`. Null: none was chosen, or it
   * was cancelled. In a browser they come over http: `GET /export?input=`, with the token as Authorization.
   */
  'history.export': { input: ExportInput; result: { readonly file: string; readonly rows: number } | null };
  'history.size': { input: Readonly<Record<string, never>>; result: HistorySize };
  /** Ends the export that this window began; what was written of the file is removed. */
  'history.cancel-export': { input: Readonly<Record<string, never>>; result: null };
  /**
   * Acknowledges an open alert on its server. Done when the server says that it is acknowledged; a failure carries the
   * sentence for the user.
   */
  'alerts.acknowledge': { input: { readonly server: string; readonly key: string }; result: null };
  /** Marks all that came and went unseen as seen. */
  'alerts.clear': { input: Readonly<Record<string, never>>; result: Marking };
  'alerts.close': { input: { readonly server: string; readonly key: string }; result: null };
  /** Undoes a closing within 30 s, unless its server has spoken of the alert since. */
  'alerts.reopen': {
    input: { readonly server: string; readonly key: string };
    result: { readonly reopened: boolean };
  };
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
  /** Ends the test that this window has begun; its answer comes then, without steps. */
  'servers.cancel-test': { input: Readonly<Record<string, never>>; result: null };
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
  /** A rule that silences events like this one, or shows them (`toast`), to be looked at, tried and saved. */
  'rules.from': {
    input: { readonly event: number; readonly toast?: 'none' | 'show' };
    result: RuleProposal;
  };
  /** How the subjects are called that rules name by id, by that id, as far as the history knows. */
  'rules.subjects': { input: Readonly<Record<string, never>>; result: Readonly<Record<string, string>> };
  /** How many events each rule decided in the last seven days, by id; those that decided none are left out. */
  'rules.hits': { input: Readonly<Record<string, never>>; result: Readonly<Record<string, number>> };
  /**
   * Changes preferences: what stands at the dotted paths of `reset` is as if the user had never set it, then `change`, a
   * partial, is merged by field.
   */
  'settings.change': {
    input: { readonly change: Readonly<Record<string, unknown>>; readonly reset?: readonly string[] };
    result: { readonly faults: readonly FieldFault[] };
  };
  /** What an import of a file would do. */
  'settings.preview-import': {
    input: ImportInput;
    result: Omit<ImportPreview, 'faults'> & { readonly faults: readonly FileFault[] };
  };
  /** Takes a file of settings, without what is locked; nothing is changed where there are faults. */
  'settings.import': { input: ImportInput; result: { readonly faults: readonly FileFault[] } };
  /** Brings back the settings before the last import, within 10 min and unless they were changed since. */
  'settings.undo-import': { input: Readonly<Record<string, never>>; result: { readonly restored: boolean } };
  /**
   * Writes the settings into a file that the user chooses. Null: none was chosen. In a browser they come over http:
   * `GET /settings?secrets=yes`, with the token as Authorization.
   */
  'settings.export': { input: { readonly withSecrets: boolean }; result: { readonly file: string } | null };
  'secrets.keeping': { input: Readonly<Record<string, never>>; result: SecretKeeping };
  /** What the system says of starting Tocsin; null: this host is not started by it. */
  'start.state': { input: Readonly<Record<string, never>>; result: Autostart | null };
  /** Looks for a new version of Tocsin and fetches it. Resolves when that is over; how it went stands in the state. */
  'upgrade.look': { input: Readonly<Record<string, never>>; result: null };
  /** Installs what was fetched and starts Tocsin again; false: nothing is ready. */
  'upgrade.restart': { input: Readonly<Record<string, never>>; result: { readonly restarting: boolean } };
  /** Takes the line about it away; it is installed when Tocsin ends. */
  'upgrade.later': { input: Readonly<Record<string, never>>; result: null };
  'diagnosis.check': { input: Readonly<Record<string, never>>; result: readonly Check[] };
  /** Gathers the bundle, which takes as long as the diagnosis in it. */
  'diagnosis.bundle': { input: Readonly<Record<string, never>>; result: Bundle };
  /** Writes the bundle that this window was given last into a file that the user chooses. Null: none was chosen. */
  'diagnosis.keep-bundle': { input: Readonly<Record<string, never>>; result: { readonly file: string } | null };
  /** The reports of crashes, newest first, at most ten. */
  'diagnosis.crashes': { input: Readonly<Record<string, never>>; result: readonly CrashReport[] };
  /** The user knows of the crash: nothing more is said of it. */
  'diagnosis.crash-seen': { input: Readonly<Record<string, never>>; result: null };
  about: { input: Readonly<Record<string, never>>; result: About };
  'diagnosis.toast': {
    input: { readonly severity: Severity };
    result: {
      readonly shown: boolean;
      readonly driver: string | null;
      readonly why: Cause | null;
      /** What would hold back a real event of this severity now, or its sound. */
      readonly held: readonly Hindrance[];
    };
  };
  /** What there is to show and to play notifications with. */
  'toasts.ways': { input: Readonly<Record<string, never>>; result: ToastWays };
  /** Plays a sound where Tocsin runs; `why`: it could not be heard. */
  'toasts.hear': { input: { readonly sound: Audible }; result: { readonly why: Cause | null } };
  /** This page may show toasts by its browser, or may not any more. */
  'toasts.take': { input: { readonly may: boolean }; result: null };
  /** What became of a toast that this page was given. */
  'toasts.reply': {
    input: { readonly id: number; readonly did: PageReply };
    result: null;
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
  'history.digest',
  'history.seen',
  'history.unseen',
  'history.export',
  'history.size',
  'history.cancel-export',
  'alerts.acknowledge',
  'alerts.clear',
  'alerts.close',
  'alerts.reopen',
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
  'servers.cancel-test',
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
  'rules.subjects',
  'rules.hits',
  'settings.change',
  'settings.preview-import',
  'settings.import',
  'settings.undo-import',
  'settings.export',
  'secrets.keeping',
  'start.state',
  'upgrade.look',
  'upgrade.restart',
  'upgrade.later',
  'diagnosis.check',
  'diagnosis.bundle',
  'diagnosis.keep-bundle',
  'diagnosis.crashes',
  'diagnosis.crash-seen',
  'about',
  'diagnosis.toast',
  'toasts.ways',
  'toasts.hear',
  'toasts.take',
  'toasts.reply',
] as const satisfies readonly CommandName[];

/** How a command comes back: never thrown across the border. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export interface Failure {
  readonly code: 'unknown-command' | 'bad-input' | 'locked' | 'not-found' | 'starting' | 'failed';
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
  /** What `history.digest` counts is not what it was: ask again. */
  counted: null;
  silenced: Silenced;
  tray: TrayPicture;
  settings: Pick<Snapshot, 'settings' | 'unfinished' | 'preferences' | 'defaults' | 'language' | 'rules' | 'locked'>;
  notices: readonly Notice[];
  upgrade: UpgradeState;
  test: TestStep;
  /** How far the export is that the window began. */
  export: ExportProgress;
  /** Asks the window to show something: a toast was clicked, `tocsin open`. */
  open: Spot;
  /** To be shown by this page, which then says so by `toasts.reply`; in the place of one with the same id. */
  toast: PageToast;
  /** The toast of this id is to be taken away. */
  'toast-gone': { readonly id: number };
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
