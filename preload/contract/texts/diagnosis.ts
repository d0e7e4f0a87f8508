import type { Check, CheckGroup } from '../api.ts';
import { decimalText } from './counts.ts';
import { words } from './language.ts';
import { withoutStop } from './plain.ts';
import { isoText } from './time.ts';

export const english = {
  groups: {
    files: 'Files',
    servers: 'Servers',
    notifications: 'Notifications',
    host: 'This computer',
  } satisfies Readonly<Record<CheckGroup, string>>,
  states: { ok: 'Works', failed: 'Fails', note: 'Note' } satisfies Readonly<Record<Check['state'], string>>,
  allWork: (count: number) => `All ${count} checks work`,
  failed: (count: number) => `${count} ${count === 1 ? 'fails' : 'fail'}`,
  notes: (count: number) => `${count} ${count === 1 ? 'note' : 'notes'}`,
  work: (count: number) => `${count} ${count === 1 ? 'works' : 'work'}`,
  diagnosisOf: (version: string, at: string) => `Tocsin ${version}, diagnosis of ${at}`,
  bytes: (count: string) => `${count} bytes`,
  kilobytes: (count: string) => `${count} kB`,
  megabytes: (count: string) => `${count} MB`,
  bundleSaved: (file: string) => `The bundle is in ${file}.`,
  check: 'Check',
  again: 'Check again',
  looking: 'Looking at files, servers and notifications. A server that does not answer takes up to half a minute.',
  before: 'Looks at files, servers and notifications, and says what works, what does not and what to do.',
  copy: 'Copy as text',
  toServer: 'Open the server',
  toServers: 'Go to Servers',
  toSettings: 'Go to the settings',
  bundleHeading: 'Bundle for whoever looks after Tocsin',
  bundleHelp:
    'One file with version, settings, policy, connections and their causes, this diagnosis, numbers of the history, the last lines of the log and reports of crashes. Passwords, tokens and keys are taken out; names and addresses of your servers are in it. It is sent nowhere: you look at it, save it, and pass it on yourself.',
  make: 'Make the bundle',
  makeAgain: 'Make it anew',
  making: 'Gathering. The diagnosis in it takes up to half a minute.',
  save: 'Save the bundle',
  look: 'Look at what is in it',
  preview: 'What is in the bundle',
  crashes: 'Tocsin ended unexpectedly',
  crashesHelp: 'The reports are in the bundle. Pass it on to whoever looks after Tocsin.',
  crashSeen: 'Say no more of it',
};

/** What the screen says. */
export const diagnosisScreen = words('diagnosis', english);

export function checkGroupName(group: CheckGroup): string {
  return diagnosisScreen.groups[group];
}

export function checkWord(state: Check['state']): string {
  return diagnosisScreen.states[state];
}

/** What was found, and what to do about it. */
export function checkSentence({ text, remedy }: Pick<Check, 'text' | 'remedy'>): string {
  if (remedy === null) return text;
  return `${withoutStop(text)}. ${remedy}${/[.?)"]$/.test(remedy) ? '' : '.'}`;
}

/** `2 fail, 1 note, 7 work`; all work: `All 9 checks work`. */
export function checksText(checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter((each) => each.state === state).length;
  const [failed, notes, works] = [count('failed'), count('note'), count('ok')];
  if (failed + notes === 0) return diagnosisScreen.allWork(works);
  return [
    ...(failed === 0 ? [] : [diagnosisScreen.failed(failed)]),
    ...(notes === 0 ? [] : [diagnosisScreen.notes(notes)]),
    diagnosisScreen.work(works),
  ].join(', ');
}

/** Findings as plain text, a line each, for a message to somebody. */
export function checksAsText(checks: readonly Check[], version: string, at: number): string {
  const lines = checks.map((each) => `${checkWord(each.state)}  ${each.name}: ${checkSentence(each)}`);
  return [diagnosisScreen.diagnosisOf(version, isoText(at)), ...lines, ''].join('\n');
}

/** The name of a bundle as a file: `tocsin-bundle-2026-11-20-1402.json`; local time. */
export function bundleFileName(at: number): string {
  return `tocsin-bundle-${isoText(at).replace(' ', '-').replace(':', '')}.json`;
}

/** `3.4 kB`, `1.2 MB`; thousands, as files are shown. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return diagnosisScreen.bytes(String(bytes));
  return bytes < 1_000_000
    ? diagnosisScreen.kilobytes(decimalText(bytes / 1_000))
    : diagnosisScreen.megabytes(decimalText(bytes / 1_000_000));
}

export function bundleSaved(file: string): string {
  return diagnosisScreen.bundleSaved(file);
}
