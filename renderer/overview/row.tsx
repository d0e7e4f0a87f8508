import type { Alert, Snooze } from '../../preload/contract/api.ts';
import {
  clockText,
  durationText,
  overviewScreen,
  plain,
  snoozeText,
  titleText,
} from '../../preload/contract/texts/index.ts';
import { SeverityMark } from '../ui/severity.tsx';
import { nameOf } from './actions.ts';

interface RowProps {
  readonly id: string;
  readonly alert: Alert;
  readonly now: number;
  readonly index: number;
  /** The keys have moved here. */
  readonly here: boolean;
  readonly snooze: Snooze | null;
  readonly open: () => void;
  /** Opens the menu of what can be done, at a place of the window. */
  readonly menu: (x: number, y: number) => void;
}

/** An open alert in one line. */
export function AlertRow({ id, alert, now, index, here, snooze, open, menu }: RowProps) {
  const { severity, unseen, acknowledgedBy, confirmed, openedAt, closedAt, count } = alert;
  const subject = nameOf(alert);
  const title = plain(titleText(alert));
  // What has closed needs nobody any more.
  const alarm = unseen && closedAt === null && severity === 'critical';
  return (
    <tr
      id={id}
      class={`alert ${severity} ${alarm ? 'alarm' : ''} ${here ? 'at' : ''}`}
      aria-rowindex={index + 1}
      aria-selected={here}
      onClick={open}
      onContextMenu={(event) => {
        event.preventDefault();
        menu(event.clientX, event.clientY);
      }}
    >
      <td class="mark">
        <SeverityMark severity={severity} />
      </td>
      <td class="subject" title={subject}>
        {subject}
      </td>
      <td class="title" title={title}>
        {title}
        {count > 1 && <span class="muted"> × {count}</span>}
        {!confirmed && <span class="muted"> {overviewScreen.unconfirmed}</span>}
      </td>
      <td class="marks">
        {snooze !== null && (
          <span class="muted" title={overviewScreen.snoozed(snoozeText(snooze, now))}>
            {overviewScreen.snoozedMark}
          </span>
        )}
        {acknowledgedBy !== null && (
          <span class="tick" title={overviewScreen.acknowledgedBy(plain(acknowledgedBy))}>
            <span aria-hidden="true">✓</span>
            <span class="unseen-text">{overviewScreen.acknowledgedBy(plain(acknowledgedBy))}</span>
          </span>
        )}
      </td>
      <td
        class="age"
        title={
          closedAt === null
            ? overviewScreen.openSince(clockText(openedAt, now))
            : overviewScreen.openFrom(clockText(openedAt, now), clockText(closedAt, now))
        }
      >
        {durationText(now - (closedAt ?? openedAt))}
      </td>
      <td class="server" title={plain(alert.serverName)}>
        {plain(alert.serverName)}
      </td>
      <td class="more">
        <button
          type="button"
          class="plain"
          aria-label={overviewScreen.menuOf(subject)}
          aria-haspopup="menu"
          tabIndex={here ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            menu(left, bottom);
          }}
        >
          ⋯
        </button>
      </td>
    </tr>
  );
}
