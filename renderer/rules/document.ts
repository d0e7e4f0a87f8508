import type { FieldTest, fieldTests, TextTest } from '../../preload/contract/api.ts';
import type { Condition, Effect } from '../../preload/contract/texts/index.ts';

/** A rule as it stands in the settings, while it is edited: also one that does not fit, of which nothing may get lost. */
export type RuleDocument = Readonly<Record<string, unknown>>;

/** A way into a rule: `when`, `text`, 0. */
export type Path = readonly (string | number)[];

/** One condition of a rule, which the editor has a line for. */
export interface Line {
  /** `unknown`: nobody knows this name, which stands in its path. */
  readonly condition: Condition | 'unknown';
  readonly path: Path;
}

/** The conditions in the order in which the editor shows and offers them. */
const conditionOrder = [
  'server',
  'protocol',
  'kind',
  'topic',
  'severity',
  'phase',
  'subject',
  'text',
  'payload',
  'stream',
  'alert',
] as const satisfies readonly Condition[];

export const effectOrder = ['severity', 'sound', 'repeat'] as const satisfies readonly Effect[];

/** What a new rule begins with. */
export const emptyRule: RuleDocument = { name: '', enabled: true, when: {}, then: { toast: 'none' } };

/** Those that can stand more than once. */
const several: readonly string[] = ['subject', 'text', 'payload'];

/** What stands at a path; undefined where nothing does. */
export function valueAt(rule: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isFields(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
  }, rule);
}

/** The rule with another value at a path; undefined takes away what stands there, and a list that is empty by that. */
export function withValue(rule: RuleDocument, path: Path, value: unknown): RuleDocument {
  return changed(rule, path, value) as RuleDocument;
}

function changed(whole: unknown, path: Path, value: unknown): unknown {
  const [step, ...deeper] = path;
  if (step === undefined) return value;
  const inner = changed(valueAt(whole, [step]), deeper, value);
  if (typeof step === 'number') {
    const list = Array.isArray(whole) ? whole : [];
    const next = inner === undefined ? list.toSpliced(step, 1) : list.toSpliced(step, 1, inner);
    return next.length === 0 ? undefined : next;
  }
  const { [step]: _, ...others } = isFields(whole) ? whole : {};
  return inner === undefined ? others : { ...(isFields(whole) ? whole : {}), [step]: inner };
}

/** The conditions that a rule has, in the editor's order; what nobody knows stands last. */
export function linesOf(rule: RuleDocument): readonly Line[] {
  const when = valueAt(rule, ['when']);
  const fields = isFields(when) ? when : {};
  const known = conditionOrder.flatMap((condition): Line[] => {
    if (condition === 'alert') {
      return valueAt(rule, ['then', 'alert']) === undefined ? [] : [{ condition, path: ['then', 'alert'] }];
    }
    if (condition === 'severity') {
      const has = fields['minSeverity'] !== undefined || fields['maxSeverity'] !== undefined;
      return has ? [{ condition, path: ['when', 'severity'] }] : [];
    }
    const value = fields[condition];
    if (value === undefined) return [];
    if (!several.includes(condition) || !Array.isArray(value)) return [{ condition, path: ['when', condition] }];
    return value.map((_, index) => ({ condition, path: ['when', condition, index] }));
  });
  const names: readonly string[] = [...conditionOrder, 'minSeverity', 'maxSeverity'];
  const unknown = Object.keys(fields).filter(
    (name) => !names.includes(name) || name === 'severity' || name === 'alert',
  );
  return [...known, ...unknown.map((name): Line => ({ condition: 'unknown', path: ['when', name] }))];
}

/** The conditions that can be added: each once, but tests of texts and fields. */
export function addable(rule: RuleDocument): readonly Condition[] {
  const has = new Set(linesOf(rule).map(({ condition }) => condition));
  return conditionOrder.filter((condition) => several.includes(condition) || !has.has(condition));
}

