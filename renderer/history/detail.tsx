import { useEffect, useState } from 'preact/hooks';
import type { CommandResult, Event, EventRow, Grounds } from '../../preload/contract/api.ts';
import { clockText, kindWord, phaseWord, plain, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { SeverityMark } from '../ui/severity.tsx';
import { visibleJson } from '../ui/visible.ts';
import { copy } from './copy.ts';
import { PictureOf } from './picture.tsx';
import { Why } from './why.tsx';

type Found = CommandResult<'history.event'>;

/** One event: its facts, why it did or did not toast, the story of its alert, and what was received. */
export function Detail({ store, id }: { readonly store: Store; readonly id: number }) {
  const [found, setFound] = useState<Found | 'reading' | 'unread'>('reading');
  const [unmarked, setUnmarked] = useState(false);
  const listed = store.rows.value.rows.find((row) => row.id === id);
  const outcome = listed?.decision.outcome;
  const reachable = store.reachable.value;
  async function markSeen(): Promise<void> {
    setUnmarked(!(await store.run('history.seen', { ids: [id] })));
  }
  useEffect(() => {
    let here = true;
    void store.ask('history.event', { id }).then((answer) => {
      if (!here) return;
      setUnmarked(false);
      setFound(answer.ok ? answer.value : 'unread');
      if (answer.ok && answer.value?.event.seenAt === null) void markSeen();
    });
    return () => {
      here = false;
    };
    // The outcome changes after the toast was shown: the sentence about it is read again.
  }, [id, outcome, reachable, store]);
  return (
    <aside class="detail" aria-label="Event" tabIndex={-1}>
      <button
        type="button"
        class="close"
        aria-label="Close the detail"
        title="Close (Esc)"
        onClick={() => store.go({ event: null })}
      >
        ×
      </button>
      {found === 'reading' && <p class="muted">Reading…</p>}
      {found === 'unread' && <p>This event could not be read now.</p>}
      {found === null && <p>This event is not in the history any more.</p>}
      {found !== null && typeof found === 'object' && (
        <Story store={store} {...found} markSeen={unmarked ? markSeen : null} />
      )}
    </aside>
  );
}

interface StoryProps {
  readonly store: Store;
  readonly event: Event;
  readonly story: readonly EventRow[];
  readonly grounds: Grounds;
  /** Into the server's own pages; null: none may be opened. */
  readonly link: string | null;
  /** Where opening it could not mark it. */
  readonly markSeen: (() => Promise<void>) | null;
}

function Story({ store, event, story, grounds, link, markSeen }: StoryProps) {
  const now = store.now.value;
  const server = plain(event.serverName);
  const protocol = store.told.value?.protocols.find(({ name }) => name === event.protocol);
  const hasPicture = protocol?.topics.some(({ name, picture }) => name === event.topic && picture === true) ?? false;
  const facts = [
    kindWord(event.kind),
    event.phase === null ? null : phaseWord(event.phase),
    event.level === null ? null : `${server} says “${plain(event.level)}”`,
    plain(event.topic),
    event.via === 'catch-up' ? 'fetched after a gap' : null,
    event.repeats > 0 ? `came ${event.repeats + 1} times` : null,
    server,
  ].filter((fact) => fact !== null);
  return (
    <>
      <SeverityMark severity={event.severity} />
      <h2>{plain(subjectText(event))}</h2>
      <p class="words">{plain(event.title)}</p>
      {event.body !== '' && <p class="words">{event.body.split('\n').map(plain).join('\n')}</p>}
      <p class="muted words">
        {facts.join(' · ')} · <Moment at={event.occurredAt} now={now} />
        {Math.abs(event.receivedAt - event.occurredAt) > 60_000 && `, came ${clockText(event.receivedAt, now)}`}
      </p>
      <p class="buttons">
        {markSeen !== null && (
          <button type="button" class="primary" onClick={() => void markSeen()}>
            Mark seen
          </button>
        )}
        {link !== null && (
          <a class="button" href={link} target="_blank" rel="noopener noreferrer">
            Open in {server}
          </a>
        )}
        <button type="button" onClick={() => void copy(store, event)}>
          Copy
        </button>
      </p>
      {hasPicture && <PictureOf key={event.id} store={store} event={event} />}
      <Why store={store} event={event} grounds={grounds} />
      {story.length > 1 && (
        <>
          <h3>The story of this alert</h3>
          <ol class="story">
            {story.map((row) => (
              <li key={row.id} class={row.id === event.id ? 'open' : ''}>
                <button
                  type="button"
                  class="plain"
                  aria-current={row.id === event.id}
                  onClick={() => store.go({ event: row.id })}
                >
                  <Moment at={row.occurredAt} now={now} /> <SeverityMark severity={row.severity} />
                  <span>{plain(row.title)}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <details>
        <summary>As received</summary>
        <pre>{visibleJson(event.payload)}</pre>
      </details>
    </>
  );
}
