import { isDeepStrictEqual } from 'node:util';
import type { FieldFault, ServerSettings } from '../../preload/contract/api.ts';
import { type Ground, layeredEntry, lockedFaults } from './ground.ts';
import { type Document, isDocument } from './json.ts';
import { difference, entryOf, idOf, listOf, over } from './layers.ts';
import { faultsOf, ownWords } from './misfits.ts';
import { preferences } from './preferences.ts';
import { prunedRules } from './rule-drafts.ts';
import { builtIn, kindOf, otherVersion, parseServer, settingsVersion } from './schema.ts';
import { entriesOf, viewOf } from './view.ts';

/** A form's server: what of it goes to the user's file, and with all layers applied where it fits. */
export interface Draft {
  readonly faults: readonly FieldFault[];
  readonly entry: Document;
  readonly server: ServerSettings | null;
}

/**
 * Checks a server that comes from a form; the faults' paths are those of its fields. `without`: the dotted path of a field
 * that is left out, with all that stands under the first part of it.
 */
export function draftOf(ground: Ground, form: Document, without?: string): Draft {
  const entry = pruned(ground, form);
  const { faults, whole } = layeredEntry(ground, 'servers', entry);
  const parsed = parseServer(ground.kinds, whole, without?.split('.')[0]);
  if ('faults' in parsed) return { faults: [...faults, ...parsed.faults], entry, server: null };
  return { faults, entry, server: faults.length > 0 ? null : parsed.server };
}

/**
 * What does not fit of a change that would make `user` of the settings; other faults of the file do not count, and of
 * `entries` only those of the servers and rules that are named.
 */
export function changeFaults(
  ground: Ground,
  change: Document,
  user: Document,
  entries = entriesOf(change),
): readonly FieldFault[] {
  const { kinds, policy } = ground;
  const faults = [...lockedFaults(ground, change, ground.user)];
  const parsed = preferences.safeParse(over(over(policy.defaults, user), policy.enforced), { error: ownWords });
  const preferred = parsed.success ? [] : faultsOf(parsed.error);
  faults.push(...preferred.filter(({ path }) => Object.hasOwn(change, path.split('.')[0] ?? '')));
  const lists = ['servers', 'rules'].flatMap((list) => listFault(change[list], list));
  if (lists.length > 0) return [...faults, ...lists];
  const changed = new Set(entries);
  const found = viewOf(kinds, policy, user).faults.filter(({ entry }) => entry !== null && changed.has(entry));
  return [...faults, ...found.map(({ path, text }) => ({ path, text }))];
}

function listFault(value: unknown, path: string): readonly FieldFault[] {
  if (value === undefined) return [];
  const ids = listOf(value).map(idOf);
  if (!Array.isArray(value) || ids.length < value.length) return [{ path, text: 'This is no list of objects' }];
  if (ids.includes('')) return [{ path, text: 'Give each one an id' }];
  return new Set(ids).size < ids.length ? [{ path, text: 'An id is there twice' }] : [];
}

/** A document that can be imported with the servers that it adds and changes, or why it cannot. */
export type Import =
  | { readonly document: Document; readonly added: readonly string[]; readonly changed: readonly string[] }
  | { readonly faults: readonly FieldFault[] };

/** Checks a document that is to be imported. */
export function importOf(ground: Ground, document: unknown): Import {
  if (!isDocument(document)) return { faults: [{ path: '', text: 'It is no JSON object' }] };
  const { version } = document;
  if (version !== undefined && version !== settingsVersion) {
    return { faults: [{ path: 'version', text: otherVersion(version) }] };
  }
  const before = ground.user['servers'];
  const merged = over(ground.user, document);
  // A rule that does not fit is taken as it is: it is not in force, and says so.
  const servers = entriesOf({ servers: document['servers'] });
  const faults = changeFaults(ground, document, merged, servers);
  if (faults.length > 0) return { faults };
  const known = new Set(listOf(before).map(idOf));
  const ids = listOf(document['servers']).map(idOf);
  const differs = (id: string) => !isDeepStrictEqual(entryOf(before, id), entryOf(merged['servers'], id));
  return {
    document,
    added: ids.filter((id) => !known.has(id)),
    changed: ids.filter((id) => known.has(id) && differs(id)),
  };
}

/** The user's settings without what a change set to the value that is there anyway. */
export function withoutDefaults(ground: Ground, change: Document, user: Document): Document {
  const { policy } = ground;
  const changed = new Set(listOf(change['servers']).map(idOf));
  const lower = over(preferences.parse(policy.defaults), policy.enforced);
  const kept = Object.entries(user).flatMap(([field, value]): [string, unknown][] => {
    if (!Object.hasOwn(change, field)) return [[field, value]];
    if (field === 'servers' && Array.isArray(value)) {
      const servers: readonly unknown[] = value;
      const entry = (each: unknown) => listOf([each]).find((server) => changed.has(idOf(server)));
      return [[field, servers.map((each) => pruned(ground, entry(each) ?? null) ?? each)]];
    }
    if (field === 'rules' && Array.isArray(value))
      return [[field, prunedRules(ground, value, listOf(change['rules']))]];
    if (!Object.hasOwn(preferences.shape, field)) return [[field, value]];
    return Object.entries(difference({ [field]: value }, lower));
  });
  return Object.fromEntries(kept);
}

/** A server's entry without what the layers under it hold anyway; its id and its kind, which tells its secrets, stay. */
function pruned(ground: Ground, server: Document): Document;
function pruned(ground: Ground, server: Document | null): Document | null;
function pruned({ kinds, policy }: Ground, server: Document | null): Document | null {
  if (server === null) return null;
  const id = idOf(server);
  const under = over(entryOf(policy.defaults['servers'], id), entryOf(policy.enforced['servers'], id));
  const kind = kindOf(kinds, { ...server, ...under });
  const kept = difference(server, { name: id, ...over(builtIn(kind), under) });
  const { protocol } = server;
  return { id: server['id'], ...(protocol === undefined ? {} : { protocol }), ...kept };
}
