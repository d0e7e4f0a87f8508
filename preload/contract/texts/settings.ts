import { type Severity, type Weekday, weekdays } from '../api.ts';
import { countText } from './counts.ts';
import { words } from './language.ts';
import { plain } from './plain.ts';
import { dateText, spanText, weekdayName } from './time.ts';
import { severityWord } from './words.ts';

export const english = {
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
  desktopApp: 'desktop app',
  shownBy: (severity: string, driver: string) => `${severity}: shown by ${driver}.`,
  clicks: { window: 'Tocsin', server: 'The page of the server' },
  changed: (label: string) => `${label}: changed.`,
  restored: (label: string) => `${label}: as at first.`,
  initial: (value: string) => `Default: ${value}`,
  numberFault: (least: string, most: string) => `Give a whole number from ${least} to ${most}.`,
  drivers: {
    auto: 'Whatever works best',
    none: 'Nobody: no notification is shown',
    freedesktop: 'The desktop',
    electron: 'The system',
    'node-notifier': 'A program of the system',
    browser: 'The browser of an open page',
  },
  notHere: (driver: string) => `${driver} (not there here)`,
  passes: { nothing: 'Nothing', everything: 'Everything' },
  andWorse: (severity: string) => `${severity} and worse`,
  everyDay: 'Every day',
  allDay: (days: string) => `${days} all day`,
  zone: (zone: string) => `Times of ${zone}.`,
  lessThanOne: 'less than 1 MB',
  holdsNothing: (disk: string) => `It holds nothing yet, and takes ${disk} on disk.`,
  holds: (rows: number, streams: number, oldest: string, disk: string) => {
    const besides = streams === 0 ? '' : ` and ${countText(streams)} of streams`;
    return `It holds ${countText(rows)} ${rows === 1 ? 'event' : 'events'}${besides} since ${oldest}, and takes ${disk} on disk.`;
  },
};

/** The words of the settings' screen. */
export const settingsScreen = words('settings', english);

/** `At most so many a minute: changed.` */
export function settingChanged(label: string): string {
  return settingsScreen.changed(label);
}

/** `At most so many a minute: as at first.` */
export function settingRestored(label: string): string {
  return settingsScreen.restored(label);
}

/** The way back to what a setting was at first: `Default: 10` */
export function settingDefault(value: string): string {
  return settingsScreen.initial(plain(value));
}

/** What a number of a setting has to be. */
export function numberFault(least: number, most: number): string {
  return settingsScreen.numberFault(countText(least), countText(most));
}

/** Who shows notifications; a name that is not known stands as it is. */
export function driverName(name: string, here: boolean): string {
  const { drivers, notHere } = settingsScreen;
  const text = Object.hasOwn(drivers, name) ? drivers[name as keyof typeof drivers] : plain(name);
  return here ? text : notHere(text);
}

/** What passes quiet hours. */
export function passName(severity: Severity | null): string {
  switch (severity) {
    case null:
      return settingsScreen.passes.nothing;
    case 'critical':
      return severityWord('critical');
    case 'ok':
      return settingsScreen.passes.everything;
    default:
      return settingsScreen.andWorse(severityWord(severity));
  }
}

/** What a click on a notification opens. */
export function clickName(click: 'window' | 'server'): string {
  return settingsScreen.clicks[click];
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
  const all = days.length === weekdays.length;
  const when = all ? settingsScreen.everyDay : days.map((day) => weekdayName(day)).join(', ');
  return from === to && from === '00:00' ? settingsScreen.allDay(when) : `${when} ${spanText(from, to)}`;
}

/** On which clock the grid is: `Times of Europe/Berlin.` */
export function zoneText(zone: string): string {
  return settingsScreen.zone(plain(zone));
}

/** `It holds 1,204 events and 30,000 of streams since 3 Sep 2026, and takes 42 MB on disk.` */
export function historySizeText(size: {
  readonly bytes: number;
  readonly rows: number;
  readonly streams: number;
  readonly oldestAt: number | null;
}): string {
  const { lessThanOne, megabytes, holdsNothing, holds } = settingsScreen;
  const taken = size.bytes / 1024 / 1024;
  const disk = taken < 1 ? lessThanOne : `${countText(Math.round(taken))} ${megabytes}`;
  if (size.oldestAt === null) return holdsNothing(disk);
  return holds(size.rows, size.streams, dateText(size.oldestAt), disk);
}
