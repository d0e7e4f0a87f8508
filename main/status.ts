import type { Cause, ServerState, Silenced, Status } from '../preload/contract/api.ts';
import { causeText, inEnglish } from '../preload/contract/texts/index.ts';

/** What `tocsin status` says of a running host. */
export function statusOf(
  states: readonly ServerState[],
  openAlerts: number,
  unseen: number,
  { paused, quiet, snoozes }: Silenced,
): Status {
  return {
    servers: states.map(serverStatus),
    openAlerts,
    unseen,
    paused: paused === null ? null : { until: paused.until },
    quiet: quiet === null ? null : { until: quiet.until },
    snoozed: snoozes.length,
  };
}

function serverStatus({ id, name, protocol, state, since }: ServerState): Status['servers'][number] {
  const limits = state.name === 'online' ? state.limits : [];
  return {
    id,
    name,
    protocol,
    state: state.name,
    since,
    why: state.name === 'waiting' || state.name === 'blocked' ? worded(state.why) : null,
    limits: limits.map(({ subscription, why }) => ({ subscription, ...worded(why) })),
  };
}

/** Other programs read it. */
function worded(cause: Cause) {
  return { code: cause.code, text: inEnglish(() => causeText(cause).why) };
}
