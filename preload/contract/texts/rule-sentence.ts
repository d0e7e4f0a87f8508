import { kinds, phases, type Severity, type Sound, severities, sounds, type ToastLevel, toastLevels } from '../api.ts';
import { words } from './language.ts';
import { cut, inSentence } from './plain.ts';
import { kindWord, phaseWord, severityWord } from './words.ts';

/** How a sentence calls what a rule holds ids of. */
export interface RuleNames {
  readonly server: (id: string) => string;
  readonly protocol: (name: string) => string;
  /** Of a subject by its id; null or left out: none is known. */
  readonly subject?: (id: string) => string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const listed = 5;
const wordLength = 60;

export const english = {
  toasts: { urgent: 'urgently', show: 'as usual', quiet: 'quietly', none: 'not' },
  sounds: { none: 'without a sound', desktop: 'with the sound of the desktop', alarm: 'with the alarm' },
  tests: {
    is: { yes: 'is', no: 'is not' },
    contains: { yes: 'contains', no: 'does not contain' },
    pattern: { yes: 'matches', no: 'does not match' },
  },
  fields: {
    '=': 'is',
    '!=': 'is not',
    '<': '<',
    '>': '>',
    '<=': '≤',
    '>=': '≥',
    contains: 'contains',
    exists: 'is there',
    absent: 'is not there',
  },
  whatever: (effects: string) => `Whatever comes: ${effects}`,
  rule: (conditions: readonly string[], effects: string) => `When ${conditions.join(' and ')}: ${effects}`,
  silenced: (about: string) => `Silence ${about}`,
  shown: (about: string) => `Show ${about}`,
  server: 'server',
  protocol: 'kind of server',
  kind: 'kind',
  topic: 'topic',
  phase: 'phase',
  subject: 'subject',
  text: 'text',
  isOne: (what: string, texts: readonly string[]) => `${what} is ${texts.join(' or ')}`,
  others: (count: number) => `${count} others`,
  streams: 'it streams',
  streamsNot: 'it does not stream',
  severityIs: (severity: string) => `severity is ${severity}`,
  severityAny: 'severity is any',
  severityFrom: (least: string) => `severity ${least} or worse`,
  severityBelow: (next: string) => `severity below ${next}`,
  severityBetween: (least: string, most: string) => `severity from ${least} to ${most}`,
  untilLimit: (close: string) => ` until ${close}`,
  alertOf: (severity: string) => `an alert of ${severity}`,
  asSeverity: (severity: string) => `as ${severity}`,
  asDefault: 'as the default rules have it',
  again: (everyMin: number, atMost: number) => `again every ${everyMin} min until seen, at most ${atMost} times`,
  quoted: (word: string) => `“${word}”`,
} satisfies { readonly toasts: Record<ToastLevel, string>; readonly sounds: Record<Sound, string> } & Fields;
const text = words('ruleSentence', english);

/** What a rule is called that is made of an event: `about` is its subject, or what its title says. */
export function proposedName(does: 'silenced' | 'shown', about: string): string {
  return cut(text[does](about), wordLength);
}

/** How a toast comes: `urgently`, `as usual`, `quietly`, `not`. */
export function toastWord(level: ToastLevel): string {
  return text.toasts[level];
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
  const does = effects.join(', ');
  return conditions.length === 0 ? text.whatever(does) : text.rule(conditions, does);
}

/** One condition in words, as in the sentence of a rule: `kind is trap`. */
export function conditionText(when: Fields, names: RuleNames): string {
  return conditionsOf(when, names).join(', ');
}

function conditionsOf(when: Fields, names: RuleNames): readonly string[] {
  const known: Readonly<Record<string, (value: unknown) => readonly string[]>> = {
    server: (value) => oneOf(text.server, value, names.server),
    protocol: (value) => oneOf(text.protocol, value, names.protocol),
    kind: (value) => oneOf(text.kind, value, wordOf(kinds, kindWord)),
    topic: (value) => oneOf(text.topic, value, (topic) => topic),
    minSeverity: () => severityRange(when['minSeverity'], when['maxSeverity']),
    maxSeverity: () => (when['minSeverity'] === undefined ? severityRange(undefined, when['maxSeverity']) : []),
    phase: (value) => oneOf(text.phase, value, wordOf(phases, phaseWord)),
    subject: (value) => textTests(text.subject, value, names.subject),
    text: (value) => textTests(text.text, value),
    payload: (value) => listOf(value).map(fieldTest),
    stream: (value) => [value === true ? text.streams : text.streamsNot],
  };
  const order = [...Object.keys(known), ...Object.keys(when).filter((name) => !Object.hasOwn(known, name))];
  return order.flatMap((name) => {
    if (when[name] === undefined) return [];
    return Object.hasOwn(known, name) ? (known[name]?.(when[name]) ?? []) : [text.quoted(word(name))];
  });
}

function oneOf(what: string, value: unknown, called: (text: string) => string): readonly string[] {
  const texts = listOf(value).map((each) => word(called(String(each))));
  if (texts.length === 0) return [text.isOne(what, ['…'])];
  const shown = texts.length > listed ? [...texts.slice(0, listed - 1), text.others(texts.length - listed + 1)] : texts;
  return [text.isOne(what, shown)];
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
  if (least === most) return [text.severityIs(said(least))];
  if (from === 0 && to === severities.length - 1) return [text.severityAny];
  if (to === severities.length - 1) return [text.severityFrom(said(least))];
  const next = severities[to + 1];
  if (from === 0 && next !== undefined) return [text.severityBelow(said(next))];
  return [text.severityBetween(said(least), said(most))];
}

function said(severity: Severity): string {
  return severity === 'ok' ? severityWord(severity) : inSentence(severityWord(severity));
}

function severityOf(value: unknown, otherwise: Severity): Severity {
  return severities.find((severity) => severity === value) ?? otherwise;
}

function textTests(
  what: string,
  value: unknown,
  called: (id: string) => string | null = () => null,
): readonly string[] {
  return listOf(value).map((each) => {
    const test = fieldsOf(each);
    const kind = (['is', 'contains', 'pattern'] as const).find((name) => test[name] !== undefined) ?? 'contains';
    const asked = text.tests[kind];
    const name = kind === 'is' ? called(String(test[kind])) : null;
    const said = quoted(name ?? test[kind]);
    return `${what} ${test['not'] === true ? asked.no : asked.yes} ${said}`;
  });
}

function fieldTest(value: unknown): string {
  const { path, test, value: wanted } = fieldsOf(value);
  const fields: Readonly<Record<string, string>> = text.fields;
  const does = `${shown(path)} ${fields[String(test)] ?? shown(test)}`;
  if (test === 'exists' || test === 'absent') return does;
  return `${does} ${typeof wanted === 'string' ? quoted(wanted) : shown(wanted)}`;
}

function limitOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const { field, open, close } = fieldsOf(value);
  const until = typeof close === 'string' && close !== '' ? text.untilLimit(word(close)) : '';
  return [`${shown(field)} ${shown(open)}${until}`];
}

function effectsOf(then: Fields): readonly string[] {
  const { toast, severity, sound, repeat, alert } = then;
  const level = toastLevels.find((each) => each === toast);
  const taken = severities.find((each) => each === severity);
  const heard = sounds.find((each) => each === sound);
  const { everyMin, atMost } = fieldsOf(repeat);
  return [
    ...(alert === undefined ? [] : [text.alertOf(said(taken ?? 'warning'))]),
    ...(alert !== undefined || taken === undefined ? [] : [text.asSeverity(said(taken))]),
    level === undefined ? text.asDefault : text.toasts[level],
    ...(heard === undefined ? [] : [text.sounds[heard]]),
    ...(repeat === undefined ? [] : [text.again(Number(everyMin), Number(atMost))]),
  ];
}

function quoted(value: unknown): string {
  const said = word(typeof value === 'string' ? value : '');
  return said === '' ? '…' : text.quoted(said);
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
