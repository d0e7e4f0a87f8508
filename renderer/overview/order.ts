import type { ServerState } from '../../preload/contract/api.ts';

/** How much a server wants to be looked at: 0 the most. */
function placeOf({ enabled, state, lostAt }: ServerState): number {
  if (!enabled) return 6;
  switch (state.name) {
    case 'blocked':
      return 0;
    case 'waiting':
      return 1;
    case 'connecting':
      return lostAt === null ? 4 : 2;
    case 'online':
      return state.limits.length > 0 ? 3 : 5;
    case 'stopped':
      return 6;
  }
}

/** Those in trouble first; among equals as they are configured. */
export function troubleFirst(servers: readonly ServerState[]): readonly ServerState[] {
  return servers.toSorted((one, other) => placeOf(one) - placeOf(other));
}
