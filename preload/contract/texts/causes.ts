import type { Cause, CauseCode } from '../api.ts';
import { words } from './language.ts';
import { cut, withoutStop } from './plain.ts';
import { sentence } from './sentences.ts';
import { dateText } from './time.ts';

/** Why, and what to do; sentences without a full stop. */
export interface CauseText {
  readonly why: string;
  readonly remedy: string;
}

/** A parameter of a cause by its name, as a text; empty where it has none. */
export type CauseWord = (name: string) => string;

/** Longest text of a server within a sentence. */
const wordLength = 160;

export const english: Readonly<Record<CauseCode, (word: CauseWord) => CauseText>> = {
  refused: (word) => ({
    why: `Nothing answers at ${word('host')}:${word('port')}`,
    remedy: 'Check address and port, and whether the server runs',
  }),
  name: (word) => ({ why: `The name ${word('host')} is not known`, remedy: 'Check the name; is the VPN up?' }),
  time: (word) => ({ why: `No answer within ${word('seconds') || '5'} s`, remedy: 'Check VPN and firewall' }),
  authority: (word) => ({
    why: `The certificate of ${word('host')} comes from an authority that this computer does not trust`,
    remedy: `Give its CA file: ${advanced(word)}`,
  }),
  'certificate-expired': (word) => ({
    why: `The certificate has expired on ${word('date')}`,
    remedy: "Tell the server's administrator",
  }),
  'certificate-name': (word) => ({
    why: `The certificate is made for ${word('name')}`,
    remedy: "Tell the server's administrator",
  }),
  tls: (word) => ({
    why: `${word('host')} and this computer agree on no secure line${said(word)}`,
    remedy: `Check its certificate and TLS version; own certificates: ${advanced(word)}`,
  }),
  https: (word) => ({ why: `${word('host')} answers only over https`, remedy: 'Begin the address with https' }),
  'sign-in': (word) => ({ why: `The sign-in is refused or has ended${said(word)}`, remedy: 'Sign in again' }),
  proxy: (word) => ({ why: 'The proxy wants a sign-in', remedy: `Enter it: ${advanced(word)}, or Settings, Network` }),
  'socketio-2': (word) => ({
    why: `${word('host')} speaks Socket.IO 2, as Flamenco does`,
    remedy: 'Choose the kind Flamenco',
  }),
  'socketio-4': (word) => ({ why: `${word('host')} speaks Socket.IO 4`, remedy: 'Choose SAYMON or Kamea' }),
  'plain-websocket': (word) => ({ why: `${word('host')} speaks plain WebSocket`, remedy: 'Choose RackHD' }),
  namespace: (word) => ({
    why: `${word('host')} does not know the namespace ${word('name')}`,
    remedy: `Check which kind of server it is and the path of its address: ${servers(word)}; is CORS set for it?`,
  }),
  silent: () => ({ why: 'Connected, but it does not answer', remedy: 'Nothing to do: the line is made anew' }),
  subscription: (word) => ({
    why: `${word('server') || 'The server'} refuses ${word('subscription')}${said(word)}`,
    remedy: 'Remove it or ask for the right; Try again',
  }),
  denied: (word) => ({
    why: `${word('server') || 'The server'} does not let your account read ${word('subscription')}${said(word)}`,
    remedy: 'Ask for the right, or remove it; then switch the server off and on',
  }),
  'server-error': (word) => ({
    why: `${word('host')} reports an error of its own${said(word)}`,
    remedy: 'Check that its Management API runs and that the server reaches it',
  }),
  closed: (word) => ({ why: `${word('host')} closed the line`, remedy: 'Nothing to do: the line is made anew' }),
  'shut-down': (word) => ({
    why: `${word('host')} has been shut down`,
    remedy: 'Nothing to do: it is tried again; ask whoever runs it if it stays away',
  }),
  broken: (word) => ({
    why: `The line to ${word('host')} broke${said(word)}`,
    remedy: 'Nothing to do: the line is made anew; if it happens often, check VPN and network',
  }),
  http: (word) => ({
    why: `${word('host')} answered with HTTP status ${word('status')}`,
    remedy: "Check the address and its path; does the server's own page open in a browser?",
  }),
  unreadable: (word) => ({
    why: `What ${word('host')} said cannot be read${said(word)}`,
    remedy: "Check which kind of server it is; if that is right, tell the server's administrator",
  }),
  'secret-unreadable': (word) => ({
    why: `The stored ${word('field')} cannot be read here`,
    remedy: `Enter it again: ${servers(word)}`,
  }),
  keyring: (word) => ({
    why: `The keyring of this computer ${keyringState(word('state'))}, so the stored ${word('field')} cannot be read`,
    remedy: `${word('state') === 'locked' ? 'Unlock it' : 'Sign in to your desktop anew'}; the server then connects by itself`,
  }),
  'secret-missing': (word) => ({ why: `The ${word('field')} is not set`, remedy: `Enter it: ${servers(word)}` }),
  'sign-in-needed': () => ({ why: 'Nobody is signed in here', remedy: 'Sign in' }),
  'no-device-code': (word) => ({
    why: `${word('host')} offers no sign-in with a code`,
    remedy: 'Sign in with the browser',
  }),
  settings: (word) => ({
    why: `Its setting ${word('field')} does not fit${said(word)}`,
    remedy: `Correct it: ${servers(word)}`,
  }),
  'acknowledge-denied': (word) => ({
    why: `${word('server')} does not let your account acknowledge this${said(word)}`,
    remedy: 'Ask its administrator for the right; Mark seen holds on this computer alone',
  }),
  'acknowledge-unconfirmed': (word) => ({
    why: `${word('server')} took the acknowledgement but does not show it`,
    remedy: `Look at it in ${word('server')}, and acknowledge it there`,
  }),
  'acknowledge-unknown': (word) => ({
    why: `${word('server')} takes no acknowledgement of this`,
    remedy: 'Mark it seen: that holds on this computer alone',
  }),
  'acknowledge-offline': (word) => ({
    why: `${word('server')} is out of reach, so it was not acknowledged`,
    remedy: `Acknowledge it again when ${word('server')} is online`,
  }),
  'alert-gone': (word) => ({
    why: `This is not open any more at ${word('server')}`,
    remedy: 'Nothing to do: it closes here as well',
  }),
  toast: (word) => ({
    why: `${word('driver')} could not show a notification${said(word)}`,
    remedy: 'Run the checks: Settings, Diagnosis',
  }),
  sound: (word) => ({
    why: `No sound can be made${said(word)}`,
    remedy: 'Install a player, or set sounds to none: Settings, Notifications',
  }),
  unexpected: (word) => ({
    why: `Something unforeseen happened${said(word)}`,
    remedy: 'Try again; the log has the details',
  }),
};

