import type { FileFault, ImportPreview, NamedEntry, ValueChange } from '../api.ts';
import { words } from './language.ts';
import { cut, plain, withoutStop } from './plain.ts';
import { sentence } from './sentences.ts';
import { isoText } from './time.ts';

export const english = {
  exportHeading: 'Export',
  exportHelp: 'All your settings as one JSON file, to keep or to take to another computer. A policy is no part of it.',
  withSecrets: 'With passwords, tokens and keys',
  withSecretsHelp:
    'They then stand in the file as they are: whoever can read it can sign in as you. Keep it only as long as you need it.',
  withoutSecretsHelp: 'Passwords, tokens and keys stay here. Where the file is imported, each server asks for them.',
  export: 'Export the settings',
  importHeading: 'Import',
  importHelp:
    'Servers and rules are taken by their id, everything else by field. First you see what would change; nothing is taken before.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  dropNow: 'Drop the file to look at it',
  looking: 'Looking at the file.',
  removeOthers: 'Remove servers and rules that the file does not have',
  removeOthersHelp: 'The history of a removed server stays.',
  take: 'Import',
  cancel: 'Cancel',
  undo: 'Undo the import',
  undone: 'The settings are as they were before the import.',
  notExported: (why: string) => `The export failed: ${why}. Try it again.`,
  notUndone: 'The settings were changed since the import, or more than 10 min have gone: it cannot be undone any more.',
  idle: 'Nothing would change: everything in the file is already set.',
  servers: 'Servers',
  rules: 'Rules',
  preferences: 'Other settings',
  added: 'added',
  changed: 'changed',
  removed: 'removed',
  locked: 'Left out, because your administrator has set it',
  wanting: 'Comes without its sign-in, and asks for it',
  idleRules: 'Taken, but not in force',
  unknown: 'Kept without effect: this version does not know it',
  line: (line: number) => `line ${line}`,
  secretChange: (path: string) => `${path}: a secret, which is not shown`,
  goes: (path: string, value: string) => `${path}: ${value} goes`,
  becomes: (path: string, from: string, to: string) => `${path}: ${from} becomes ${to}`,
  saved: (file: string) => `The settings are in ${file}.`,
  savedWithSecrets: (file: string) => `The settings are in ${file}, with their secrets.`,
  refused: (file: string) => `${file} was not imported, and nothing is changed:`,
  holds: (file: string) => `What ${file} would change:`,
  done: (file: string) => `${file} was imported. It can be undone for 10 min.`,
  tooLong: 'It is longer than 1 MB, and so no file of settings',
  otherEncoding: 'It is not in UTF-8: save it in that encoding, and choose it again',
  unreadable: (text: string) => `It could not be read (${text}): choose it again`,
};

const pathLength = 200;
const valueLength = 120;
const nameLength = 80;
const faultLength = 500;

/** What the screen says. */
export const transferScreen = words('transfer', english);

/** The name of a file of settings: `tocsin-settings-2026-11-20-1402.json`; local time. */
export function settingsFileName(at: number): string {
  return `tocsin-settings-${isoText(at).replace(' ', '-').replace(':', '')}.json`;
}

/** `Line 12, servers.noc.url: This is no address.` */
export function fileFaultText({ path, text, line }: FileFault): string {
  const place = [
    ...(line === null ? [] : [transferScreen.line(line)]),
    ...(path === '' ? [] : [cut(path, pathLength)]),
  ].join(', ');
  const said = cut(sentence(text), faultLength);
  const whole = place === '' ? said : `${place}: ${said}`;
  return `${whole.charAt(0).toUpperCase()}${withoutStop(whole.slice(1))}.`;
}

/** `url: "https://a.example" becomes "https://b.example"`; nothing of a secret. */
export function valueChangeText({ path, from, to, secret }: ValueChange): string {
  const place = cut(path, pathLength);
  const [before, after] = [from, to].map((value) => cut(value ?? '', valueLength)) as [string, string];
  if (secret) return transferScreen.secretChange(place);
  if (to === null) return transferScreen.goes(place, before);
  return from === null ? `${place}: ${after}` : transferScreen.becomes(place, before, after);
}

/** A server or a rule of the file by its name, and its id where that is another. */
export function entryText({ id, name }: NamedEntry): string {
  const called = cut(id, nameLength);
  return name === id ? called : `${cut(name, nameLength)} (${called})`;
}

/** A place in the file that is named by itself. */
export function placeText(path: string): string {
  return cut(path, pathLength);
}

/** Whether an import would do nothing at all. */
export function isIdle({ servers, rules, preferences }: Omit<ImportPreview, 'faults'>): boolean {
  const lists = [servers, rules].flatMap(({ added, changed, removed }) => [...added, ...changed, ...removed]);
  return lists.length + preferences.length === 0;
}

export function settingsSaved(file: string, withSecrets: boolean): string {
  return withSecrets ? transferScreen.savedWithSecrets(file) : transferScreen.saved(file);
}

export function notExported(why: string): string {
  return transferScreen.notExported(withoutStop(plain(why)));
}

export function importRefused(file: string): string {
  return transferScreen.refused(plain(file));
}

export function importHolds(file: string): string {
  return transferScreen.holds(plain(file));
}

export function importDone(file: string): string {
  return transferScreen.done(plain(file));
}

export function tooLong(): FileFault {
  return { path: '', text: transferScreen.tooLong, line: null };
}

export function otherEncoding(): FileFault {
  return { path: '', text: transferScreen.otherEncoding, line: null };
}

export function unreadableFile(text: string): FileFault {
  return { path: '', text: transferScreen.unreadable(text), line: null };
}
