import type { FieldFault } from '../../preload/contract/api.ts';
import type { Document } from './json.ts';
import { entryOf, idOf, lockedChanges, lockedPaths, over, type PolicyLayers } from './layers.ts';
import { preferences } from './preferences.ts';
import type { ServerKinds } from './schema.ts';

/** What a change is checked against. */
export interface Ground {
  readonly kinds: ServerKinds;
  readonly policy: PolicyLayers;
  readonly policyFile: string;
  readonly user: Document;
}

/** An entry with all layers applied, and what of it is locked. */
export function layeredEntry(
  ground: Ground,
  list: 'servers' | 'rules',
  entry: Document,
): { readonly faults: readonly FieldFault[]; readonly whole: Document } {
  const { policy, user } = ground;
  const id = idOf(entry);
  const start = `${list}.${id}.`;
  const locked = lockedFaults(ground, { [list]: [entry] }, { [list]: [entryOf(user[list], id)] });
  const faults = locked.map(({ path, text }) => ({ path: path.slice(start.length), text }));
  const whole = over(over(entryOf(policy.defaults[list], id), entry), entryOf(policy.enforced[list], id));
  return { faults, whole };
}

/** What a change would set otherwise than the policy has it; `user` is what stands there already. */
export function lockedFaults({ policy, policyFile }: Ground, change: Document, user: Document): readonly FieldFault[] {
  const text = administrators(policyFile);
  return lockedChanges(change, policy.enforced, user).map((path) => ({ path, text }));
}

/** Places of which nothing may be taken out: those that are no preference, and what the policy has. */
export function resetFaults({ policy, policyFile }: Ground, reset: readonly string[]): readonly FieldFault[] {
  const locked = lockedPaths(policy.enforced);
  const under = (one: string, other: string) => one === other || one.startsWith(`${other}.`);
  const unknown = reset.filter((path) => !Object.hasOwn(preferences.shape, path.split('.')[0] ?? ''));
  if (unknown.length > 0) return unknown.map((path) => ({ path, text: 'There is no such setting' }));
  return reset
    .filter((path) => locked.some((each) => under(each, path) || under(path, each)))
    .map((path) => ({ path, text: administrators(policyFile) }));
}

function administrators(policyFile: string): string {
  return `Your administrator has set this (${policyFile})`;
}
