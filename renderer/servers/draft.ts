import type { Field, ProtocolView, Snapshot } from '../../preload/contract/api.ts';
import { lockAt } from '../locks.ts';

/** A server's settings while they are in the form. */
export type Draft = Readonly<Record<string, unknown>>;

/** What stands at a dotted path; undefined where nothing does. */
export function valueAt(draft: Draft, path: string): unknown {
  return path.split('.').reduce<unknown>((value, field) => (isDraft(value) ? value[field] : undefined), draft);
}

/** The draft with another value at a dotted path; undefined takes the field away, and what is empty by that. */
export function withValue(draft: Draft, path: string, value: unknown): Draft {
  const [field = '', ...deeper] = path.split('.');
  const inner = draft[field];
  const next = deeper.length === 0 ? value : withValue(isDraft(inner) ? inner : {}, deeper.join('.'), value);
  const rest = Object.entries(draft).filter(([name]) => name !== field);
  const empty = next === undefined || (deeper.length > 0 && isDraft(next) && Object.keys(next).length === 0);
  return empty ? Object.fromEntries(rest) : { ...draft, [field]: next };
}

/**
 * A new server of a kind, with what its fields begin with. Its id is drawn by lot: another window may add one at the same
 * time, and the history of one that was removed has its id still.
 */
export function newDraft(protocol: ProtocolView, lot = crypto.getRandomValues(new Uint32Array(1))): Draft {
  const id = `${protocol.name}-${(lot[0] ?? 0).toString(36).padStart(7, '0')}`;
  const begin: Draft = { id, name: '', protocol: protocol.name, enabled: true, url: '' };
  return protocol.fields.reduce(
    (draft, { path, initial }) => (initial === undefined ? draft : withValue(draft, path, initial)),
    begin,
  );
}

/** Whether a field is shown with what the others hold. */
export function isShown({ when }: Field, draft: Draft): boolean {
  return when === undefined || when.is.includes(valueAt(draft, when.path));
}

/** Whether a new server needs it before anything else: where it is, who asks, and what has no default. */
export function isAskedFirst({ group, required }: Field): boolean {
  return group === 'connection' || required === true;
}

/** What is there of a server, with what its fields begin with where nothing is. */
export function begunDraft(protocol: ProtocolView, settings: Draft): Draft {
  const begin: Draft = { enabled: true, url: '', ...settings, name: settings['name'] ?? settings['id'] };
  return protocol.fields.reduce(
    (draft, { path, initial }) =>
      initial === undefined || valueAt(draft, path) !== undefined ? draft : withValue(draft, path, initial),
    begin,
  );
}

/** What the switches that are on add to the list of the field at a path. */
export function addedTo(fields: readonly Field[], draft: Draft, path: string): readonly unknown[] {
  return fields.flatMap(({ adds, path: own, initial }) =>
    adds?.path === path && (valueAt(draft, own) ?? initial) === true ? adds.items : [],
  );
}

/** What goes to main: fields that are not shown now are left out. */
export function sent(draft: Draft, fields: readonly Field[]): Draft {
  return fields.reduce((kept, field) => (isShown(field, draft) ? kept : withValue(kept, field.path, undefined)), draft);
}

/** Whether a person signs in to a server with its provider. */
export function wantsPerson(server: Draft): boolean {
  return valueAt(server, 'auth.type') === 'oidc';
}

/** The file that locks a field of a server, or a part of it; null: it can be changed. */
export function lockOf(locked: Snapshot['locked'] | undefined, server: string, path: string): string | null {
  return lockAt(locked, `servers.${server}.${path}`);
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
