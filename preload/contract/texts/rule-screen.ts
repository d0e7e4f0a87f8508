import type { DefaultRuleId, FieldFault, FieldTest, Sound, ToastLevel, Trial } from '../api.ts';
import { countText } from './counts.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';
import { toastWord } from './rule-sentence.ts';
import { sentence } from './sentences.ts';

/** What a rule may ask; the window has a line for each. */
export type Condition =
  | 'server'
  | 'protocol'
  | 'kind'
  | 'topic'
  | 'severity'
  | 'phase'
  | 'subject'
  | 'text'
  | 'payload'
  | 'stream'
  | 'alert';

/** What a rule may do beside the toast. */
export type Effect = 'severity' | 'sound' | 'repeat';

/** The words of the screen Rules. */
export const english = {
  title: 'Rules',
  defaults: 'Notify me about',
  how: 'How',
  sound: 'Sound',
  hits: '7 days',
  hitsWhole: 'Events that it decided in the last 7 days',
  undo: 'As it was at first',
  soundOff: '–',
  switchedOff: 'Switched off: the others decide',
  exceptions: 'Exceptions',
  exceptionsHelp: 'Asked from top to bottom before the table above; the first that holds decides.',
  empty: 'No exception yet. Where the table is too coarse, add one for a server, a kind, a subject or certain words.',
  add: 'Add an exception',
  on: 'Switched on',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  allRules: 'All rules',
  addTitle: 'New exception',
  fromEvent:
    'It silences events like the one that it is made from. Take a condition away to silence more, add one to silence less.',
  fromEventShown:
    'It shows events like the one that it is made from. Take a condition away to show more, add one to show less.',
  narrower: 'This event also has',
  called: (name: string) => `This is ${name}.`,
  readingEvent: 'Reading the event…',
  name: 'Name',
  when: 'When',
  everything: 'Without a condition this is about everything that comes.',
  addCondition: 'Add a condition',
  then: 'Then',
  notification: 'Notification',
  asDefault: 'As the default rules have it',
  addEffect: 'Add an effect',
  addWord: 'Add',
  otherWord: 'Another one',
  save: 'Save',
  addRule: 'Add',
  cancel: 'Cancel',
  sentence: 'In words',
  trying: 'Looking through the last events…',
  tryFaulty: 'Correct what is marked, then it is tried.',
  tryFailed: 'It could not be tried.',
  tryAgain: 'Try again',
  matches: 'The newest that match',
  from: 'from',
  to: 'to',
  path: 'Field',
  test: 'Test',
  value: 'Value',
  opensAt: 'opens when it is',
  closesAt: 'closes when it is',
  closeHelp: 'Leave the last empty to close as soon as the first does not hold any more.',
  pathHelp: 'Names with dots between them, such as values.temperature; * is each one.',
  patternHelp: 'A pattern in the syntax of RE2; (?i) at its start disregards case.',
  every: 'every',
  minutes: 'min, at most',
  times: 'times',
  streams: { yes: 'It streams (readings, logs, progress)', no: 'It does not stream' },
  ownProtocol: 'Tocsin itself',
  notKnown: 'No version of Tocsin knows this condition.',
  conditions: {
    server: 'Server',
    protocol: 'Kind of server',
    kind: 'Kind',
    topic: 'Topic',
    severity: 'Severity',
    phase: 'Phase',
    subject: 'Subject',
    text: 'Text',
    payload: 'Field of the message',
    stream: 'Stream',
    alert: 'Limit of a number',
  },
  effects: {
    severity: 'Other severity',
    sound: 'Sound',
    repeat: 'Repeat until seen',
  },
  sounds: { none: 'None', desktop: 'Desktop', alarm: 'Alarm' },
  fieldTests: {
    '=': 'is',
    '!=': 'is not',
    '<': 'is below',
    '>': 'is above',
    '<=': 'is at most',
    '>=': 'is at least',
    contains: 'contains',
    exists: 'is there',
    absent: 'is not there',
  },
  textTests: {
    is: { yes: 'is', not: 'is not' },
    contains: { yes: 'contains', not: 'does not contain' },
    pattern: { yes: 'matches the pattern', not: 'does not match the pattern' },
  },
  /** What each default rule is about, more closely than its name. */
  helps: {
    'default-closed': 'In the place of the notification that told of it',
    'default-unchanged': 'A notification that stands gets the new words',
    'default-stream': 'Readings, statistics, logs, progress',
    'default-message': '',
    'default-job': 'Those that a state started and that went well: not',
    'default-connection': 'Lost for 2 min; lost long (15 min, blocked); back',
    'default-critical': '',
    'default-fault': '',
    'default-rest': 'What is less than a warning',
  },
  /** What a default rule of several lines does as it was at first. */
  mixed: {
    'default-closed': '',
    'default-unchanged': '',
    'default-stream': '',
    'default-message': 'To you as usual, else quietly',
    'default-job': 'Failed as usual, else quietly',
    'default-connection': 'Lost long as usual, else quietly',
    'default-critical': '',
    'default-fault': '',
    'default-rest': '',
  },
  standard: 'Standard',
  standardSound: (sound: string) => `Standard: ${sound}`,
  noEvents: 'There is no event yet to try it on.',
  matchedNone: (looked: number) => `Would have matched none of the last ${countText(looked)}.`,
  matched: (matched: number, looked: number, toasted: number, wouldToast: number) =>
    `Would have matched ${countText(matched)} of the last ${countText(looked)}, ${countText(toasted)} of which gave a notification. With it ${countText(wouldToast)} would.`,
  tooLong: (count: number) => ` ${countText(count)} messages were too long to be kept whole and match nothing here.`,
  added: (name: string) => `“${name}” is added, before all others.`,
  saved: (name: string) => `“${name}” is saved.`,
  noHits: 'none in 7 days',
  hitCount: (hits: number) => `${countText(hits)} in 7 days`,
  removed: (name: string) => `“${name}” is removed.`,
  notRestored: (name: string) => `“${name}” cannot be brought back any more: add it again.`,
  gone: (id: string) => `There is no rule “${id}” any more.`,
  moved: (name: string, place: number, of: number) => `${name} is now ${place} of ${of}`,
  lock: (file: string) => `Set by your administrator (${file})`,
} satisfies {
  readonly conditions: Record<Condition, string>;
  readonly effects: Record<Effect, string>;
  readonly sounds: Record<Sound, string>;
  readonly fieldTests: Record<FieldTest['test'], string>;
  readonly helps: Record<DefaultRuleId, string>;
  readonly mixed: Record<DefaultRuleId, string>;
} & Readonly<Record<string, unknown>>;
export const ruleScreen = words('rules', english);

