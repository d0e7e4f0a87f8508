import { useEffect, useRef } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { clockText, outcomeWord, plain, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { SeverityMark } from '../ui/severity.tsx';
import { EmptyHistory } from './empty.tsx';
import { useRowPx, useVirtual } from './virtual.ts';

/** How near the end the next page is asked for. */
const nearRows = 30;
/** From how far apart both times are told. */
const lateMs = 60_000;
const columns = ['Time', 'Severity', 'Subject', 'What', 'Server', 'Toast'];

/** The rows, of which only those in sight are in the page. */
export function List({ store }: { readonly store: Store }) {
  const { rows, waiting } = store.rows.value;
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = useRowPx();
  const virtual = useVirtual(scroller, rows, rowPx);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const at = store.at.value ?? store.place.value.event;
  const filter = store.filter.value;

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [filter]);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - nearRows) void store.more();
  }, [last, rows, store]);
  useEffect(() => {
    const index = store.rows.value.rows.findIndex(({ id }) => id === at);
    if (index >= 0) virtual.scrollToIndex(index);
  }, [at, store, virtual]);

  if (rows.length === 0) return <EmptyHistory store={store} />;
  const drawn = items.some(({ index }) => rows[index]?.id === at);
  return (
    <div class="list">
      {waiting > 0 && (
        <button
          type="button"
          class="new"
          onClick={() => {
            store.at.value = null;
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
          store.scrolled.value = currentTarget.scrollTop > rowPx;
        }}
      >
        <table
          id="rows"
          class="rows"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one stop for Tab: https://www.w3.org/WAI/ARIA/apg/patterns/grid/
          role="grid"
          tabIndex={0}
          aria-label="Events, newest first"
          aria-rowcount={rows.length + 1}
          aria-activedescendant={drawn ? `event-${at}` : undefined}
        >
          <thead class="unseen-text">
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
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
  const marks = [
    'row',
    row.severity,
    row.seenAt === null && row.severity === 'critical' ? 'alarm' : '',
    row.kind === 'connection' ? 'gap' : '',
    row.id > store.fresh.value ? 'fresh' : '',
    store.at.value === row.id ? 'at' : '',
    open ? 'open' : '',
  ];
  const now = store.now.value;
  const subject = plain(subjectText(row));
  return (
    <tr
      id={`event-${row.id}`}
      class={marks.filter((mark) => mark !== '').join(' ')}
      style={{ transform: `translateY(${start}px)` }}
      aria-rowindex={index + 2}
      aria-selected={open}
      data-event={row.id}
      onClick={() => {
        store.at.value = null;
        store.go({ event: row.id });
      }}
    >
      <td class="time">
        <Moment at={row.occurredAt} now={now} />
      </td>
      <td class="mark">
        <SeverityMark severity={row.severity} />
      </td>
      <td class="subject" title={subject}>
        {subject}
      </td>
      <td class="title" title={plain(`${row.title} ${row.body}`)}>
        {plain(row.title)}
        {row.repeats > 0 && <span class="muted"> × {row.repeats + 1}</span>}
        {row.body !== '' && <span class="muted"> {plain(row.body)}</span>}
        {Math.abs(row.receivedAt - row.occurredAt) > lateMs && (
          <span class="muted"> came {clockText(row.receivedAt, now)}</span>
        )}
      </td>
      <td class="server">{plain(row.serverName)}</td>
      <td class="outcome">{outcomeWord(row.decision.outcome)}</td>
    </tr>
  );
}
