import type { Alert, EventRow } from '../preload/contract/api.ts';
import { frame, plain, subjectText } from '../preload/contract/texts/index.ts';
import type { Store } from './store.ts';

/** Whether its server would take an acknowledgement. */
export function mayAcknowledge({ acknowledgeable, acknowledgedBy }: Alert): boolean {
  return acknowledgeable && acknowledgedBy === null;
}

/** The open alert that an event belongs to, where it is one of those that are listed. */
export function openAlertOf(store: Store, event: Pick<EventRow, 'server' | 'alert'>): Alert | undefined {
  return store.told.value?.alerts.list.find(({ server, key }) => server === event.server && key === event.alert);
}

/** Acknowledges it on its server; the list shows it once the server has said so. */
export async function acknowledge(store: Store, alert: Alert): Promise<void> {
  const { server, key } = alert;
  if (await store.run('alerts.acknowledge', { server, key })) store.say(frame.acknowledged(plain(subjectText(alert))));
}
