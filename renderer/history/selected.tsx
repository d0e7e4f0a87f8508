import { historyScreen } from '../../preload/contract/texts/index.ts';
import { markSeen } from '../marking.ts';
import { snooze } from '../snoozing.ts';
import type { Store } from '../store.ts';
import { SnoozeMenu } from '../ui/snooze-menu.tsx';
import { copy } from './copy.ts';
import { ExportMenu } from './export-menu.tsx';
import { focusList } from './focus-list.ts';
import { allOf, nothingSelected } from './selection.ts';

/** What can be done with the rows that were selected; stands where the filters are otherwise. */
export function Selected({ store }: { readonly store: Store }) {
  const { rows } = store.selection.value;
  const shown = store.rows.value.rows;
  const events = [...rows.values()].sort((one, other) => other.id - one.id);
  return (
    <div class="bar selected" role="toolbar" aria-label={historyScreen.selectedEvents}>
      <strong role="status">{historyScreen.selected(rows.size)}</strong>
      <button
        type="button"
        class="primary"
        onClick={() => void markSeen(store, { ids: [...rows.keys()] }, historyScreen.marked(rows.size))}
      >
        {historyScreen.markSeen}
      </button>
      <SnoozeMenu now={store.now.value} choose={(choice) => void snooze(store, events, choice)} />
      <ExportMenu store={store} />
      <button type="button" onClick={() => void copy(store, events)}>
        {historyScreen.copy}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          store.selection.value = allOf(shown);
        }}
      >
        {historyScreen.selectAll(shown.length)}
      </button>
      <button
        type="button"
        class="link rest"
        onClick={() => {
          store.selection.value = nothingSelected;
          focusList();
        }}
      >
        {historyScreen.clear}
      </button>
    </div>
  );
}
