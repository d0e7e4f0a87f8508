import { isDeepStrictEqual } from 'node:util';
import type { FieldFault, ServerSettings } from '../../preload/contract/api.ts';
import { type Document, isDocument } from './json.ts';
import { difference, entryOf, idOf, listOf, lockedChanges, over, type PolicyLayers } from './layers.ts';
import {
  builtIn,
  faultsOf,
  kindOf,
  otherVersion,
  ownWords,
  parseServer,
  preferences,
  type ServerKinds,
  settingsVersion,
} from './schema.ts';
import { viewOf } from './view.ts';

/** What a change is checked against. */
export interface Ground {
  readonly kinds: ServerKinds;
  readonly policy: PolicyLayers;
  readonly policyFile: string;
  readonly user: Document;
}

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
  const { kinds, policy, user } = ground;
  const id = idOf(form);
  const entry = pruned(ground, form);
  const start = `servers.${id}.`;
  const locked = lockedFaults(ground, { servers: [entry] }, { servers: [entryOf(user['servers'], id)] });
  const faults = locked.map(({ path, text }) => ({ path: path.slice(start.length), text }));
  const whole = over(over(entryOf(policy.defaults['servers'], id), entry), entryOf(policy.enforced['servers'], id));
  const parsed = parseServer(kinds, whole, without?.split('.')[0]);
  if ('faults' in parsed) return { faults: [...faults, ...parsed.faults], entry, server: null };
  return { faults, entry, server: faults.length > 0 ? null : parsed.server };
}

/** What does not fit of a change that would make `user` of the settings; other faults of the file do not count. */
export function changeFaults(ground: Ground, change: Document, user: Document): readonly FieldFault[] {
  const { kinds, policy } = ground;
  const faults = [...lockedFaults(ground, change, ground.user)];
  const parsed = preferences.safeParse(over(over(policy.defaults, user), policy.enforced), { error: ownWords });
  const preferred = parsed.success ? [] : faultsOf(parsed.error);
  faults.push(...preferred.filter(({ path }) => Object.hasOwn(change, path.split('.')[0] ?? '')));
  const lists = ['servers', 'rules'].flatMap((list) => listFault(change[list], list));
  if (lists.length > 0) return [...faults, ...lists];
  const changed = new Set(listOf(change['servers']).map(idOf));
  const found = viewOf(kinds, policy, user).faults.filter(({ server }) => server !== null && changed.has(server));
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
  const faults = changeFaults(ground, document, merged);
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

function lockedFaults({ policy, policyFile }: Ground, change: Document, user: Document): readonly FieldFault[] {
  const text = `Your administrator has set this (${policyFile})`;
  return lockedChanges(change, policy.enforced, user).map((path) => ({ path, text }));
}
