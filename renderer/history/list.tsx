import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { parseQuery, type Term } from '../../preload/contract/search.ts';
import {
  clockText,
  cut,
  dayAndTime,
  gapText,
  historyScreen,
  inWordsOfNow,
  outcomeWord,
  secondText,
  subjectText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SeverityMark } from '../ui/severity.tsx';
import { isAlarming } from './alarm.ts';
import { EmptyHistory } from './empty.tsx';
import { Marked } from './marked.tsx';
import { allOf, extended, nothingSelected, toggled } from './selection.ts';
import { useRowPx, useSight } from './sight.ts';

/** How near the end the next page is asked for. */
const nearRows = 30;
/** From how far apart both times are told. */
const lateMs = 60_000;
/** More than this is never in sight. */
const titleLength = 300;
const subjectLength = 80;
const columns = ['time', 'severity', 'subject', 'what', 'server', 'toast'] as const;

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
  const { first, end, scrolled, show } = useSight(scroller, rows, rowPx);
  const at = store.at.value ?? store.place.value.event;
  const filter = store.filter.value;
  const { text = '' } = store.place.value.filter;
  const terms = useMemo(() => parseQuery(text), [text]);

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [filter]);
  useEffect(() => {
    if (end >= rows.length - nearRows) void store.more();
  }, [end, rows, store]);
  useEffect(() => {
    const index = store.rows.value.rows.findIndex(({ id }) => id === at);
    if (index >= 0) show(index);
  }, [at, store]);

  const inSight = rows.slice(first, end);
  const drawn = inSight.some(({ id }) => id === at);
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
          {historyScreen.newEvents(waiting)}
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
          aria-rowcount={rows.length + 1}
          aria-activedescendant={drawn ? `event-${at}` : undefined}
          style={{ height: `${rows.length * rowPx}px` }}
          onKeyDown={(event) => {
            if (event.key !== 'a' || !(event.ctrlKey || event.metaKey)) return;
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
          <tbody style={{ transform: `translateY(${first * rowPx}px)` }}>
            {inSight.map((row, offset) => (
              <Row key={row.id} row={row} index={first + offset} store={store} terms={terms} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: EventRow;
  readonly index: number;
  readonly store: Store;
  readonly terms: readonly Term[];
}

function Row({ row, index, store, terms }: RowProps) {
  const open = store.place.value.event === row.id;
  const chosen = store.selection.value.rows.has(row.id);
  const now = store.now.value;
  const alerts = store.told.value?.alerts;
  const gap = gapText(row, now);
  const marks = [
    'row',
    row.severity,
    alerts !== undefined && isAlarming(row, alerts) ? 'alarm' : '',
    gap === null ? '' : 'gap',
    row.id > store.fresh.value ? 'fresh' : '',
    store.at.value === row.id ? 'at' : '',
    open ? 'open' : '',
    chosen ? 'chosen' : '',
  ];
  return (
    <tr
      id={`event-${row.id}`}
      class={marks.filter((mark) => mark !== '').join(' ')}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      aria-current={open ? 'true' : undefined}
      data-event={row.id}
      onMouseDown={(event) => {
        // A range of rows is meant, not of text.
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={(event) => clicked(store, row, event)}
    >
      <td class="time">
        <Time at={row.occurredAt} now={now} />
      </td>
      {gap === null ? (
        <Cells row={row} now={now} terms={terms} />
      ) : (
        <td class="across" colSpan={columns.length - 1} title={gap}>
          <span>{gap}</span>
        </td>
      )}
    </tr>
  );
}

interface CellsProps {
  readonly row: EventRow;
  readonly now: number;
  readonly terms: readonly Term[];
}

function Cells({ row, now, terms }: CellsProps) {
  const subject = cut(subjectText(row), subjectLength);
  const said = inWordsOfNow(row);
  const title = cut(said.title, titleLength);
  const body = cut(said.body, titleLength);
  return (
    <>
      <td class="mark">
        <SeverityMark severity={row.severity} />
      </td>
      <td class="subject" title={subject}>
        <Marked text={subject} terms={terms} />
      </td>
      <td class="title" title={`${title} ${body}`}>
        <span class="words">
          <Marked text={title} terms={terms} />
          {row.repeats > 0 && <span class="muted"> × {row.repeats + 1}</span>}
          {body !== '' && (
            <span class="muted">
              {' '}
              <Marked text={body} terms={terms} />
            </span>
          )}
        </span>
        {Math.abs(row.receivedAt - row.occurredAt) > lateMs && (
          <span class="came"> {historyScreen.cameAt(clockText(row.receivedAt, now))}</span>
        )}
      </td>
      <td class="server">{cut(row.serverName, subjectLength)}</td>
      <td class="outcome">{outcomeWord(row.decision.outcome)}</td>
    </>
  );
}

/** The time of a row; on another day that day stands above it, for there is no room beside. */
function Time({ at, now }: { readonly at: number; readonly now: number }) {
  const { day, time } = dayAndTime(at, now);
  return (
    <time class={day === null ? '' : 'other-day'} dateTime={new Date(at).toISOString()} title={secondText(at)}>
      {day !== null && <span>{day} </span>}
      {time}
    </time>
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
