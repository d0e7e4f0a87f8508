import type { EventRow, Grounds } from '../../preload/contract/api.ts';
import type { History } from '../history/history.ts';
import { calmMs } from '../rules/storm.ts';
import type { Silence } from '../silence/silence.ts';

/** Gathers what is known of how an event came to its outcome. */
export async function groundsOf(
  { id, server, alert, subject, receivedAt, decision }: EventRow,
  history: Pick<History, 'grounds'>,
  silence: Pick<Silence, 'around'>,
): Promise<Grounds> {
  const { reason } = decision;
  const held = reason === 'paused' || reason === 'snoozed' || reason === 'quiet-hours' ? reason : null;
  return {
    ...(await history.grounds(id, calmMs)),
    heldBack: held === null ? null : silence.around(held, { server, alert, subject, at: receivedAt }),
  };
}
