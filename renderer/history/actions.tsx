import { covers, type EventRow } from '../../preload/contract/api.ts';
import {
  cut,
  frame,
  historyScreen,
  overviewScreen,
  plain,
  snoozeText,
  subjectText,
} from '../../preload/contract/texts/index.ts';
import { acknowledge, mayAcknowledge, openAlertOf } from '../acknowledging.ts';
import { type SnoozeScope, scopesOf, snooze } from '../snoozing.ts';
import type { Store } from '../store.ts';
import { SnoozeMenu } from '../ui/snooze-menu.tsx';
import { copy } from './copy.ts';
import { OpenLink } from './open-link.tsx';

interface ActionsProps {
  readonly store: Store;
  readonly event: EventRow;
  /** Into the server's own pages; null: none may be opened. */
  readonly link: string | null;
  /** Where opening it could not mark it. */
  readonly markSeen: (() => Promise<void>) | null;
}

/** What can be done with one event. */
export function Actions({ store, event, link, markSeen }: ActionsProps) {
  const held = (store.told.value?.silenced.snoozes ?? []).filter(({ what }) => covers(what, event));
  const alert = openAlertOf(store, event);
  const acknowledgedBy = alert?.acknowledgedBy ?? null;
  return (
    <>
      <div class="buttons">
        {alert !== undefined && mayAcknowledge(alert) && (
          <button type="button" onClick={() => void acknowledge(store, alert)}>
            {historyScreen.acknowledge}
          </button>
        )}
        {markSeen !== null && (
          <button type="button" class="primary" onClick={() => void markSeen()}>
            {historyScreen.markSeen}
          </button>
        )}
        <SnoozeMenu
          key={event.id}
          now={store.now.value}
          scopes={scopesOf(event).map((scope) => ({ scope, name: scopeName(event, scope) }))}
          choose={(choice, scope) => void snooze(store, [event], choice, scope)}
        />
        {link !== null && <OpenLink key={event.id} store={store} event={event} link={link} />}
        <button type="button" onClick={() => void copy(store, [event])}>
          {historyScreen.copy}
        </button>
        <a class="button" href={`#rules=new&from=${event.id}`}>
          {historyScreen.ruleFrom}
        </a>
      </div>
      {acknowledgedBy !== null && (
        <p class="words muted">
          <span aria-hidden="true">✓ </span>
          {overviewScreen.acknowledgedBy(plain(acknowledgedBy))}
        </p>
      )}
      {held.map((each) => (
        <p key={JSON.stringify(each.what)} class="snoozed">
          {historyScreen.snoozed(snoozeText(each, store.now.value))}{' '}
          <button type="button" class="link" onClick={() => void store.run('unsnooze', { what: each.what })}>
            {historyScreen.endSnooze}
          </button>
        </p>
      ))}
    </>
  );
}

function scopeName(event: EventRow, scope: SnoozeScope): string {
  if (scope === 'it') return event.alert === null ? cut(subjectText(event), 40) : frame.snoozeIt;
  return frame.snoozeAll(cut(scope === 'subject' ? subjectText(event) : event.serverName, 40));
}