/** `Kind of server` */
export function conditionName(condition: Condition): string {
  return ruleScreen.conditions[condition];
}

/** `Repeat until seen` */
export function effectName(effect: Effect): string {
  return ruleScreen.effects[effect];
}

/** How a toast comes, at the start of a line: `As usual`. */
export function toastName(level: ToastLevel): string {
  const word = toastWord(level);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `Alarm` */
export function soundName(sound: Sound): string {
  return ruleScreen.sounds[sound];
}

/** The sound that comes with how loud a toast is: `Standard: alarm`; null: that differs. */
export function ownSoundName(level: ToastLevel | null): string {
  const own: Readonly<Record<ToastLevel, Sound>> = { urgent: 'alarm', show: 'desktop', quiet: 'none', none: 'none' };
  return level === null ? ruleScreen.standard : ruleScreen.standardSound(soundName(own[level]).toLowerCase());
}

/** `is at most` */
export function fieldTestName(test: FieldTest['test']): string {
  return ruleScreen.fieldTests[test];
}

/** What a text is asked: `does not contain`, `matches the pattern` */
export function textTestName(form: 'is' | 'contains' | 'pattern', not: boolean): string {
  return not ? ruleScreen.textTests[form].not : ruleScreen.textTests[form].yes;
}

/** More of what a default rule is about; empty where its name says it. */
export function defaultRuleHelp(id: DefaultRuleId): string {
  return ruleScreen.helps[id];
}

/** What a default rule does as it was at first where its lines differ in loudness. */
export function mixedText(id: DefaultRuleId): string {
  return ruleScreen.mixed[id];
}

/** `Would have matched 132 of the last 5,000, 12 of which gave a notification. With it 0 would.` */
export function trialText({ looked, matched, toasted, wouldToast, cut: tooLong }: Trial): string {
  if (looked === 0) return ruleScreen.noEvents;
  const found =
    matched === 0 ? ruleScreen.matchedNone(looked) : ruleScreen.matched(matched, looked, toasted, wouldToast);
  return tooLong === 0 ? found : found + ruleScreen.tooLong(tooLong);
}

/** `Traps from the lab is added.` */
export function ruleSaved(name: string, isNew: boolean): string {
  return isNew ? ruleScreen.added(cut(name, 60)) : ruleScreen.saved(cut(name, 60));
}

/** `20 in 7 days` */
export function hitsText(hits: number): string {
  return hits === 0 ? ruleScreen.noHits : ruleScreen.hitCount(hits);
}

/** A fault of a rule where its field is not beside it: `Text: This pattern is not supported`. */
export function ruleFault({ path, text }: FieldFault): string {
  const [part = '', name = ''] = path.split('.');
  const { conditions, effects } = ruleScreen;
  const known: Readonly<Record<string, string>> =
    part === 'when' ? { ...conditions, minSeverity: conditions.severity, maxSeverity: conditions.severity } : effects;
  const place = name === 'alert' ? conditions.alert : Object.hasOwn(known, name) ? known[name] : cut(path, 60);
  const said = cut(sentence(text), 300);
  return place === '' ? said : `${place}: ${said}`;
}

export function ruleRemoved(name: string): string {
  return ruleScreen.removed(cut(name, 60));
}

export function ruleNotRestored(name: string): string {
  return ruleScreen.notRestored(cut(name, 60));
}

export function ruleGone(id: string): string {
  return ruleScreen.gone(cut(id, 60));
}

/** What a screen reader says when a rule has been moved. */
export function ruleMoved(name: string, place: number, of: number): string {
  return ruleScreen.moved(cut(name, 60), place, of);
}

/** `Set by your administrator (/etc/tocsin/policy.json)` */
export function lockText(file: string): string {
  return ruleScreen.lock(cut(file, 200));
}
