import type { EntryChanges, FieldFault, ImportPreview, NamedEntry, ValueChange } from '../../preload/contract/api.ts';
import { type Import, importOf } from './drafts.ts';
import { type Ground, layeredEntry } from './ground.ts';
import { type Document, isDocument } from './json.ts';
import { entryOf, idOf, leavesOf, listOf, over, withoutLocked } from './layers.ts';
import { preferences } from './preferences.ts';
import { kindOf, secretSchema, serverSchema } from './schema.ts';
import { mapSecrets } from './secret-fields.ts';
import type { ImportChoice, Wanting } from './store.ts';
import { viewOf } from './view.ts';

/** An import that can be carried out. */
interface Brought {
  /** The document as it is taken. */
  readonly document: Document;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly locked: readonly string[];
  /** Ids of servers for which a secret is asked. */
  readonly wanting: readonly string[];
}

type Bringing = Brought | { readonly faults: readonly FieldFault[] };

const noEntries: EntryChanges = { added: [], changed: [], removed: [] };
/** Stands where a secret is to be entered: no store has one of this id, so the server says that it is missing. */
const notEntered = { stored: 'not-entered' };

/** What would be done where there are faults: nothing. */
export function refusedImport(faults: readonly FieldFault[]): ImportPreview {
  const nothing = { preferences: [], idle: [], unknown: [], locked: [], wanting: [] };
  return { faults, servers: noEntries, rules: noEntries, ...nothing };
}

/** Checks a document that is to be imported in a certain way. */
export function bringing(ground: Ground, document: unknown, { gently }: ImportChoice): Bringing {
  if (!isDocument(document)) return brought(importOf(ground, document), [], []);
  const { enforced } = ground.policy;
  const { kept, left } = gently ? withoutLocked(document, enforced, ground.user) : { kept: document, left: [] };
  const first = importOf(ground, kept);
  if (!('faults' in first)) return brought(first, left, []);
  const { filled, wanting } = withWanted(ground, kept, first.faults);
  return brought(importOf(ground, filled), left, wanting);
}

function brought(checked: Import, locked: readonly string[], wanting: readonly string[]): Bringing {
  return 'faults' in checked ? checked : { ...checked, locked, wanting };
}

/** The document with a mark wherever a fault is that a secret is missing, and the servers that have one. */
function withWanted({ kinds }: Ground, document: Document, faults: readonly FieldFault[]) {
  const wanting = new Set<string>();
  const servers = listOf(document['servers']).map((server) => {
    const start = `servers.${idOf(server)}.`;
    const missing = faults.flatMap(({ path }) => (path.startsWith(start) ? [path.slice(start.length).split('.')] : []));
    return missing.reduce((whole, path) => {
      const marked = withAt(whole, path);
      if (marked === null || !notEnteredIn(kinds, marked).includes(path.join('.'))) return whole;
      wanting.add(idOf(server));
      return marked;
    }, server);
  });
  return { filled: wanting.size === 0 ? document : { ...document, servers }, wanting: [...wanting] };
}

/** The fields of a server in which a secret is still to be entered. */
function notEnteredIn(kinds: Ground['kinds'], server: Document): readonly string[] {
  const found: string[] = [];
  mapSecrets(secretSchema(kinds, server), server, (secret, path) => {
    if (isDocument(secret) && secret['stored'] === notEntered.stored) found.push(path);
    return secret;
  });
  return found;
}

/** Of the servers that a document names those that wait for secrets, also since an earlier import. */
export function wantingOf({ kinds, user }: Ground, document: Document): readonly Wanting[] {
  return listOf(document['servers']).flatMap((named): Wanting[] => {
    const id = idOf(named);
    const fields = notEnteredIn(kinds, entryOf(user['servers'], id));
    return fields.length === 0 ? [] : [{ id, fields }];
  });
}

/** A document with the mark at a path where nothing stands; null: something does. */
function withAt(document: Document, [field = '', ...deeper]: readonly string[]): Document | null {
  const inner = Object.hasOwn(document, field) ? document[field] : undefined;
  if (deeper.length === 0) return inner === undefined ? { ...document, [field]: notEntered } : null;
  const below = isDocument(inner) ? withAt(inner, deeper) : null;
  return below === null ? null : { ...document, [field]: below };
}

/** The user's settings with a document laid over them; without the entries that it has not, where they are to go. */
export function imported(user: Document, document: Document, { removeOthers }: ImportChoice): Document {
  const merged = over(user, document);
  if (!removeOthers) return merged;
  const lists = ['servers', 'rules'].flatMap((list): [string, unknown][] => {
    if (!Array.isArray(document[list])) return [];
    const ids = new Set(listOf(document[list]).map(idOf));
    return [[list, listOf(merged[list]).filter((entry) => ids.has(idOf(entry)))]];
  });
  return { ...merged, ...Object.fromEntries(lists) };
}

/**
 * What an import would change, for a person to look at. Both documents have their secrets as literals; none of them is in
 * what comes back.
 */
