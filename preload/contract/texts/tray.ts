import { form } from './english.ts';
import { words } from './language.ts';

export const english = {
  noToasts: 'toasts cannot be shown, click to see why.',
  noServerYet: 'no server yet.',
  seesNothing: 'sees nothing.',
  nothingOpen: 'nothing open',
  allSeen: (open: number) => `${open} open, all seen`,
  unseen: (counts: string) => `${counts} unseen`,
  unseenAtLeast: (count: number) => `${count}+ unseen`,
  worst: (severity: string) => `, worst: ${severity}`,
  noServer: 'No server yet',
  allOff: 'All servers are off',
  lostSince: (name: string, time: string) => `${name} since ${time}`,
  outOfReach: 'Out of reach',
  needsYou: 'Needs you',
  limited: 'Limited',
  online: (count: number) => `${count} ${form(count, 'server', 'servers')} online`,
  onlineOf: (online: number, all: number) => `${online} of ${all} servers online`,
  connecting: 'Connecting',
  unreached: (time: string) => `No server in reach since ${time}`,
  open: 'Open Tocsin',
  noAlerts: 'No open alerts',
  more: (count: number) => `${count} more…`,
  recent: 'Recent',
  nothingYet: 'Nothing yet',
  servers: 'Servers',
  addServer: 'Add a server…',
  markSeen: 'Mark everything seen',
  settings: 'Settings…',
  quit: 'Quit Tocsin',
  pause: 'Pause',
  until: 'Until…',
  resume: (silenced: string) => `Resume, ${silenced}`,
  endQuiet: (time: string) => `Quiet until ${time}: end now`,
  snoozed: 'Snoozed',
  endSnooze: (snooze: string) => `${snooze}: end now`,
  tryAgain: (name: string, state: string) => `${name}: ${state}. Try again`,
  muted: ', muted',
};

/** The words of the tray's tooltip and menu. */
export const trayText = words('tray', english);
