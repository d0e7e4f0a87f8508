import type { EventRow } from '../../preload/contract/api.ts';
import { covers } from '../../preload/contract/snoozes.ts';
import { snoozeText } from '../../preload/contract/texts/index.ts';
import { snooze } from '../snoozing.ts';
import type { Store } from '../store.ts';
import { SnoozeMenu } from '../ui/snooze-menu.tsx';
import { copy } from './copy.ts';
import { OpenLink } from './open-link.tsx';

interface ActionsProps {
  readonly store: Store;
  readonly event: EventRow;
  /** Where opening it could not mark it. */
  readonly markSeen: (() => Promise<void>) | null;
}

/** What can be done with one event. */
export function Actions({ store, event, markSeen }: ActionsProps) {
  const held = (store.told.value?.silenced.snoozes ?? []).filter(({ what }) => covers(what, event));
  return (
    <>
      <div class="buttons">
        {markSeen !== null && (
          <button type="button" class="primary" onClick={() => void markSeen()}>
            Mark seen
          </button>
        )}
        <SnoozeMenu now={store.now.value} choose={(choice) => void snooze(store, [event], choice)} />
        <OpenLink key={event.id} store={store} event={event} />
        <button type="button" onClick={() => void copy(store, [event])}>
          Copy
        </button>
        <a class="button" href={`#rules=new&from=${event.id}`}>
          Rule from this
        </a>
      </div>
      {held.map((each) => (
        <p key={JSON.stringify(each.what)} class="snoozed">
          Snoozed: {snoozeText(each, store.now.value)}{' '}
          <button type="button" class="link" onClick={() => void store.run('unsnooze', { what: each.what })}>
            End the snooze
          </button>
        </p>
      ))}
    </>
  );
}
