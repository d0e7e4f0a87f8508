import { kinds, phases, type Severity, type Sound, severities, sounds, type ToastLevel, toastLevels } from '../api.ts';
import { cut, inSentence } from './plain.ts';
import { kindWord, phaseWord, severityWord } from './words.ts';

/** How a sentence calls what a rule holds ids of. */
export interface RuleNames {
  readonly server: (id: string) => string;
  readonly protocol: (name: string) => string;
}

type Fields = Readonly<Record<string, unknown>>;

const listed = 5;
const wordLength = 60;

const toastWords: Readonly<Record<ToastLevel, string>> = {
  urgent: 'urgently',
  show: 'as usual',
  quiet: 'quietly',
  none: 'not',
};

const soundWords: Readonly<Record<Sound, string>> = {
  none: 'without a sound',
  desktop: 'with the sound of the desktop',
  alarm: 'with the alarm',
};

const testWords: Readonly<Record<'is' | 'contains' | 'pattern', { readonly yes: string; readonly no: string }>> = {
  is: { yes: 'is', no: 'is not' },
  contains: { yes: 'contains', no: 'does not contain' },
  pattern: { yes: 'matches', no: 'does not match' },
};

const fieldWords: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': '<',
  '>': '>',
  '<=': '≤',
  '>=': '≥',
  contains: 'contains',
  exists: 'is there',
  absent: 'is not there',
};

/** How a toast comes: `urgently`, `as usual`, `quietly`, `not`. */
export function toastWord(level: ToastLevel): string {
  return toastWords[level];
}

/**
 * A rule in one sentence: `When server is NOC and kind is trap and severity below error: not`. It takes a rule as it
 * stands in the settings, also one that does not fit: what nobody knows is named, so that no sentence says more than the
 * rule.
 */
export function ruleSentence(rule: Fields, names: RuleNames): string {
  const [when, then] = [fieldsOf(rule['when']), fieldsOf(rule['then'])];
  const conditions = [...conditionsOf(when, names), ...limitOf(then['alert'])];
  const effects = effectsOf(then);
  const head = conditions.length === 0 ? 'Whatever comes' : `When ${conditions.join(' and ')}`;
  return `${head}: ${effects.join(', ')}`;
}

function conditionsOf(when: Fields, names: RuleNames): readonly string[] {
  const known: Readonly<Record<string, (value: unknown) => readonly string[]>> = {
    server: (value) => oneOf('server', value, names.server),
    protocol: (value) => oneOf('kind of server', value, names.protocol),
    kind: (value) => oneOf('kind', value, wordOf(kinds, kindWord)),
    topic: (value) => oneOf('topic', value, (topic) => topic),
    minSeverity: () => severityRange(when['minSeverity'], when['maxSeverity']),
    maxSeverity: () => (when['minSeverity'] === undefined ? severityRange(undefined, when['maxSeverity']) : []),
    phase: (value) => oneOf('phase', value, wordOf(phases, phaseWord)),
    subject: (value) => textTests('subject', value),
    text: (value) => textTests('text', value),
    payload: (value) => listOf(value).map(fieldTest),
    stream: (value) => [value === true ? 'it streams' : 'it does not stream'],
  };
  const order = [...Object.keys(known), ...Object.keys(when).filter((name) => !Object.hasOwn(known, name))];
  return order.flatMap((name) => {
    if (when[name] === undefined) return [];
    return Object.hasOwn(known, name) ? (known[name]?.(when[name]) ?? []) : [`“${word(name)}”`];
  });
}

function oneOf(what: string, value: unknown, called: (text: string) => string): readonly string[] {
  const texts = listOf(value).map((each) => word(called(String(each))));
  if (texts.length === 0) return [`${what} is …`];
  const shown = texts.length > listed ? [...texts.slice(0, listed - 1), `${texts.length - listed + 1} others`] : texts;
  return [`${what} is ${shown.join(' or ')}`];
}

function wordOf<T extends string>(all: readonly T[], called: (one: T) => string): (text: string) => string {
  return (text) => {
    const known = all.find((each) => each === text);
    return known === undefined ? text : inSentence(called(known));
  };
}

function severityRange(min: unknown, max: unknown): readonly string[] {
  const [least, most] = [severityOf(min, 'ok'), severityOf(max, 'critical')];
  const [from, to] = [severities.indexOf(least), severities.indexOf(most)];
  if (least === most) return [`severity is ${said(least)}`];
  if (from === 0 && to === severities.length - 1) return ['severity is any'];
  if (to === severities.length - 1) return [`severity ${said(least)} or worse`];
  const next = severities[to + 1];
  if (from === 0 && next !== undefined) return [`severity below ${said(next)}`];
  return [`severity from ${said(least)} to ${said(most)}`];
}

function said(severity: Severity): string {
  return severity === 'ok' ? severityWord(severity) : inSentence(severityWord(severity));
}

function severityOf(value: unknown, otherwise: Severity): Severity {
  return severities.find((severity) => severity === value) ?? otherwise;
}

function textTests(what: string, value: unknown): readonly string[] {
  return listOf(value).map((each) => {
    const test = fieldsOf(each);
    const kind = (['is', 'contains', 'pattern'] as const).find((name) => test[name] !== undefined) ?? 'contains';
    const words = testWords[kind];
    return `${what} ${test['not'] === true ? words.no : words.yes} ${quoted(test[kind])}`;
  });
}

function fieldTest(value: unknown): string {
  const { path, test, value: wanted } = fieldsOf(value);
  const does = `${shown(path)} ${fieldWords[String(test)] ?? shown(test)}`;
  if (test === 'exists' || test === 'absent') return does;
  return `${does} ${typeof wanted === 'string' ? quoted(wanted) : shown(wanted)}`;
}

function limitOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const { field, open, close } = fieldsOf(value);
  const until = typeof close === 'string' && close !== '' ? ` until ${word(close)}` : '';
  return [`${shown(field)} ${shown(open)}${until}`];
}

function effectsOf(then: Fields): readonly string[] {
  const { toast, severity, sound, repeat, alert } = then;
  const level = toastLevels.find((each) => each === toast);
  const taken = severities.find((each) => each === severity);
  const heard = sounds.find((each) => each === sound);
  const { everyMin, atMost } = fieldsOf(repeat);
  return [
    ...(alert === undefined ? [] : [`an alert of ${said(taken ?? 'warning')}`]),
    ...(alert !== undefined || taken === undefined ? [] : [`as ${said(taken)}`]),
    level === undefined ? 'as the default rules have it' : toastWords[level],
    ...(heard === undefined ? [] : [soundWords[heard]]),
    ...(repeat === undefined ? [] : [repeatText(Number(everyMin), Number(atMost))]),
  ];
}

/** `again every 5 min until seen, at most 12 times` */
function repeatText(everyMin: number, atMost: number): string {
  return `again every ${everyMin} min until seen, at most ${atMost} times`;
}

function quoted(value: unknown): string {
  const text = word(typeof value === 'string' ? value : '');
  return text === '' ? '…' : `“${text}”`;
}

function shown(value: unknown): string {
  return value === undefined ? '…' : word(String(value)) || '…';
}

function word(text: string): string {
  return cut(text, wordLength);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
