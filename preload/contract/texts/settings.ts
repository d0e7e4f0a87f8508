import { type SettingsSection, type Severity, type Weekday, weekdays } from '../api.ts';
import { countText } from './counts.ts';
import { plain } from './plain.ts';
import { dateText } from './time.ts';
import { severityWord } from './words.ts';

const sections: Readonly<Record<SettingsSection, string>> = {
  notifications: 'Notifications',
  'quiet-hours': 'Quiet hours',
  start: 'Start and updates',
  appearance: 'Appearance and language',
  keys: 'Keys',
  history: 'History',
  network: 'Network',
  privacy: 'Privacy',
  transfer: 'Import and export',
  diagnosis: 'Diagnosis',
  about: 'About',
};

/** The title of a part of the settings. */
export function sectionName(section: SettingsSection): string {
  return sections[section];
}

/** The label of a setting, and the line below it, which may be empty. */
interface SettingWords {
  readonly label: string;
  readonly help: string;
}

/** The settings that this catalogue names, by their dotted places. */
export const settingWords = {
  'toasts.driver': {
    label: 'Shown by',
    help: 'Where one fails, the next one stands in for it.',
  },
  'toasts.maxPerMinute': {
    label: 'At most so many a minute',
    help: 'What is more comes as one summary of each server, which grows in its place.',
  },
  'toasts.click': {
    label: 'A click on one opens',
    help: 'The page of the server only where the event has one; else Tocsin.',
  },
  'toasts.repeatCritical': {
    label: 'Repeat critical ones',
    help: 'Every 5 min until seen or acknowledged, at most 12 times.',
  },
  'connections.lostMinutes': {
    label: 'A server out of reach is told quietly after',
    help: '',
  },
  'connections.stillLostMinutes': {
    label: 'and as an error after',
    help: 'Where this is no more than the time above, it alone is told.',
  },
  'toasts.previews': {
    label: 'Show what the server said',
    help: 'Off, a notification shows severity, kind and server alone, also on the lock screen. The window shows everything.',
  },
  'quietHours.enabled': {
    label: 'Keep quiet hours',
    help: 'Nothing is lost: what they hold back is in the history, and in one summary at their end.',
  },
  'quietHours.windows': { label: 'When it is quiet', help: '' },
  'quietHours.passSeverity': { label: 'This is shown all the same', help: '' },
  'quietHours.passConnectionLost': {
    label: 'So is a lost connection',
    help: 'One that is told as an error, or that needs you.',
  },
  'quietHours.timeZone': { label: 'Time zone', help: 'Empty: that of this system. Else a name such as Europe/Berlin.' },
  'secrets.keep': { label: 'Keep passwords and tokens', help: '' },
  'start.withSystem': {
    label: 'Start Tocsin when I sign in to this computer',
    help: 'In the tray, without its window.',
  },
  'updates.enabled': {
    label: 'Fetch new versions in the background',
    help: 'They are installed when Tocsin ends, never by themselves.',
  },
  'updates.source': { label: 'Look for them at', help: '' },
  'window.singleKeys': {
    label: 'Single keys',
    help: 'Keys pressed alone go to screens, move in lists and act. Off, only those with Alt, arrows, Enter and Esc do.',
  },
  'history.keepDays': { label: 'Keep events for', help: '' },
  'history.keepRows': { label: 'Keep at most', help: '' },
  'history.streams.keepDays': { label: 'Keep streams for', help: 'Telemetry, statistics, logs, progress.' },
  'history.streams.keepRows': {
    label: 'Keep of streams at most',
    help: 'Streams have room of their own, so that they displace nothing else.',
  },
  'history.keepMegabytes': { label: 'All of it takes at most', help: 'On disk, with the index of the search.' },
  'network.proxy': {
    label: 'Proxy',
    help: 'For every server that names none of its own. This computer itself is always reached straight.',
  },
} as const satisfies Readonly<Record<string, SettingWords>>;

