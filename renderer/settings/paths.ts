import type { CommandInput, Preferences } from '../../preload/contract/api.ts';

type Leaf = string | number | boolean | null | undefined | readonly unknown[];

type PathsOf<T> = {
  [K in keyof T & string]-?: T[K] extends Leaf ? K : T[K] extends object ? `${K}.${PathsOf<T[K]>}` : K;
}[keyof T & string];

type AtPath<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? AtPath<T[K], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** The dotted place of one preference: `toasts.maxPerMinute`. */
export type SettingPath = PathsOf<Preferences>;
export type SettingValue<P extends SettingPath> = AtPath<Preferences, P>;

/** What stands at a place; undefined: nothing does. */
export function valueAt<P extends SettingPath>(preferences: Preferences, path: P): SettingValue<P> {
  let value: unknown = preferences;
  for (const field of path.split('.')) value = isObject(value) ? value[field] : undefined;
  return value as SettingValue<P>;
}

/** The change that sets a place to a value; undefined takes away what the user has set there. */
export function changeTo<P extends SettingPath>(
  path: P,
  value: SettingValue<P> | undefined,
): CommandInput<'settings.change'> {
  if (value === undefined) return { change: {}, reset: [path] };
  const change = path.split('.').reduceRight<unknown>((inner, field) => ({ [field]: inner }), value);
  const whole = { change: change as Readonly<Record<string, unknown>> };
  // Objects are merged by field: what the new one lacks would stay.
  return isObject(value) ? { ...whole, reset: [path] } : whole;
}

/** Whether two values are the same, whatever the order of their fields. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => same(each, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].every((field) => same(one[field], other[field]));
}

/**
 * Whether a change may be taken back: not where somebody has set something else since. What it was before may still
 * stand there, since the window hears of its own changes a moment later.
 */
export function mayUndo(
  { now, set, former }: { readonly now: unknown; readonly set: unknown; readonly former: unknown },
  alike: (one: unknown, other: unknown) => boolean = same,
): boolean {
  return alike(now, set) || alike(now, former);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
