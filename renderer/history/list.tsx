import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { parseQuery } from '../../preload/contract/search.ts';
import { historyScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { latin } from '../ui/keys.ts';
import { EmptyHistory } from './empty.tsx';
import { columns, drawnRow, type Scene } from './row.tsx';
import { allOf, extended, nothingSelected, toggled } from './selection.ts';
import { useRowPx, useSight } from './sight.ts';

/** How near the end the next page is asked for. */
const nearRows = 60;

/** The rows, of which only those in sight are in the page. */
export function List({ store }: { readonly store: Store }) {
  if (store.rows.value.rows.length > 0) return <Table store={store} />;
  // Of what was looked for before, it would be said that nothing is there.
  return store.rowsOf.value === store.filter.value ? <EmptyHistory store={store} /> : <div class="empty" />;
}

function Table({ store }: { readonly store: Store }) {
  const { rows, waiting } = store.rows.value;
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = useRowPx();
  const { first, end, gone, scrolled, show } = useSight(scroller, rows, rowPx);
  const at = store.at.value ?? store.place.value.event;
  const filter = store.filter.value;
  const { text = '' } = store.place.value.filter;
  const terms = useMemo(() => parseQuery(text), [text]);

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [filter]);
  // A list that is left, or lists nothing any more, is read by nobody; the next one begins at its top.
  useEffect(
    () => () => {
      store.scrolled.value = false;
    },
    [store],
  );
  useEffect(() => {
    if (end >= rows.length - nearRows) void store.more();
  }, [end, rows, store]);
  useEffect(() => {
    const index = store.rows.value.rows.findIndex(({ id }) => id === at);
    if (index >= 0) show(index);
  }, [at, store]);

  const inSight = rows.slice(first, end);
  const drawn = inSight.some(({ id }) => id === at);
  const scene: Scene = {
    at: store.at.value,
    open: store.place.value.event,
    chosen: store.selection.value.rows,
    fresh: store.fresh.value,
    alerts: store.told.value?.alerts,
    now: store.now.value,
    terms,
  };
  const rowUnder = ({ target }: Event) => {
    const id = (target as Element).closest<HTMLElement>('.row')?.dataset.event;
    return rows.find((row) => String(row.id) === id);
  };
  return (
    <div class="list">
      {waiting.count > 0 && (
        <button
          type="button"
          class="new"
          onClick={() => {
            store.at.value = null;
            scroller.current?.scrollTo({ top: 0 });
            void store.newest();
          }}
        >
          {historyScreen.newEvents(waiting.count, waiting.more)}
        </button>
      )}
      <div
        class="scroll"
        ref={scroller}
        onScroll={({ currentTarget: { scrollTop } }) => {
          store.scrolled.value = scrollTop > rowPx;
          scrolled(scrollTop);
        }}
      >
        <table
          id="rows"
          class="rows"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one stop for Tab: https://www.w3.org/WAI/ARIA/apg/patterns/grid/
          role="grid"
          tabIndex={0}
          aria-label={historyScreen.list}
          aria-multiselectable="true"
          aria-busy={store.rowsOf.value !== filter}
          aria-rowcount={gone + rows.length + 1}
          aria-activedescendant={drawn ? `event-${at}` : undefined}
          style={{ height: `${(gone + rows.length) * rowPx}px` }}
          onMouseDown={(event) => {
            // A range of rows is meant, not of text.
            if (event.shiftKey) event.preventDefault();
          }}
          onClick={(event) => {
            const row = rowUnder(event);
            if (row !== undefined) clicked(store, row, event);
          }}
          onKeyDown={(event) => {
            if (latin(event) !== 'a' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            store.selection.value = allOf(rows);
          }}
        >
          <thead class="unseen-text">
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {historyScreen[column]}
                </th>
              ))}
            </tr>
          </thead>
          {/* Moved as a whole: a style of its own on each row makes Chromium's look-up of styles slower with every row that went. */}
          <tbody style={{ transform: `translateY(${(gone + first) * rowPx}px)` }}>
            {inSight.map((row, offset) => drawnRow(row, gone + first + offset, scene))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A click opens; with Ctrl it takes a row into the selection or out of it, with Shift all rows up to it. */
function clicked(store: Store, row: EventRow, { ctrlKey, metaKey, shiftKey }: MouseEvent): void {
  const { selection, rows, at, place } = store;
  if (ctrlKey || metaKey) {
    selection.value = toggled(selection.value, row);
    return;
  }
  if (shiftKey) {
    selection.value = extended(selection.value, rows.value.rows, row, at.value ?? place.value.event);
    return;
  }
  at.value = null;
  selection.value = nothingSelected;
  store.go({ event: row.id });
}
