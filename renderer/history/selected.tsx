import { snooze } from '../snoozing.ts';
import type { Store } from '../store.ts';
import { SnoozeMenu } from '../ui/snooze-menu.tsx';
import { copy } from './copy.ts';
import { ExportMenu } from './export-menu.tsx';
import { allOf, nothingSelected } from './selection.ts';

/** What can be done with the rows that were selected; stands where the filters are otherwise. */
export function Selected({ store }: { readonly store: Store }) {
  const { rows } = store.selection.value;
  const shown = store.rows.value.rows;
  const events = [...rows.values()].sort((one, other) => other.id - one.id);
  async function markSeen(): Promise<void> {
    if (await store.run('history.seen', { ids: [...rows.keys()] })) {
      store.say(`${rows.size.toLocaleString('en')} marked seen.`);
    }
  }
  return (
    <div class="bar selected" role="toolbar" aria-label="Selected events">
      <strong role="status">{rows.size.toLocaleString('en')} selected</strong>
      <button type="button" class="primary" onClick={() => void markSeen()}>
        Mark seen
      </button>
      <SnoozeMenu now={store.now.value} choose={(choice) => void snooze(store, events, choice)} />
      <ExportMenu store={store} />
      <button type="button" onClick={() => void copy(store, events)}>
        Copy
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          store.selection.value = allOf(shown);
        }}
      >
        Select all {shown.length.toLocaleString('en')} shown
      </button>
      <button
        type="button"
        class="link rest"
        onClick={() => {
          store.selection.value = nothingSelected;
          document.getElementById('rows')?.focus();
        }}
      >
        Clear (Esc)
      </button>
    </div>
  );
}
