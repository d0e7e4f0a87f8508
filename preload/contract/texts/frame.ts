import { countText } from './counts.ts';
import { form } from './english.ts';
import { words } from './language.ts';

export const english = {
  firstSteps: 'First steps',
  restart: 'Restart now',
  later: 'Later',
  connecting: 'Connecting to Tocsin…',
  unreached: 'This page does not reach Tocsin. It tries again by itself; start Tocsin if it does not run.',
  skip: 'Skip to the screen',
  refused: 'This address does not open Tocsin',
  refusedWhy: 'Its token is missing or is not the right one any more.',
  /** Around the two commands: `Use … tocsin serve … tocsin serve --open.` */
  refusedUse: 'Use the whole address that',
  refusedPrints: 'prints at its start, or run',
  screens: 'Screens',
  overview: 'Overview',
  history: 'History',
  servers: 'Servers',
  rules: 'Rules',
  settings: 'Settings',
  unseen: 'unseen',
  lost: 'lost',
  tocsinLost: 'Tocsin is not reached',
  onlineOf: (online: number, all: number) => `${online} of ${all} online`,
  lastEvent: (time: string) => `Last event ${time}`,
  pageLost: 'This page lost Tocsin. What stands here may be old; it tries again by itself.',
  less: 'Less',
  more: 'More',
  resume: 'Resume',
  showHere: 'Show them in this browser',
  tryAgain: 'Try again',
  tryAgainAt: (server: string) => `Try again: ${server}`,
  paused: (silenced: string) => `Tocsin is ${silenced}: no notification is shown, and the history goes on.`,
  serverNeedsYou: (server: string, cause: string) => `${server} needs you: ${cause}`,
  serverLost: (server: string, cause: string) => `${server} is out of reach: ${cause}`,
  undo: 'Undo',
  languageUnread: 'The texts of this language could not be read from Tocsin. What was spoken goes on.',
  screenUnread: 'This screen could not be read from Tocsin. It comes once Tocsin is there again.',
  snooze: 'Snooze',
  snoozeWhat: 'What is snoozed',
  snoozeIt: 'Only this alert',
  snoozeAll: (name: string) => `All of ${name}`,
  untilChange: 'Until it changes',
  acknowledged: (subject: string) => `Acknowledged: ${subject}.`,
  nothingToSnooze: 'Nothing of this can be snoozed: it has no open alert and no subject.',
  /** `until` is one of the two after this one. */
  snoozed: (count: number, until: string) => (count === 1 ? `Snoozed ${until}.` : `${count} snoozed ${until}.`),
  untilItChanges: 'until it worsens or closes',
  until: (time: string) => `until ${time}`,
  notSnoozed: (count: number) => ` ${countText(count)} could not be.`,
  newsMore: (count: number) => `, and ${count} more`,
  newsBack: 'Back',
  newsLost: 'Out of reach',
  newsBlocked: 'Needs you',
  browserRefuses: 'This browser refuses. Allow notifications for this page: the sign at the left of its address',
  /** An answer takes longer than one waits without a word. */
  working: 'Working…',
  stillWorking: (seconds: number) =>
    `Tocsin has been working on it for ${seconds} s. The window can be used meanwhile.`,
  nothingDone: 'This page lost Tocsin, and nothing was done. It tries again by itself: then do it again',
  endedBefore: 'Tocsin ended before it answered. Look whether it was done, once it is back',
  events: (count: number, andMore: boolean) =>
    `${countText(count)}${andMore ? '+' : ''} ${andMore ? 'events' : form(count, 'event', 'events')}`,
};

/** The words of the window around its screens. */
export const frame = words('frame', english);
