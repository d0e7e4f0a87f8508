import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { outcomeWord, plain, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { SeverityMark } from '../ui/severity.tsx';
import { EmptyHistory } from './empty.tsx';

const rowPx = 28;
/** How near the end the next page is asked for. */
const nearRows = 30;

/** The rows, of which only those in sight are in the page. */
export function List({ store }: { readonly store: Store }) {
  const { rows, waiting } = store.rows.value;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual(scroller, rows);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const selected = rows.findIndex(({ id }) => id === store.place.value.event);

  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - nearRows) void store.more();
  }, [last, rows.length, store]);
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected);
  }, [selected, virtual]);

  if (rows.length === 0) return <EmptyHistory store={store} />;
  return (
    <div class="list">
      {waiting > 0 && (
        <button
          type="button"
          class="new"
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            void store.newest();
          }}
        >
          {waiting.toLocaleString('en')} new
        </button>
      )}
      <div
        class="scroll"
        ref={scroller}
        onScroll={({ currentTarget }) => {
          store.reading.value = currentTarget.scrollTop > rowPx;
        }}
      >
        <table class="rows" aria-label="Events, newest first" aria-rowcount={rows.length}>
          <thead class="unseen-text">
            <tr>
              <th>Time</th>
              <th>Severity</th>
              <th>Subject</th>
              <th>What</th>
              <th>Server</th>
              <th>Toast</th>
            </tr>
          </thead>
          <tbody style={{ height: `${virtual.getTotalSize()}px` }}>
            {items.map(({ index, start }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return <Row key={row.id} row={row} index={index} start={start} store={store} />;
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: EventRow;
  readonly index: number;
  readonly start: number;
  readonly store: Store;
}

function Row({ row, index, start, store }: RowProps) {
  const open = store.place.value.event === row.id;
  const unseen = row.seenAt === null && row.severity === 'critical';
  return (
    <tr
      class={`row ${row.severity} ${unseen ? 'alarm' : ''} ${open ? 'open' : ''}`}
      style={{ transform: `translateY(${start}px)` }}
      aria-rowindex={index + 1}
      aria-selected={open}
      data-event={row.id}
      onClick={() => store.go({ event: row.id })}
    >
      <td class="time">
        <Moment at={row.occurredAt} now={store.now.value} />
      </td>
      <td class="mark">
        <SeverityMark severity={row.severity} />
      </td>
      <td class="subject" title={subjectText(row)}>
        {subjectText(row)}
      </td>
      <td class="title" title={row.body}>
        <button type="button" class="plain">
          {plain(row.title)}
          {row.repeats > 0 && <span class="muted"> × {row.repeats + 1}</span>}
        </button>
        {row.body !== '' && <span class="muted"> {plain(row.body)}</span>}
      </td>
      <td class="server">{row.serverName}</td>
      <td class="outcome">{outcomeWord(row.decision.outcome)}</td>
    </tr>
  );
}

function useVirtual(scroller: { readonly current: HTMLDivElement | null }, rows: readonly EventRow[]) {
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const made = useRef<Virtualizer<HTMLDivElement, HTMLElement> | null>(null);
  const options = {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
    getItemKey: (index: number) => rows[index]?.id ?? index,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw(null),
  };
  made.current ??= new Virtualizer(options);
  const virtual = made.current;
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}
