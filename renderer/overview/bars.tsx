import { useRef, useState } from 'preact/hooks';
import { type Severity, severities } from '../../preload/contract/api.ts';
import { clockText, dayText, overviewScreen, severityWord, stretchText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import type { Digest, Hour } from './digest.ts';
import { stackOf, totalOf } from './stack.ts';

const heightPx = 32;
/** Which hours of the day have their time written below. */
const labelledHours = 3;

/** The last 24 hours as bars by severity. Each is a link to its hour in the history; the arrow keys go from one to the next. */
export function Bars({ store, digest }: { readonly store: Store; readonly digest: Digest | 'unread' | null }) {
  const now = store.now.value;
  const row = useRef<HTMLUListElement>(null);
  const [chosen, choose] = useState<number | null>(null);
  if (digest === 'unread') {
    return <p class="bars muted">{overviewScreen.uncounted}</p>;
  }
  if (digest === null) return <div class="bars" />;
  const { hours } = digest;
  const totals = hours.map(({ counts }) => totalOf(counts));
  const most = Math.max(0, ...totals);
  const at = Math.min(chosen ?? hours.length - 1, hours.length - 1);
  const move = (key: string): number | null => {
    switch (key) {
      case 'ArrowLeft':
        return Math.max(0, at - 1);
      case 'ArrowRight':
        return Math.min(hours.length - 1, at + 1);
      case 'Home':
        return 0;
      case 'End':
        return hours.length - 1;
      default:
        return null;
    }
  };
  const said = dayText(
    totals.reduce((sum, total) => sum + total, 0),
    most,
  );
  return (
    <section class="bars" aria-label={overviewScreen.lastDay}>
      <p class="muted" title={said}>
        {said}
      </p>
      <ul ref={row} class="hours" aria-label={overviewScreen.hours}>
        {hours.map((hour, index) => (
          <li key={hour.at}>
            <a
              class="hour"
              href={store.addressOf({ screen: 'history', filter: { from: hour.at, to: hour.to, streams: false } })}
              tabIndex={index === at ? 0 : -1}
              title={stretchText(hour, now)}
              onFocus={() => choose(index)}
              onKeyDown={(event) => {
                const next = move(event.key);
                if (next === null) return;
                event.preventDefault();
                row.current?.querySelectorAll('a')[next]?.focus();
              }}
            >
              <span class="unseen-text">{stretchText(hour, now)}</span>
              <svg width="100%" height={heightPx} aria-hidden="true">
                {stackOf(hour.counts, most, heightPx).map(({ severity, top, height }) => (
                  <rect key={severity} class={severity} x="12%" width="76%" y={top} height={height} />
                ))}
              </svg>
              <span class="clock muted" aria-hidden="true">
                {new Date(hour.at).getHours() % labelledHours === 0 ? clockText(hour.at, hour.at) : ''}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <AsTable hours={hours} now={now} />
    </section>
  );
}

const worstFirst: readonly Severity[] = severities.toReversed();

/** The same in numbers, for those who do not see the bars. */
function AsTable({ hours, now }: { readonly hours: readonly Hour[]; readonly now: number }) {
  return (
    <div class="unseen-text">
      <table>
        <caption>{overviewScreen.table}</caption>
        <thead>
          <tr>
            <th scope="col">{overviewScreen.from}</th>
            {worstFirst.map((severity) => (
              <th key={severity} scope="col">
                {severityWord(severity)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map(({ at, counts }) => (
            <tr key={at}>
              <th scope="row">{clockText(at, now)}</th>
              {worstFirst.map((severity) => (
                <td key={severity}>{counts[severity]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
