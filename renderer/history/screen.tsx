import { useMemo } from 'preact/hooks';
import type { Store } from '../store.ts';
import { type Keys, useKeys } from '../ui/keys.ts';
import { copy } from './copy.ts';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { List } from './list.tsx';

const pageRows = 10;

/** What was received, newest first and live. */
export function HistoryScreen({ store }: { readonly store: Store }) {
  const { event } = store.place.value;
  useKeys(
    useMemo(() => listKeys(store), [store]),
    '.columns',
  );
  useKeys(useMemo(() => ({ Escape: () => leave(store) }), [store]));
  return (
    <div class={`history ${event === null ? '' : 'with-detail'}`}>
      <h1 class="unseen-text">History</h1>
      <Filters store={store} />
      <div class="columns">
        <List store={store} />
        {event !== null && <Detail store={store} id={event} />}
      </div>
    </div>
  );
}

function listKeys(store: Store): Keys {
  const here = () => store.at.value ?? store.place.value.event;
  const move = (by: number) => {
    const { rows } = store.rows.value;
    const at = rows.findIndex(({ id }) => id === here());
    const next = rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next === undefined) return;
    store.at.value = next.id;
    // Only an open detail goes along: moving past a row does not mark it seen.
    if (store.place.value.event !== null) store.go({ event: next.id }, 'replace');
  };
  const open = () => {
    const id = here();
    if (id === null) return;
    store.go({ event: id });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.detail')?.focus());
  };
  return {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(pageRows),
    PageUp: () => move(-pageRows),
    Home: () => move(Number.NEGATIVE_INFINITY),
    End: () => move(Number.POSITIVE_INFINITY),
    Enter: open,
    e: () => {
      const id = here();
      if (id !== null) void store.run('history.seen', { ids: [id] });
    },
    c: () => {
      const row = store.rows.value.rows.find(({ id }) => id === here());
      if (row !== undefined) void copy(store, row);
    },
  };
}

/** One step out: of the search, of the detail, of the row. */
function leave(store: Store): void {
  const searching = document.activeElement?.id === 'search';
  if (!searching && store.place.value.event !== null) store.go({ event: null });
  else if (!searching) store.at.value = null;
  document.getElementById('rows')?.focus();
}
