import { words } from './language.ts';

/** The label of a setting, and the line below it, which may be empty. */
interface SettingWords {
  readonly label: string;
  readonly help: string;
}

export const english = {
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
} satisfies Readonly<Record<string, SettingWords>>;

/** The settings that this catalogue names, by their dotted places. */
export const settingWords = words('settingWords', english);