export function previewOf(
  ground: Ground,
  { locked, wanting, document }: Brought,
  before: Document,
  choice: ImportChoice,
): ImportPreview {
  const after = imported(before, document, choice);
  const { servers: _, rules: __, version: ___, ...preferred } = document;
  const unknown = unknownParts(ground, document);
  const idle = viewOf(ground.kinds, ground.policy, after).faults.filter(({ entry }) => entry?.startsWith('rules.'));
  return {
    faults: [],
    servers: entryChanges('servers', before, after, (server) =>
      mapSecrets(secretSchema(ground.kinds, server), server, marked),
    ),
    rules: entryChanges('rules', before, after, (rule) => rule),
    preferences: valueChanges(masked(before, preferred), masked(after, preferred)).filter(
      ({ path }) => !unknown.some((each) => path === each || path.startsWith(`${each}.`)),
    ),
    idle: idle.map(({ path, text }) => ({ path, text })),
    unknown,
    locked,
    wanting: wanting.map((id) => named({ ...entryOf(after['servers'], id), id })),
  };
}

/** The parts of a document that are also in another one, secrets of a proxy marked. */
function masked(whole: Document, part: Document): Document {
  const kept = Object.fromEntries(Object.entries(whole).filter(([field]) => Object.hasOwn(part, field)));
  return mapSecrets(serverSchema(null).loose(), kept, marked) as Document;
}

function entryChanges(
  list: 'servers' | 'rules',
  before: Document,
  after: Document,
  mark: (entry: Document) => unknown,
): EntryChanges {
  const known = new Set(listOf(before[list]).map(idOf));
  const left = new Set(listOf(after[list]).map(idOf));
  const shown = (from: Document, id: string) => mark(entryOf(from[list], id)) as Document;
  return {
    added: listOf(after[list])
      .filter((each) => !known.has(idOf(each)))
      .map(named),
    changed: listOf(after[list]).flatMap((entry) => {
      const id = idOf(entry);
      const changes = known.has(id) ? valueChanges(shown(before, id), shown(after, id)) : [];
      return changes.length === 0 ? [] : [{ ...named(entry), changes }];
    }),
    removed: listOf(before[list])
      .filter((each) => !left.has(idOf(each)))
      .map(named),
  };
}

function named(entry: Document): NamedEntry {
  const id = idOf(entry);
  return { id, name: typeof entry['name'] === 'string' ? entry['name'] : id };
}

function valueChanges(before: Document, after: Document): readonly ValueChange[] {
  const was = new Map(leavesOf(before).map(({ path, value }) => [path.join('.'), value]));
  const is = new Map(leavesOf(after).map(({ path, value }) => [path.join('.'), value]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path): ValueChange[] => {
    const [from, to] = [textOf(was.get(path)), textOf(is.get(path))];
    if (from === to) return [];
    const secret = [from, to].some((text) => text?.includes(secretMark) === true);
    return [secret ? { path, from: null, to: null, secret } : { path, from, to, secret }];
  });
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/**
 * Before a secret, so that it is told apart and compared; it never leaves this file. No letter, and so not written as one:
 * the built file would be no text.
 */
const secretMark = `${String.fromCodePoint(0x10ffff)}secret`;

function marked(secret: unknown): unknown {
  return `${secretMark}${JSON.stringify(secret)}`;
}

/** What of a document no schema here knows. */
export function unknownParts(ground: Ground, document: Document): readonly string[] {
  const { servers, rules: _, version: __, ...preferred } = document;
  const parsed = preferences.safeParse(preferred);
  return [
    ...(parsed.success ? notIn(preferred, parsed.data, '') : []),
    ...listOf(servers).flatMap((server) => {
      // A part of a server that is there already need not say of which kind it is.
      const { whole } = layeredEntry(ground, 'servers', over(entryOf(ground.user['servers'], idOf(server)), server));
      const { shape } = serverSchema(kindOf(ground.kinds, whole) ?? null);
      const fields = Object.keys(server).filter((field) => !Object.hasOwn(shape, field));
      return fields.map((field) => `servers.${idOf(server)}.${field}`);
    }),
  ];
}

function notIn(value: Document, known: object, path: string): readonly string[] {
  return Object.entries(value).flatMap(([field, inner]) => {
    const below = path === '' ? field : `${path}.${field}`;
    if (!Object.hasOwn(known, field)) return [below];
    const kept: unknown = Reflect.get(known, field);
    return isDocument(inner) && isDocument(kept) ? notIn(inner, kept, below) : [];
  });
}

/** Where in a document the value of a dotted path stands; entries of lists are named by their id in the path. */
export function placeIn(document: Document, path: string): readonly PropertyKey[] {
  for (const list of ['servers', 'rules']) {
    const entries: readonly unknown[] = Array.isArray(document[list]) ? document[list] : [];
    for (const [index, entry] of entries.entries()) {
      const start = `${list}.${isDocument(entry) ? idOf(entry) : index}`;
      if (path === start) return [list, index];
      if (path.startsWith(`${start}.`)) return [list, index, ...path.slice(start.length + 1).split('.')];
    }
  }
  return path === '' ? [] : path.split('.');
}
