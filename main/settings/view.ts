import type {
  FieldFault,
  Notice,
  Preferences,
  RuleView,
  ServerSettings,
  UnfinishedServer,
} from '../../preload/contract/api.ts';
import { type Document, isDocument, without } from './json.ts';
import { idOf, layered, listOf, over, type PolicyLayers } from './layers.ts';
import { faultsOf, ownWords } from './misfits.ts';
import { preferences } from './preferences.ts';
import { readRules } from './rules.ts';
import { parseServer, type ServerKinds, settingsVersion } from './schema.ts';
import type { Settings } from './store.ts';

/** A fault with the entry that has it, `servers.noc`; null outside of entries. Its path is from the top: `servers.noc.url`. */
interface ViewFault extends FieldFault {
  readonly entry: string | null;
}

/** The settings with all layers applied, and what of them had to be left out. */
export interface View {
  readonly settings: Settings;
  /** The preferences where the user has set none. */
  readonly defaults: Preferences;
  readonly rules: readonly RuleView[];
  readonly faults: readonly ViewFault[];
  /** Servers of the policy that fit but for what is missing; `settings` without what is built in. */
  readonly unfinished: readonly UnfinishedServer[];
}

/**
 * Applies the layers. A server or rule that does not fit is left out and told, the others go on; a preference that does not fit
 * counts as if the user had not set it.
 */
export function viewOf(kinds: ServerKinds, policy: PolicyLayers, user: Document): View {
  const merged = layered(policy, user);
  const faults: ViewFault[] = [...listFaults(merged, 'servers'), ...listFaults(merged, 'rules')];
  const servers: ServerSettings[] = [];
  const unfinished: UnfinishedServer[] = [];
  const ofPolicy = new Set(listOf(over(policy.defaults, policy.enforced)['servers']).map(idOf));
  const seen = new Set<string>();
  for (const entry of listOf(merged['servers'])) {
    const id = idOf(entry);
    const parsed = seen.has(id) ? twice : parseServer(kinds, entry);
    const lacks = ofPolicy.has(id) && !seen.has(id) && 'faults' in parsed && parsed.faults.every(isAbsence(entry));
    seen.add(id);
    if ('server' in parsed) servers.push(parsed.server);
    else faults.push(...entryFaults(`servers.${id}`, parsed.faults));
    if (lacks)
      unfinished.push({ id, name: String(entry['name'] ?? id), protocol: String(entry['protocol']), settings: entry });
  }
  const { views, ...rules } = readRules(policy, user, merged['rules']);
  for (const rule of views) faults.push(...entryFaults(`rules.${rule.id}`, rule.faults));
  const preferred = preferencesOf(policy, user);
  return {
    settings: { version: settingsVersion, ...preferred.preferences, servers, ...rules },
    defaults: preferencesOf(policy, {}).preferences,
    rules: views,
    faults: [...faults, ...preferred.faults],
    unfinished,
  };
}

/** The faults as notices, each naming the file in which it is to be corrected. */
export function faultNotices(
  { faults, unfinished }: View,
  user: Document,
  files: { user: string; policy: string },
): readonly Notice[] {
  const entries = new Set(entriesOf(user));
  const waiting = new Set(unfinished.map(({ id }) => `servers.${id}`));
  const unusable = faults.filter(({ entry }) => entry === null || !waiting.has(entry));
  return [
    ...unfinished.map(({ id, name }): Notice => ({ code: 'server-unfinished', params: { server: id, name } })),
    ...unusable.map(({ path, text, entry }): Notice => {
      const file = entry === null || entries.has(entry) ? files.user : files.policy;
      return { code: 'setting-unusable', params: { path, text, file } };
    }),
  ];
}

/** The places of the servers and rules of a document: `servers.noc`. */
export function entriesOf(document: Document): readonly string[] {
  return ['servers', 'rules'].flatMap((list) => listOf(document[list]).map((entry) => `${list}.${idOf(entry)}`));
}

/** Whether a fault is that nothing stands there, at a place that the form of the server has. */
function isAbsence(entry: Document): (fault: FieldFault) => boolean {
  return ({ path }) => path !== 'id' && path !== 'protocol' && valueAt(entry, path.split('.')) === undefined;
}

function valueAt(value: unknown, [field, ...deeper]: readonly string[]): unknown {
  if (field === undefined) return value;
  return isDocument(value) && Object.hasOwn(value, field) ? valueAt(value[field], deeper) : undefined;
}

function entryFaults(entry: string, faults: readonly FieldFault[]): readonly ViewFault[] {
  return faults.map(({ path, text }) => ({ path: `${entry}.${path}`, text, entry }));
}

const twice = { faults: [{ path: 'id', text: 'Another server has this id' }] };

function listFaults(merged: Document, list: string): readonly ViewFault[] {
  const value = merged[list];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ path: list, text: 'This is no list', entry: null }];
  return value.flatMap((entry: unknown, index) =>
    isDocument(entry) ? [] : [{ path: `${list}.${index}`, text: 'This is no object', entry: null }],
  );
}

function preferencesOf(policy: PolicyLayers, user: Document) {
  const parsed = preferences.safeParse(layered(policy, user), { error: ownWords });
  if (parsed.success) return { preferences: parsed.data satisfies Preferences, faults: [] };
  const besides = (depth: number) =>
    parsed.error.issues.reduce((left, { path }) => without(left, path.map(String).slice(0, depth)), user);
  const fitting = preferences.safeParse(layered(policy, besides(Number.POSITIVE_INFINITY)));
  // What lacks a part goes as a whole. A policy was checked when it was read, so without the user's faults all of it fits.
  const left = fitting.success ? fitting.data : preferences.parse(layered(policy, besides(2)));
  return { preferences: left, faults: faultsOf(parsed.error).map((fault) => ({ ...fault, entry: null })) };
}
