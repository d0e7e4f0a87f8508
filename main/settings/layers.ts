import { type Document, isDocument } from './json.ts';

/** Lists whose entries have an id, and are merged by it. */
const byId = new Set(['servers', 'rules']);

/** What an administrator sets: what a user may change, and what not. */
export interface PolicyLayers {
  readonly defaults: Document;
  readonly enforced: Document;
}

/** Lays one document over another: objects by field, servers and rules by id, other lists and values as a whole. */
export function over(lower: Document, upper: Document): Document {
  const merged: Record<string, unknown> = { ...lower };
  for (const [field, value] of Object.entries(upper)) {
    merged[field] = byId.has(field) ? entries(lower[field], value) : overValue(lower[field], value);
  }
  return merged;
}

/** All layers: built-in, the policy's defaults, the user's, what the policy enforces. Its rules stand before the user's. */
export function layered(builtIn: Document, policy: PolicyLayers, user: Document): Document {
  const merged = over(over(over(builtIn, policy.defaults), user), policy.enforced);
  const enforced = new Set(idsOf(policy.enforced['rules']));
  const rules = listOf(merged['rules']);
  return {
    ...merged,
    rules: [...rules.filter((rule) => enforced.has(idOf(rule))), ...rules.filter((rule) => !enforced.has(idOf(rule)))],
  };
}

/** The dotted paths of what a policy enforces: `toasts.driver`, `servers.noc.url`. */
export function lockedPaths(enforced: Document): readonly string[] {
  return Object.entries(enforced).flatMap(([field, value]) => {
    if (byId.has(field)) return listOf(value).flatMap((entry) => leaves(withoutId(entry), `${field}.${idOf(entry)}`));
    return leaves(value, field);
  });
}

/** What of a document differs from the layer under it. */
export function difference(document: Document, lower: Document): Document {
  const differing: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(document)) {
    const under = lower[field];
    if (JSON.stringify(value) === JSON.stringify(under)) continue;
    differing[field] = isDocument(value) && isDocument(under) ? difference(value, under) : value;
  }
  return differing;
}

export function listOf(value: unknown): readonly Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

export function idOf(entry: Document): string {
  return typeof entry['id'] === 'string' ? entry['id'] : '';
}

function idsOf(value: unknown): readonly string[] {
  return listOf(value).map(idOf);
}

function entries(lower: unknown, upper: unknown): unknown {
  if (!Array.isArray(upper)) return upper;
  const under = listOf(lower);
  const known = new Set(under.map(idOf));
  const above = new Map(listOf(upper).map((entry) => [idOf(entry), entry]));
  return [
    ...under.map((entry) => over(entry, above.get(idOf(entry)) ?? {})),
    ...listOf(upper).filter((entry) => !known.has(idOf(entry))),
  ];
}

function overValue(lower: unknown, upper: unknown): unknown {
  return isDocument(lower) && isDocument(upper) ? over(lower, upper) : upper;
}

function leaves(value: unknown, path: string): readonly string[] {
  if (!isDocument(value)) return [path];
  return Object.entries(value).flatMap(([field, inner]) => leaves(inner, `${path}.${field}`));
}

function withoutId(entry: Document): Document {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => field !== 'id'));
}
