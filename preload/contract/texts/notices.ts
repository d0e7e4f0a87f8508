import type { Notice, NoticeCode } from '../api.ts';
import { words } from './language.ts';
import { ownSentence } from './own-events.ts';
import { cut } from './plain.ts';
import { sentence } from './sentences.ts';
import { clockText, dateText } from './time.ts';

const keyringStates: Readonly<Record<string, string>> = { locked: 'is locked', absent: 'is not there' };

type Word = (name: string) => string;

export const english: Readonly<Record<NoticeCode, (word: Word) => string>> = {
  'settings-set-aside': (word) =>
    `The settings in ${word('file')} could not be read (${word('text')}) and are kept as ${word('aside')}. Tocsin runs on what it starts with: correct that file and put it back, or set up anew.`,
  'settings-unreadable': (word) =>
    `The settings in ${word('file')} were edited and cannot be read (${word('text')}). What was before holds on: correct that file. The next change made in the window keeps it under another name.`,
  'setting-unusable': (word) =>
    `The setting ${word('path')} does not fit (${word('text')}) and is left out. Correct it in the window or in ${word('file')}.`,
  'policy-unusable': (word) =>
    `The policy ${word('file')} cannot be used: ${word('line') === '0' ? '' : `line ${word('line')}, `}${word('text')}. What was last in force stays; tell your administrator.`,
  'toasts-failing': (word) =>
    `Notifications cannot be shown: ${word('text')}. Everything is in the history; run the checks under Settings, Diagnosis.`,
  'toasts-in-browser': (word) =>
    `This computer shows no notifications (${word('text')}). A browser with this page open can show them.`,
  'history-set-aside': (word) =>
    `The history could not be read (${word('text')}) and is kept as ${word('aside')}. A new one has been begun.`,
  'history-failing': (word) =>
    `The history cannot be written: ${word('text')}. What comes waits in memory and is stored as soon as the disk takes it; make room there.`,
  'settings-unwritable': (word) =>
    `The settings cannot be written to ${word('file')}: ${word('text')}. Changes hold until Tocsin ends; make room there or correct its rights.`,
  crashed: (word) =>
    `Tocsin ended unexpectedly at ${momentOf(word('at'))} and started again. ${word('file') === '' ? 'No report could be written' : `The report is in ${word('file')}`}; make a bundle for whoever looks after Tocsin.`,
  'server-unfinished': (word) =>
    `The server ${word('name')} was set up by your administrator and waits for your part, mostly the sign-in: Servers, ${word('name')}.`,
  'secrets-held': (word) =>
    `This computer has no keyring, so ${word('count') === '1' ? 'a password or token is' : `${word('count')} passwords or tokens are`} kept until Tocsin ends and no longer. Choose under Settings, Privacy: a file that only you can read, or typing each time.`,
  'keyring-shut': (word) =>
    `The keyring of this computer ${keyringStates[word('state')] ?? 'does not answer'}, so passwords and tokens can neither be read nor kept. Unlock it, and servers connect by themselves; or choose another place under Settings, Privacy.`,
  'upgrade-ready': (word) => `Tocsin ${word('version')} has been fetched. It is installed when Tocsin ends.`,
};

const texts = words('notices', english);

/** The sentences of a notice: what happened, why, what to do. */
export function noticeText({ code, params }: Notice): string {
  return texts[code]((name) => cut(reasonText(String(params[name] ?? '')), 300));
}

/** `enforced.toasts: Give a list`: what does not fit, behind its place. */
function reasonText(text: string): string {
  const [, place, reason] = /^([\w-]+(?:\.[\w-]+)+|[\w-]+): (.+)$/su.exec(text) ?? [];
  return place === undefined || reason === undefined ? ownSentence(text) : `${place}: ${sentence(reason)}`;
}

/** `14:02 (20 Nov 2026)`: it may stand for days. */
function momentOf(text: string): string {
  const at = Number(text);
  return `${clockText(at, at)} (${dateText(at)})`;
}
