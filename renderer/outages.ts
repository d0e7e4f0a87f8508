import type { Cause, ServerState } from '../preload/contract/api.ts';

/** Why each server that is out of reach, or wants something, is not online; by id. */
export type Outages = ReadonlyMap<string, Cause>;

/**
 * Why servers are not online now. The cause of an outage holds while the line is tried again: what it says would come and
 * go with every attempt, and move the screen each time.
 */
export function outagesOf(before: Outages, servers: readonly ServerState[]): Outages {
  const causes = servers.flatMap(({ id, enabled, state, lostAt }): readonly [string, Cause][] => {
    if (!enabled) return [];
    if (state.name === 'waiting' || state.name === 'blocked') return [[id, state.why]];
    const known = state.name === 'connecting' && lostAt !== null ? before.get(id) : undefined;
    return known === undefined ? [] : [[id, known]];
  });
  return new Map(causes);
}
