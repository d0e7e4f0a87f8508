import { words } from './language.ts';

export const english = {
  settings: 'Settings',
  history: 'History',
  secrets: 'Secrets',
  token: 'Token of the window',
  keyring: 'Keyring',
  servers: 'Servers',
  tray: 'Tray',
  sounds: { desktop: "Sound: the desktop's", alarm: 'Sound: alarm' },
  notificationsBy: (driver: string) => `Notifications by ${driver}`,
  server: (name: string) => `Server ${name}`,
  unwritable: (path: string, why: string) => `${path} cannot be written: ${why}`,
  correctRights: 'Correct its rights',
  historyFile: 'History file',
  noHistory: 'None is there yet',
  historyUsable: (path: string) => `${path} can be used`,
  historyOlder: (path: string) => `${path} is of an older Tocsin: the next start carries it forward`,
  historyUnusable: (path: string, why: string) =>
    `${path} cannot be used: ${why}. The next start keeps it under another name and begins a new one`,
  noSecrets: 'None is stored',
  secretsSafe: (path: string) => `In ${path}, readable for you only`,
  secretsOpen: (path: string) => `${path} can be read by others`,
  run: (command: string) => `Run: ${command}`,
  noServer: 'None is set up yet',
  addServer: 'Add one under Servers',
  off: 'Switched off',
  notAsked: (step: string) => `${step} (not asked)`,
  soundWith: (driver: string) => `Comes with the notification (${driver})`,
  playedBy: (player: string) => `Played by ${player}`,
  used: 'Used: it is the first that can',
  standsIn: 'Stands in when the others fail',
  holdsUsual: (state: string) => `${state}. The desktop is on "Do not disturb" and holds back all but urgent ones`,
  holdsAll: (state: string) =>
    `${state}. The desktop is on "Do not disturb" and holds back all of them, urgent ones too`,
  endDisturb: 'End "Do not disturb" in the desktop\'s panel',
  trayShown: 'Shown',
  trayNone: 'This desktop gives none',
  trayServe: 'Only the desktop app has one; here the page in the browser says how things are',
  notRunning: 'Tocsin does not run',
};

/** The names of what is checked, and what is found. */
export const checks = words('checks', english);
