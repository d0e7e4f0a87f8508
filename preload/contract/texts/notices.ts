import type { Notice, NoticeCode } from '../api.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';

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
};

const texts = words('notices', english);

/** The sentences of a notice: what happened, why, what to do. */
export function noticeText({ code, params }: Notice): string {
  return texts[code]((name) => cut(String(params[name] ?? ''), 300));
}
