import { form } from './english.ts';
import { words } from './language.ts';

export const english = {
  muted: 'muted',
  pressed: 'It sends faster than the disk takes: its socket waits, and nothing is lost.',
  /** Before a time. */
  since: 'Since',
  noEvent: 'No event since the start.',
  /** Before a time. */
  lastEvent: 'Last event',
  tryAgain: 'Try again',
  tryAgainAt: (server: string) => `Try again: ${server}`,
  signIn: 'Sign in',
  signInAt: (server: string) => `Sign in: ${server}`,
  signInPanel: 'Sign-in',
  asking: 'Asking the provider…',
  signInAnew: 'Sign in anew',
  withCode: 'With a code, on another device',
  openPage: 'Open the sign-in page',
  cancel: 'Cancel',
  signedIn: 'You are signed in.',
  notSignedIn: 'You sign in with the provider of this server.',
  /** Before a time: when the last one came. */
  unreadable: (count: number) =>
    form(count, 'One message could not be read at', `${count} messages could not be read, the last one at`),
  unreadableHelp: 'What it said may be missing here; tell whoever runs the server.',
};

/** The words of a server where it stands in a list, and of the sign-in at it. */
export const serverTile = words('serverTile', english);
