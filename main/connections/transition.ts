import type { ConnectionState, Limit } from '../../preload/contract/api.ts';
import { isLately } from '../clock.ts';
import type { Down } from '../protocols/protocol.ts';
import { backoffMs, spreadOut } from './backoff.ts';

/** A connection's state and how often it has failed in a row. */
export interface Life {
  readonly state: ConnectionState;
  /** Reset only after 30 s online: a server that accepts and drops is backed off from as well. */
  readonly failures: number;
}

export type Input =
  /** Begin, try again at once, or make the line anew: by its settings, by the user, after the machine slept. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'up' }
  | { readonly type: 'limited'; readonly limits: readonly Limit[] }
  | { readonly type: 'down'; readonly down: Down }
  /** The time to try again has come. */
  | { readonly type: 'due' }
  | { readonly type: 'block'; readonly down: Pick<Down, 'cause'> };

const settledMs = 30_000;

export const stopped: Life = { state: { name: 'stopped' }, failures: 0 };

/** What a connection becomes. An input that means nothing in a state changes nothing. */
export function transition(life: Life, input: Input, now: number, random: () => number): Life {
  const { state, failures } = life;
  switch (input.type) {
    case 'start':
      return { state: { name: 'connecting', attempt: 1 }, failures: 0 };
    case 'stop':
      return stopped;
    case 'up':
      return state.name === 'connecting' ? { state: { name: 'online', since: now, limits: [] }, failures } : life;
    case 'limited':
      return state.name === 'online' ? { state: { ...state, limits: input.limits }, failures } : life;
    case 'due':
      return state.name === 'waiting' ? { state: { name: 'connecting', attempt: failures + 1 }, failures } : life;
    case 'block':
      return { state: { name: 'blocked', why: input.down.cause }, failures: 0 };
    case 'down':
      return state.name === 'connecting' || state.name === 'online' ? lost(life, input.down, now, random) : life;
  }
}

function lost({ state, failures }: Life, { cause, fatal, byServer }: Down, now: number, random: () => number): Life {
  if (fatal) return { state: { name: 'blocked', why: cause }, failures: 0 };
  const settled = state.name === 'online' && !isLately(state.since, settledMs, now);
  const failed = (settled ? 0 : failures) + 1;
  const delayMs = byServer && failed === 1 ? spreadOut(random) : backoffMs(failed, random);
  return { state: { name: 'waiting', attempt: failed, retryAt: now + delayMs, why: cause }, failures: failed };
}
