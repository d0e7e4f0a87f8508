import type { FileFault, ImportPreview, ValueChange } from '../api.ts';
import { words } from './language.ts';
import { withoutStop } from './plain.ts';
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
  unreadable: (text: string) => `It could not be read (${text}): choose it again`,
};

/** What the screen says. */
export const transferScreen = words('transfer', english);

/** The name of a file of settings: `tocsin-settings-2026-11-20-1402.json`; local time. */
export function settingsFileName(at: number): string {
  return `tocsin-settings-${isoText(at).replace(' ', '-').replace(':', '')}.json`;
}

/** `Line 12, servers.noc.url: This is no address.` */
export function fileFaultText({ path, text, line }: FileFault): string {
  const place = [...(line === null ? [] : [transferScreen.line(line)]), ...(path === '' ? [] : [path])].join(', ');
  const said = sentence(text);
  const whole = place === '' ? said : `${place}: ${said}`;
  return `${whole.charAt(0).toUpperCase()}${withoutStop(whole.slice(1))}.`;
}

/** `url: "https://a.example" becomes "https://b.example"`; nothing of a secret. */
export function valueChangeText({ path, from, to, secret }: ValueChange): string {
  if (secret) return transferScreen.secretChange(path);
  if (to === null) return transferScreen.goes(path, shortened(from));
  return from === null ? `${path}: ${shortened(to)}` : transferScreen.becomes(path, shortened(from), shortened(to));
}

function shortened(value: string | null): string {
  const text = value ?? '';
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
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
  return transferScreen.notExported(withoutStop(why));
}

export function importRefused(file: string): string {
  return transferScreen.refused(file);
}

export function importHolds(file: string): string {
  return transferScreen.holds(file);
}

export function importDone(file: string): string {
  return transferScreen.done(file);
}

export function tooLong(): FileFault {
  return { path: '', text: transferScreen.tooLong, line: null };
}

export function unreadableFile(text: string): FileFault {
  return { path: '', text: transferScreen.unreadable(text), line: null };
}
