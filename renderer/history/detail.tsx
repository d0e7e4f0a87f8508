import { useEffect, useState } from 'preact/hooks';
import type { CommandResult, Event, EventRow } from '../../preload/contract/api.ts';
import {
  clockText,
  dateText,
  decisionText,
  kindWord,
  outcomeWord,
  phaseWord,
  plain,
  severityWord,
  subjectText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { SeverityMark } from '../ui/severity.tsx';

type Found = CommandResult<'history.event'>;

/** One event: its facts, why it did or did not toast, the story of its alert, and what was received. */
export function Detail({ store, id }: { readonly store: Store; readonly id: number }) {
  const [found, setFound] = useState<Found | 'reading'>('reading');
  const listed = store.rows.value.rows.find((row) => row.id === id);
  const outcome = listed?.decision.outcome;
  useEffect(() => {
    let here = true;
    void store.command('history.event', { id }).then((answer) => {
      if (!here) return;
      setFound(answer);
      if (answer !== null && answer.event.seenAt === null) void store.run('history.seen', { ids: [id] });
    });
    return () => {
      here = false;
    };
    // The outcome changes after the toast was shown: the sentence about it is read again.
  }, [id, outcome, store]);
  return (
    <aside class="detail" aria-label="Event">
      <button type="button" class="close" aria-label="Close the detail" onClick={() => store.go({ event: null })}>
        ×
      </button>
      {found === 'reading' && <p class="muted">Reading…</p>}
      {found === null && <p>This event is not in the history any more.</p>}
      {found !== null && found !== 'reading' && <Story store={store} event={found.event} story={found.story} />}
    </aside>
  );
}

interface StoryProps {
  readonly store: Store;
  readonly event: Event;
  readonly story: readonly EventRow[];
}

function Story({ store, event, story }: StoryProps) {
  const { why, fix } = decisionText(event);
  const now = store.now.value;
  const facts = [
    kindWord(event.kind),
    event.phase === null ? null : phaseWord(event.phase),
    event.level === null ? null : `${event.serverName} says “${event.level}”`,
    event.topic,
    event.via === 'catch-up' ? 'fetched after a gap' : null,
    event.repeats > 0 ? `came ${event.repeats + 1} times` : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <SeverityMark severity={event.severity} />
      <h2>{subjectText(event)}</h2>
      <p class="words">{plain(event.title)}</p>
      {event.body !== '' && <p class="words">{event.body.split('\n').map(plain).join('\n')}</p>}
      <p class="muted">
        {facts.join(' · ')} · {event.serverName} · <Moment at={event.occurredAt} now={now} />
        {Math.abs(event.receivedAt - event.occurredAt) > 60_000 && `, came ${clockText(event.receivedAt, now)}`}
      </p>
      <p class="buttons">
        {event.url?.startsWith('https://') === true && (
          <a href={event.url} target="_blank" rel="noopener noreferrer">
            Open in {event.serverName}
          </a>
        )}
        <button type="button" onClick={() => void copy(store, event)}>
          Copy
        </button>
      </p>
      <h3>{outcomeWord(event.decision.outcome)}</h3>
      <p>
        {why} {fix}
      </p>
      {story.length > 1 && (
        <>
          <h3>The story of this alert</h3>
          <ol class="story">
            {story.map((row) => (
              <li key={row.id} class={row.id === event.id ? 'open' : ''}>
                <button type="button" class="plain" onClick={() => store.go({ event: row.id })}>
                  <Moment at={row.occurredAt} now={now} /> <SeverityMark severity={row.severity} /> {plain(row.title)}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <details>
        <summary>As received</summary>
        <pre>{JSON.stringify(event.payload, null, 2)}</pre>
      </details>
    </>
  );
}

async function copy(store: Store, event: Event): Promise<void> {
  const at = `${dateText(event.occurredAt)} ${clockText(event.occurredAt, event.occurredAt)}`;
  const line = `${at} ${severityWord(event.severity).toUpperCase()} ${subjectText(event)}: ${event.title} (${event.serverName})`;
  try {
    await navigator.clipboard.writeText(event.url === null ? line : `${line} ${event.url}`);
    store.say('Copied.');
  } catch (error) {
    store.say(`The browser did not let it be copied: ${String(error)}`);
  }
}