/** The words of the settings' screen. */
export const settingsScreen = {
  title: 'Settings',
  sections: 'Parts of the settings',
  goTo: 'Go to',
  notByServe: 'Only the desktop app starts with the system. How tocsin serve is started: docs/administration.md.',
  undone: 'This was changed once more since, and stays as it is now.',
  off: 'off',
  on: 'on',
  nothing: 'nothing',
  minutes: 'min',
  days: 'days',
  events: 'events',
  megabytes: 'MB',
  testTitle: 'Test notification',
  testHelp: 'Comes as a real one of that severity would, and says what would hold that back now.',
  testQuestion: 'Did you see it?',
  showHere: 'Show notifications in this browser',
  sounds: 'Sounds',
  soundsHelp: 'What is heard with a notification. A sound of a rule goes before it; quiet ones make none.',
  listen: 'Listen',
  whichRules: 'Which events give a notification is said by the rules',
  rules: 'Rules',
  quietHours: 'Quiet hours',
  quietOn: 'They are held back in quiet hours, which are on',
  quietOff: 'They can be held back in quiet hours, which are off',
  week: 'The week',
  weekHelp:
    'Drag over the hours that are to be quiet, or over quiet ones to free them. By keyboard: arrows move, Shift extends, Space changes, Esc lets go.',
  cellQuiet: 'quiet',
  cellPart: 'quiet in part',
  cellFree: 'not quiet',
  asList: 'The same as a list',
  noTimes: 'No time is quiet.',
  from: 'from',
  to: 'to',
  nextDay: 'the next day',
  addTime: 'Add a time',
  removeTime: 'Remove',
  timeFault: 'Give hours and minutes: 22:00',
  dayFault: 'Choose a day, or remove this time',
  zoneFault: 'There is no such time zone: give one such as Europe/Berlin',
  sizeFailed: 'How much it holds cannot be said now.',
  grace: 'After a change nothing is removed for half a minute. Open alerts always stay.',
  proxySystem: 'As the environment says',
  proxySystemHelp: 'http_proxy, https_proxy and no_proxy of the environment in which Tocsin was started',
  proxyNone: 'None',
  proxyAddress: 'This one',
  proxyUrl: 'Address',
  proxyUrlHelp: 'Such as http://proxy.example:3128',
  proxyLogin: 'Sign-in',
  proxyLoginHelp: 'Empty where it wants none',
  proxyPassword: 'Password',
  proxyKept: 'kept; type to replace it',
  proxyUrlFault: 'Give the address of a proxy: http://proxy.example:3128',
  proxySignInFault: 'Give the sign-in in its own fields below',
  proxyLoginFault: 'Give the sign-in that goes with the password',
  proxyPending: 'Nothing is changed until there is an address.',
  privacyKept:
    'What servers send is kept on this computer alone, in the history, for as long as that is set. Passwords and tokens are kept apart from the settings; they are in no log, no export that was not asked for them, and no notification.',
  privacySent: 'Tocsin talks to your servers and their sign-in provider, and to nobody else.',
} as const;

/** `At most so many a minute: changed.` */
export function settingChanged(label: string): string {
  return `${label}: changed.`;
}

/** `At most so many a minute: as at first.` */
export function settingRestored(label: string): string {
  return `${label}: as at first.`;
}

/** The way back to what a setting was at first: `Default: 10` */
export function settingDefault(value: string): string {
  return `Default: ${plain(value)}`;
}

/** What a number of a setting has to be. */
export function numberFault(least: number, most: number): string {
  return `Give a whole number from ${countText(least)} to ${countText(most)}.`;
}

const drivers: Readonly<Record<string, string>> = {
  auto: 'Whatever works best',
  none: 'Nobody: no notification is shown',
  freedesktop: 'The desktop',
  electron: 'The system',
  'node-notifier': 'A program of the system',
  browser: 'The browser of an open page',
};

/** Who shows notifications; a name that is not known stands as it is. */
export function driverName(name: string, here: boolean): string {
  const known = Object.hasOwn(drivers, name) ? drivers[name] : undefined;
  const text = known === undefined ? plain(name) : known;
  return here ? text : `${text} (not there here)`;
}

/** What passes quiet hours. */
export function passName(severity: Severity | null): string {
  switch (severity) {
    case null:
      return 'Nothing';
    case 'critical':
      return severityWord('critical');
    case 'ok':
      return 'Everything';
    default:
      return `${severityWord(severity)} and worse`;
  }
}

export const clickNames = { window: 'Tocsin', server: 'The page of the server' } as const;

const dayNames: Readonly<Record<Weekday, readonly [short: string, long: string]>> = {
  mon: ['Mon', 'Monday'],
  tue: ['Tue', 'Tuesday'],
  wed: ['Wed', 'Wednesday'],
  thu: ['Thu', 'Thursday'],
  fri: ['Fri', 'Friday'],
  sat: ['Sat', 'Saturday'],
  sun: ['Sun', 'Sunday'],
};

/** `Mon`, or `Monday`. */
export function weekdayName(day: Weekday, length: 'short' | 'long' = 'short'): string {
  return dayNames[day][length === 'short' ? 0 : 1];
}

/** A window of quiet hours: `Every day 22:00 to 06:00`, `Sat, Sun all day` */
export function quietWindowText({
  days = weekdays,
  from,
  to,
}: {
  readonly days?: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}): string {
  const when = days.length === weekdays.length ? 'Every day' : days.map((day) => weekdayName(day)).join(', ');
  return from === to && from === '00:00' ? `${when} all day` : `${when} ${from} to ${to}`;
}

/** On which clock the grid is: `Times of Europe/Berlin.` */
export function zoneText(zone: string): string {
  return `Times of ${plain(zone)}.`;
}

/** `1,204 events and 30,000 of streams, 42 MB on disk, since 3 Sep 2026.` */
export function historySizeText(size: {
  readonly bytes: number;
  readonly rows: number;
  readonly streams: number;
  readonly oldestAt: number | null;
}): string {
  const megabytes = size.bytes / 1024 / 1024;
  const disk = megabytes < 1 ? 'less than 1 MB' : `${countText(Math.round(megabytes))} MB`;
  if (size.oldestAt === null) return `It holds nothing yet, and takes ${disk} on disk.`;
  const rows = `${countText(size.rows)} ${size.rows === 1 ? 'event' : 'events'}`;
  const streams = size.streams === 0 ? '' : ` and ${countText(size.streams)} of streams`;
  return `It holds ${rows}${streams} since ${dateText(size.oldestAt)}, and takes ${disk} on disk.`;
}
