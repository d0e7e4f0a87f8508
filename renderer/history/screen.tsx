import { useMemo } from 'preact/hooks';
import { frame, historyScreen } from '../../preload/contract/texts/index.ts';
import { acknowledge, mayAcknowledge, openAlertOf } from '../acknowledging.ts';
import { markSeen } from '../marking.ts';
import type { Store } from '../store.ts';
import { type Keys, useKeys } from '../ui/keys.ts';
import { onceShown } from '../ui/once-shown.ts';
import { copy } from './copy.ts';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { focusList } from './focus-list.ts';
import { Foot } from './foot.tsx';
import { List } from './list.tsx';
import { Selected } from './selected.tsx';
import { extended, nothingSelected, toggled } from './selection.ts';

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
      <h1 class="unseen-text">{frame.history}</h1>
      {store.selection.value.rows.size > 0 ? <Selected store={store} /> : <Filters store={store} />}
      <div class="columns">
        <List store={store} />
        {event !== null && <Detail store={store} id={event} />}
      </div>
      <Foot store={store} />
    </div>
  );
}

function listKeys(store: Store): Keys {
  const here = () => store.at.value ?? store.place.value.event;
  const rowHere = () => store.rows.value.rows.find(({ id }) => id === here());
  const move = (by: number, { shiftKey }: KeyboardEvent) => {
    const { rows } = store.rows.value;
    const from = here();
    const at = rows.findIndex(({ id }) => id === from);
    const next = rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next === undefined) return;
    store.at.value = next.id;
    if (shiftKey) store.selection.value = extended(store.selection.value, rows, next, from);
    // Only an open detail goes along: moving past a row does not mark it seen.
    if (store.place.value.event !== null) store.go({ event: next.id }, 'replace');
  };
  const open = () => {
    const id = here();
    if (id === null) return;
    store.go({ event: id });
    onceShown(() => document.querySelector<HTMLElement>('.detail')?.focus());
  };
  return {
    j: (event) => move(1, event),
    k: (event) => move(-1, event),
    J: (event) => move(1, event),
    K: (event) => move(-1, event),
    ArrowDown: (event) => move(1, event),
    ArrowUp: (event) => move(-1, event),
    PageDown: (event) => move(pageRows, event),
    PageUp: (event) => move(-pageRows, event),
    Home: (event) => move(Number.NEGATIVE_INFINITY, event),
    End: (event) => move(Number.POSITIVE_INFINITY, event),
    Enter: open,
    x: () => {
      const row = rowHere();
      if (row !== undefined) store.selection.value = toggled(store.selection.value, row);
    },
    e: () => {
      const id = here();
      const ids =
        store.selection.value.rows.size > 0 ? [...store.selection.value.rows.keys()] : id === null ? [] : [id];
      if (ids.length > 0) void markSeen(store, { ids }, historyScreen.marked(ids.length));
    },
    a: () => {
      const row = rowHere();
      const alert = row === undefined ? undefined : openAlertOf(store, row);
      if (alert !== undefined && mayAcknowledge(alert)) void acknowledge(store, alert);
    },
    s: () => {
      const row = rowHere();
      const isMenuThere = store.selection.value.rows.size > 0 || store.place.value.event !== null;
      if (isMenuThere) return openSnoozeMenu();
      if (row === undefined) return;
      store.selection.value = toggled(nothingSelected, row);
      onceShown(openSnoozeMenu);
    },
    c: () => {
      const row = rowHere();
      const chosen = [...store.selection.value.rows.values()].sort((one, other) => other.id - one.id);
      if (chosen.length > 0) void copy(store, chosen);
      else if (row !== undefined) void copy(store, [row]);
    },
  };
}

/** One step out: of the search, of the detail, of the row. */
function leave(store: Store): void {
  const searching = document.activeElement?.id === 'search';
  if (!searching && store.place.value.event !== null) store.go({ event: null });
  else if (!searching && store.selection.value.rows.size > 0) store.selection.value = nothingSelected;
  else if (!searching) store.at.value = null;
  onceShown(focusList);
}

function openSnoozeMenu(): void {
  document.querySelector<HTMLButtonElement>('button.snooze[aria-expanded=false]')?.click();
}
