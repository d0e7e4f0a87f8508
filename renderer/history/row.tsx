import type { EventRow, OpenAlerts } from '../../preload/contract/api.ts';
import type { Term } from '../../preload/contract/search.ts';
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
import { SeverityMark } from '../ui/severity.tsx';
import { isAlarming } from './alarm.ts';
import { marked } from './marked.tsx';

export const columns = ['time', 'severity', 'subject', 'what', 'server', 'toast'] as const;

/** From how far apart both times are told. */
const lateMs = 60_000;
/** More than this is never in sight. */
const titleLength = 300;
const subjectLength = 80;

/** What all rows of the list are drawn by. */
export interface Scene {
  /** Id of the row that the keys are at, and of the one whose detail is open. */
  readonly at: number | null;
  readonly open: number | null;
  /** Those that were selected, by their ids. */
  readonly chosen: ReadonlyMap<number, unknown>;
  /** Rows after this id have just come. */
  readonly fresh: number;
  readonly alerts: OpenAlerts | undefined;
  /** Epoch ms. */
  readonly now: number;
  /** What is searched for. */
  readonly terms: readonly Term[];
}

/**
 * A row of the list. It is drawn by functions and of few elements, hardly by components: while the list is scrolled, all that
 * it shows may be new in each frame.
 */
export function drawnRow(row: EventRow, index: number, scene: Scene) {
  const { at, open, chosen, fresh, alerts, now } = scene;
  const gap = gapText(row, now);
  const marks = [
    'row',
    row.severity,
    alerts !== undefined && isAlarming(row, alerts) ? 'alarm' : '',
    gap === null ? '' : 'gap',
    row.id > fresh ? 'fresh' : '',
    row.id === at ? 'at' : '',
    row.id === open ? 'open' : '',
    chosen.has(row.id) ? 'chosen' : '',
  ];
  return (
    <tr
      key={row.id}
      id={`event-${row.id}`}
      class={marks.filter((mark) => mark !== '').join(' ')}
      aria-rowindex={index + 2}
      aria-selected={chosen.has(row.id)}
      aria-current={row.id === open ? 'true' : undefined}
      data-event={row.id}
    >
      {time(row.occurredAt, now)}
      {gap === null ? (
        cells(row, scene)
      ) : (
        <td class="across" colSpan={columns.length - 1} title={gap}>
          <span>{gap}</span>
        </td>
      )}
    </tr>
  );
}

/** The time of a row; on another day that day stands above it, for there is no room beside. */
function time(at: number, now: number) {
  const { day, time } = dayAndTime(at, now);
  return (
    <td class={day === null ? 'time' : 'time other-day'} title={secondText(at)}>
      {day !== null && <span>{day} </span>}
      {time}
    </td>
  );
}

function cells(row: EventRow, { now, terms }: Scene) {
  const { severity, repeats, occurredAt, receivedAt } = row;
  const subject = cut(subjectText(row), subjectLength);
  const said = inWordsOfNow(row);
  const title = cut(said.title, titleLength);
  const body = cut(said.body, titleLength);
  const words = (
    <>
      {marked(title, terms)}
      {repeats > 0 && <span class="muted">{` × ${repeats + 1}`}</span>}
      {body !== '' && <span class="muted">{marked(` ${body}`, terms)}</span>}
    </>
  );
  return (
    <>
      <td class="mark">
        <SeverityMark severity={severity} />
      </td>
      <td class="subject" title={subject}>
        {marked(subject, terms)}
      </td>
      {Math.abs(receivedAt - occurredAt) > lateMs ? (
        <td class="title came-late" title={`${title} ${body}`}>
          <span class="words">{words}</span>
          <span class="came"> {historyScreen.cameAt(clockText(receivedAt, now))}</span>
        </td>
      ) : (
        <td class="title" title={`${title} ${body}`}>
          {words}
        </td>
      )}
      <td class="server">{cut(row.serverName, subjectLength)}</td>
      <td class="outcome">{outcomeWord(row.decision.outcome)}</td>
    </>
  );
}
