import type { FieldFault, Notice, Preferences, ServerSettings } from '../../preload/contract/api.ts';
import { type Document, isDocument, without } from './json.ts';
import { idOf, layered, listOf, type PolicyLayers } from './layers.ts';
import { faultsOf, ownWords, parseServer, preferences, type ServerKinds, settingsVersion } from './schema.ts';
import type { Settings } from './store.ts';

/** A fault with the id of its server; null outside of servers. Its path is from the top: `servers.noc.url`. */
interface ViewFault extends FieldFault {
  readonly server: string | null;
}

/** The settings with all layers applied, and what of them had to be left out. */
export interface View {
  readonly settings: Settings;
  readonly faults: readonly ViewFault[];
}

/**
 * Applies the layers. A server that does not fit is left out and told, the others go on; a preference that does not fit
 * counts as if the user had not set it.
 */
export function viewOf(kinds: ServerKinds, policy: PolicyLayers, user: Document): View {
  const merged = layered(policy, user);
  const faults: ViewFault[] = [...listFaults(merged, 'servers'), ...listFaults(merged, 'rules')];
  const servers: ServerSettings[] = [];
  const seen = new Set<string>();
  for (const entry of listOf(merged['servers'])) {
    const id = idOf(entry);
    const parsed = seen.has(id) ? twice : parseServer(kinds, entry);
    seen.add(id);
    if ('server' in parsed) servers.push(parsed.server);
    else faults.push(...parsed.faults.map(({ path, text }) => ({ path: `servers.${id}.${path}`, text, server: id })));
  }
  const preferred = preferencesOf(policy, user);
  return {
    settings: { version: settingsVersion, ...preferred.preferences, servers, rules: listOf(merged['rules']) },
    faults: [...faults, ...preferred.faults],
  };
}

/** The faults as notices, each naming the file in which it is to be corrected. */
export function faultNotices(
  { faults }: View,
  user: Document,
  files: { user: string; policy: string },
): readonly Notice[] {
  const ids = new Set(listOf(user['servers']).map(idOf));
  return faults.map(({ path, text, server }) => {
    const file = server === null || ids.has(server) ? files.user : files.policy;
    return { code: 'setting-unusable', params: { path, text, file } };
  });
}

const twice = { faults: [{ path: 'id', text: 'Another server has this id' }] };

function listFaults(merged: Document, list: string): readonly ViewFault[] {
  const value = merged[list];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ path: list, text: 'This is no list', server: null }];
  return value.flatMap((entry: unknown, index) =>
    isDocument(entry) ? [] : [{ path: `${list}.${index}`, text: 'This is no object', server: null }],
  );
}

function preferencesOf(policy: PolicyLayers, user: Document) {
  const parsed = preferences.safeParse(layered(policy, user), { error: ownWords });
  if (parsed.success) return { preferences: parsed.data satisfies Preferences, faults: [] };
  const rest = parsed.error.issues.reduce((document, { path }) => without(document, path.map(String)), user);
  // A policy was checked when it was read, so without the user's faults all of it fits.
  const fitting = preferences.parse(layered(policy, rest));
  return { preferences: fitting, faults: faultsOf(parsed.error).map((fault) => ({ ...fault, server: null })) };
}
