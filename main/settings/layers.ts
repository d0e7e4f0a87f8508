import { isDeepStrictEqual } from 'node:util';
import { type Document, isDocument, without } from './json.ts';

/** Lists whose entries have an id, and are merged by it. */
const byId = new Set(['servers', 'rules']);

/** What an administrator sets: what a user may change, and what not. */
export interface PolicyLayers {
  readonly defaults: Document;
  readonly enforced: Document;
}

/**
 * Lays one document over another: objects by field, servers and rules by id, other lists and values as a whole. Objects
 * of different `type` do not mix: a sign-in by token takes the place of one by password.
 */
export function over(lower: Document, upper: Document): Document {
  const laid = Object.entries(upper).map(([field, value]): [string, unknown] => {
    const under = own(lower, field);
    return [field, byId.has(field) ? entriesOver(under, value) : valueOver(under, value)];
  });
  return Object.fromEntries([...Object.entries(lower), ...laid]);
}

/** All layers: the policy's defaults, the user's, what the policy enforces. Its rules stand before the user's. */
export function layered(policy: PolicyLayers, user: Document): Document {
  const merged = over(over(policy.defaults, user), policy.enforced);
  if (!Array.isArray(merged['rules'])) return merged;
  const enforced = new Set(listOf(policy.enforced['rules']).map(idOf));
  const isEnforced = (rule: unknown) => isDocument(rule) && enforced.has(idOf(rule));
  const rules: readonly unknown[] = merged['rules'];
  return { ...merged, rules: [...rules.filter(isEnforced), ...rules.filter((rule) => !isEnforced(rule))] };
}

/** The dotted paths of what a policy enforces: `toasts.driver`, `servers.noc.url`. */
export function lockedPaths(enforced: Document): readonly string[] {
  return leavesOf(enforced).map(({ path }) => path.join('.'));
}

/** The dotted paths at which a change would touch what is enforced; what stays as it is touches nothing. */
export function lockedChanges(change: Document, enforced: Document, user: Document): readonly string[] {
  return lockedLeaves(change, enforced, user).map(({ path }) => path.join('.'));
}

/** A change without what would touch what is enforced, and the dotted paths of what was left out. */
export function withoutLocked(
  change: Document,
  enforced: Document,
  user: Document,
): { readonly kept: Document; readonly left: readonly string[] } {
  const locked = lockedLeaves(change, enforced, user);
  const kept = locked.reduce((rest, { path }) => withoutLeaf(rest, path), change);
  return { kept, left: locked.map(({ path }) => path.join('.')) };
}

function lockedLeaves(change: Document, enforced: Document, user: Document): readonly Leaf[] {
  const locked = leavesOf(enforced);
  const kept = [...locked, ...leavesOf(user)];
  return leavesOf(change)
    .filter(({ path }) => locked.some((leaf) => begins(leaf.path, path) || begins(path, leaf.path)))
    .filter((leaf) => !kept.some((each) => isDeepStrictEqual(each, leaf)));
}

function withoutLeaf(document: Document, path: readonly string[]): Document {
  const [list = '', id, ...deeper] = path;
  const entries = document[list];
  if (!byId.has(list) || !Array.isArray(entries)) return without(document, path);
  const rest = (entry: unknown) => (isDocument(entry) && idOf(entry) === id ? without(entry, deeper) : entry);
  return { ...document, [list]: entries.map(rest) };
}

/** What of a document differs from the one under it: laid over that, it gives the document again. */
export function difference(document: Document, lower: Document): Document {
  const differing = Object.entries(document).flatMap(([field, value]): [string, unknown][] => {
    const under = own(lower, field);
    if (isDeepStrictEqual(value, under)) return [];
    if (!isDocument(value) || !isDocument(under) || !mix(under, value)) return [[field, value]];
    const inner = difference(value, under);
    return Object.keys(inner).length === 0 ? [] : [[field, inner]];
  });
  return Object.fromEntries(differing);
}

/** The objects of a list; nothing of what is no list. */
export function listOf(value: unknown): readonly Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

/** A list with whatever is in it; empty for what is no list. */
export function rawListOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list with an entry in the place of the first one of its id, or behind all. */
export function replaced(list: unknown, entry: Document): readonly unknown[] {
  const entries = rawListOf(list);
  const index = entries.findIndex((each) => isDocument(each) && idOf(each) === idOf(entry));
  return index < 0 ? [...entries, entry] : entries.with(index, entry);
}

/** The id of an entry; empty where it has none. */
export function idOf(entry: Document): string {
  return typeof entry['id'] === 'string' ? entry['id'] : '';
}

/** The entry of a layer's list with an id; empty where there is none. */
export function entryOf(list: unknown, id: string): Document {
  return listOf(list).find((entry) => idOf(entry) === id) ?? {};
}

/** Entries laid over a list by id. What is under them and is no object stays, for it is the user's. */
function entriesOver(lower: unknown, upper: unknown): unknown {
  if (!Array.isArray(upper) || (lower !== undefined && !Array.isArray(lower))) return upper;
  const rest: unknown[] = [...upper];
  const merged = rawListOf(lower).map((entry) => {
    const at = isDocument(entry) ? rest.findIndex((each) => isDocument(each) && idOf(each) === idOf(entry)) : -1;
    if (at < 0) return entry;
    const [above] = rest.splice(at, 1);
    return isDocument(entry) && isDocument(above) ? over(entry, above) : entry;
  });
  return [...merged, ...rest];
}

function valueOver(lower: unknown, upper: unknown): unknown {
  return isDocument(lower) && isDocument(upper) && mix(lower, upper) ? over(lower, upper) : upper;
}

/** Whether two objects merge by field. */
function mix(lower: Document, upper: Document): boolean {
  const [under, above] = [lower['type'], upper['type']];
  return typeof under !== 'string' || typeof above !== 'string' || under === above;
}

/** A value that is no object, and where it stands: entries of lists by their id. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** All values of a document; its version is none. */
export function leavesOf(document: Document): readonly Leaf[] {
  return Object.entries(document).flatMap(([field, value]) => {
    if (field === 'version') return [];
    if (!byId.has(field) || !Array.isArray(value)) return leaves(value, [field]);
    return listOf(value).flatMap(({ id, ...entry }) => leaves(entry, [field, String(id)]));
  });
}

function leaves(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (!isDocument(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([field, inner]) => leaves(inner, [...path, field]));
}

function begins(path: readonly string[], start: readonly string[]): boolean {
  return start.every((field, index) => path[index] === field);
}

function own(document: Document, field: string): unknown {
  return Object.hasOwn(document, field) ? document[field] : undefined;
}