const texts = words('causes', english);

/** What each cause says, in the language that is spoken. */
export function causesIn(): typeof english {
  return texts;
}

/** The sentence of a cause. Texts of servers in it are cut to one line of 160 characters. */
export function causeText({ code, params }: Cause): CauseText {
  return texts[code]((name) => {
    const value = params[name];
    if (value === undefined) return '';
    return name === 'date' && typeof value === 'number' ? dateText(value) : cut(sentence(String(value)), wordLength);
  });
}

/** A cause as one text for the user: why, and what to do. */
export function causeSentence(cause: Cause): string {
  const { why, remedy } = causeText(cause);
  // A server's own sentence may stand at the end of why.
  return `${withoutStop(why)}. ${remedySentence(remedy)}`;
}

/** What to do, with the stop that it needs. */
export function remedySentence(remedy: string): string {
  return remedy.endsWith('?') ? remedy : `${remedy}.`;
}

function said(word: CauseWord): string {
  const text = word('text');
  return text === '' ? '' : `: ${text}`;
}

function servers(word: CauseWord): string {
  const server = word('server');
  return server === '' ? 'Servers' : `Servers, ${server}`;
}

function advanced(word: CauseWord): string {
  return `${servers(word)}, Advanced`;
}

function keyringState(state: string): string {
  if (state === 'locked') return 'is locked';
  return state === 'absent' ? 'is not there' : 'does not answer';
}
