import { useMemo } from 'preact/hooks';
import type { Store } from '../store.ts';
import { useKeys } from '../ui/keys.ts';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { List } from './list.tsx';

/** What was received, newest first and live. */
export function HistoryScreen({ store }: { readonly store: Store }) {
  const { event } = store.place.value;
  const keys = useMemo(() => {
    const move = (by: number) => {
      const { rows } = store.rows.value;
      const at = rows.findIndex(({ id }) => id === store.place.value.event);
      const next = rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
      if (next !== undefined) store.go({ event: next.id }, 'replace');
    };
    return {
      j: () => move(1),
      k: () => move(-1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: () => store.go({ event: null }),
      '/': () => document.getElementById('search')?.focus(),
      e: () => {
        const id = store.place.value.event;
        if (id !== null) void store.run('history.seen', { ids: [id] });
      },
    };
  }, [store]);
  useKeys(keys);
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
