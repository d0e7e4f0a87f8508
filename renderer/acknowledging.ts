import type { Alert } from '../preload/contract/api.ts';
import { frame, plain, subjectText } from '../preload/contract/texts/index.ts';
import type { Store } from './store.ts';

/** Whether its server would take an acknowledgement. */
export function mayAcknowledge({ acknowledgeable, acknowledgedBy }: Alert): boolean {
  return acknowledgeable && acknowledgedBy === null;
}

/** Acknowledges it on its server; the list shows it once the server has said so. */
export async function acknowledge(store: Store, alert: Alert): Promise<void> {
  const { server, key } = alert;
  if (await store.run('alerts.acknowledge', { server, key })) store.say(frame.acknowledged(plain(subjectText(alert))));
}
