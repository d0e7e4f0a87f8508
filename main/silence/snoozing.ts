import { covers, type EventRow, type SnoozeTarget, snoozeTargetOf } from '../../preload/contract/api.ts';
import { subjectText } from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';

/** What the snooze of a toast is about: its alert, or its subject where no alert carries it; null: it has neither. */
export function snoozeOf(row: EventRow): { readonly what: SnoozeTarget; readonly name: string } | null {
  const what = snoozeTargetOf(row);
  return what === null ? null : { what, name: subjectText(row) };
}

/** What a thing is called that is to be snoozed; null: there is no such server or open alert. */
export function snoozeNames(
  alerts: Pick<Alerts, 'get' | 'of'>,
  serverName: (id: string) => string | null,
): (what: SnoozeTarget) => string | null {
  return (what) => {
    const server = serverName(what.server);
    if (server === null || what.type === 'server') return server;
    const found =
      what.type === 'alert'
        ? alerts.get(what.server, what.key)
        : alerts
            .of(what.server)
            .find(({ record: { server, key, subject } }) => covers(what, { server, alert: key, subject }));
    if (found) return subjectText({ ...found.record, serverName: server });
    return what.type === 'alert' ? null : `${what.subjectType} ${what.subjectId}`;
  };
}
