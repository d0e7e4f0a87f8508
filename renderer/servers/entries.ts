import type { EntryForm, EntryPart, RouteFault, RouteSample } from '../../preload/contract/api.ts';
import { covers, overlap, routeFault } from '../../preload/contract/routes.ts';
import { type Draft, valueAt } from './draft.ts';

/** The form that an item has: nothing stands in it but what the form fixes and asks. Null: it has none of them. */
export function formOf(forms: readonly EntryForm[], item: unknown): EntryForm | null {
  const leaves = leavesOf(item);
  if (leaves === null) return null;
  return (
    forms.find(({ fixed, parts }) => {
      const known = [...Object.keys(fixed), ...parts.map(({ path }) => path)];
      return (
        leaves.size === known.length &&
        known.every((path) => typeof leaves.get(path) === 'string') &&
        Object.entries(fixed).every(([path, value]) => leaves.get(path) === value)
      );
    }) ?? null
  );
}

/** A new item of a form. */
export function newEntry({ fixed, parts }: EntryForm): Draft {
  const initial = parts.map(({ path, initial: value }) => [path, value] as const);
  return [...Object.entries(fixed), ...initial].reduce<Draft>((item, [path, value]) => put(item, path, value), {});
}

/** The text of one part of an item. */
export function partText(item: unknown, path: string): string {
  const value = valueAt((item ?? {}) as Draft, path);
  return typeof value === 'string' ? value : '';
}

/** The item with another text in one part; an empty one stays, for the item is still what it is. */
export function withPart(item: unknown, path: string, text: string): Draft {
  return put((item ?? {}) as Draft, path, text);
}

/** Whether two items are the same, whatever the order of their fields. */
export function same(one: unknown, other: unknown): boolean {
  const [left, right] = [leavesOf(one), leavesOf(other)];
  if (left === null || right === null) return JSON.stringify(one) === JSON.stringify(other);
  return left.size === right.size && [...left].every(([path, value]) => right.get(path) === value);
}

/** What a route takes of what servers send, or what is wrong with it. */
export type RouteView =
  | { readonly fault: RouteFault }
  | { readonly takes: readonly RouteSample[]; readonly floods: readonly RouteSample[] };

export function routeView(part: EntryPart, item: unknown): RouteView {
  const route = partText(item, part.path);
  const fault = routeFault(route);
  if (fault !== null) return { fault };
  const within = part.within === undefined ? null : partText(item, part.within);
  const sent = (key: string) => key.split('.').map((word) => (word === part.free ? '*' : word));
  const taken = (part.samples ?? []).filter(
    (sample) => (within === null || sample.within === within) && overlap(route, sent(sample.key).join('.')),
  );
  return { takes: taken.filter(({ flood }) => flood !== true), floods: taken.filter(({ flood }) => flood === true) };
}

/** Routes of other items that take all of what this one takes, or only a part of it, which then comes twice. */
export interface Overlaps {
  readonly covered: readonly string[];
  readonly twice: readonly string[];
}

export function overlapsOf(part: EntryPart, item: unknown, others: readonly unknown[]): Overlaps {
  const { path, within } = part;
  const route = partText(item, path);
  const there = others.flatMap((other) => {
    const near = within === undefined || partText(other, within) === partText(item, within);
    return near && partText(other, path) !== '' ? [partText(other, path)] : [];
  });
  if (routeFault(route) !== null) return { covered: [], twice: [] };
  const covered = there.filter((other) => covers(other, route));
  return {
    covered,
    twice: there.filter((other) => overlap(route, other) && !covers(route, other) && !covers(other, route)),
  };
}

/** The values of an item by their dotted paths; null: it is no object. */
function leavesOf(value: unknown, path = ''): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return path === '' ? null : new Map([[path, value]]);
  }
  const inner = Object.entries(value).flatMap(([field, each]) => [
    ...(leavesOf(each, path === '' ? field : `${path}.${field}`) ?? []),
  ]);
  // An empty object is there as well.
  return new Map(inner.length === 0 && path !== '' ? [[path, '{}']] : inner);
}

function put(item: Draft, path: string, value: string): Draft {
  const [field = '', ...deeper] = path.split('.');
  const inner = item[field];
  const next =
    deeper.length === 0
      ? value
      : put(typeof inner === 'object' && inner !== null ? (inner as Draft) : {}, deeper.join('.'), value);
  return { ...item, [field]: next };
}
