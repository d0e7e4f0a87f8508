import type { FieldFault, Preferences, ServerSettings } from '../../preload/contract/api.ts';
import { type Document, isDocument } from './json.ts';
import { idOf, layered, listOf, type PolicyLayers } from './layers.ts';
import { faultsOf, parseServer, preferences, type ServerKinds, settingsVersion } from './schema.ts';
import type { Settings } from './store.ts';

/** The settings with all layers applied, and what of them had to be left out. */
export interface View {
  readonly settings: Settings;
  /** Paths from the top: `toasts.maxPerMinute`, `servers.noc.url`. */
  readonly faults: readonly FieldFault[];
}

/**
 * Applies the layers. A server that does not fit is left out and told, the others go on; a preference that does not fit
 * counts as if it was not there.
 */
export function viewOf(kinds: ServerKinds, policy: PolicyLayers, user: Document): View {
  const merged = layered({}, policy, user);
  const faults: FieldFault[] = [];
  const servers: ServerSettings[] = [];
  const seen = new Set<string>();
  for (const entry of listOf(merged['servers'])) {
    const parsed = seen.has(idOf(entry)) ? twice : parseServer(kinds, entry);
    seen.add(idOf(entry));
    if ('server' in parsed) servers.push(parsed.server);
    else faults.push(...parsed.faults.map(({ path, text }) => ({ path: `servers.${idOf(entry)}.${path}`, text })));
  }
  for (const list of ['servers', 'rules']) {
    if (merged[list] !== undefined && !Array.isArray(merged[list]))
      faults.push({ path: list, text: 'This is no list' });
  }
  const preferred = preferencesOf(merged, faults);
  return { settings: { version: settingsVersion, ...preferred, servers, rules: listOf(merged['rules']) }, faults };
}

const twice = { faults: [{ path: 'id', text: 'Another server has this id' }] };

function preferencesOf(merged: Document, faults: FieldFault[]): Preferences {
  const parsed = preferences.safeParse(merged);
  if (parsed.success) return parsed.data;
  const found = faultsOf(parsed.error);
  faults.push(...found);
  const rest = found.reduce((document, { path }) => without(document, path.split('.')), merged);
  const again = preferences.safeParse(rest);
  return again.success ? again.data : preferences.parse({});
}

function without(document: Document, [field = '', ...deeper]: readonly string[]): Document {
  const inner = document[field];
  if (deeper.length > 0 && isDocument(inner)) return { ...document, [field]: without(inner, deeper) };
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== field));
}