/** The rule with a condition that is still to be filled in. */
export function withCondition(rule: RuleDocument, condition: Condition): RuleDocument {
  switch (condition) {
    case 'severity':
      return withValue(rule, ['when', 'minSeverity'], 'warning');
    case 'subject':
    case 'text': {
      const test: TextTest = { contains: '' };
      return withValue(rule, ['when', condition, listAt(rule, ['when', condition]).length], test);
    }
    case 'payload': {
      const test: FieldTest = { path: '', test: '=', value: '' };
      return withValue(rule, ['when', condition, listAt(rule, ['when', condition]).length], test);
    }
    case 'stream':
      return withValue(rule, ['when', 'stream'], true);
    case 'alert':
      return withValue(rule, ['then', 'alert'], { field: '', open: '> ' });
    case 'server':
    case 'protocol':
    case 'kind':
    case 'topic':
    case 'phase':
      return withValue(rule, ['when', condition], []);
  }
}

/** The rule without one of its conditions. */
export function withoutLine(rule: RuleDocument, { condition, path }: Line): RuleDocument {
  if (condition !== 'severity') return withValue(rule, path, undefined);
  return withValue(withValue(rule, ['when', 'minSeverity'], undefined), ['when', 'maxSeverity'], undefined);
}

/** The rule with an effect as it begins. */
export function withEffect(rule: RuleDocument, effect: Effect): RuleDocument {
  const begins: Readonly<Record<Effect, unknown>> = {
    severity: 'info',
    sound: 'none',
    repeat: { everyMin: 5, atMost: 12 },
  };
  return withValue(rule, ['then', effect], begins[effect]);
}

/** Whether a fault is one of this condition. */
export function isOf(faultPath: string, { condition, path }: Line): boolean {
  const places = condition === 'severity' ? ['when.minSeverity', 'when.maxSeverity'] : [path.join('.')];
  return places.some((place) => faultPath === place || faultPath.startsWith(`${place}.`));
}

/** Whether nothing is typed yet where a fault is: it need not be told before the rule is saved. */
export function isUntold(rule: RuleDocument, faultPath: string): boolean {
  const value = valueAt(
    rule,
    faultPath.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
  );
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || (typeof value === 'string' && /^\s*[<>]?=?\s*$/.test(value));
}

/** A comparison as a limit has it, in its parts: `> 80`. */
export function limitParts(text: unknown): { readonly test: string; readonly number: string } {
  const [, test, number] = /^\s*(<=|>=|<|>)?\s*(.*?)\s*$/s.exec(typeof text === 'string' ? text : '') ?? [];
  return { test: test ?? '>', number: number ?? '' };
}

/** What is typed as the value of a test: a number where it reads as one. */
export function typedValue(text: string): string | number {
  const number = Number(text);
  return text !== '' && String(number) === text ? number : text;
}

/** The tests of a field that compare with nothing. */
export function comparesNothing(test: unknown): boolean {
  return test === 'exists' || test === 'absent';
}

/** A test of a field with another comparison; one that compares with nothing has no value. */
export function withTest(test: unknown, next: (typeof fieldTests)[number]): RuleDocument {
  const { value, ...rest } = isFields(test) ? test : {};
  return comparesNothing(next) ? { ...rest, test: next } : { ...rest, test: next, value: value ?? '' };
}

/** Which of its three forms a test of a text has, and whether it is turned round. */
export function textTestForm(test: unknown): { readonly form: 'contains' | 'is' | 'pattern'; readonly not: boolean } {
  const fields = isFields(test) ? test : {};
  const form = (['contains', 'is', 'pattern'] as const).find((each) => fields[each] !== undefined) ?? 'contains';
  return { form, not: fields['not'] === true };
}

/** The texts of a list; what is no text is left out. */
export function textsAt(rule: RuleDocument, path: Path): readonly string[] {
  return listAt(rule, path).filter((each) => typeof each === 'string');
}

function listAt(rule: RuleDocument, path: Path): readonly unknown[] {
  const value = valueAt(rule, path);
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
