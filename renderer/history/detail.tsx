import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CommandResult, Event, EventRow, Grounds } from '../../preload/contract/api.ts';
import { parseQuery } from '../../preload/contract/search.ts';
import {
  clockText,
  cut,
  gapTimeText,
  historyScreen,
  inWordsOfNow,
  kindWord,
  phaseWord,
  plain,
  subjectText,
  titleText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { onceShown } from '../ui/once-shown.ts';
import { SeverityMark } from '../ui/severity.tsx';
import { Actions } from './actions.tsx';
import { focusList } from './focus-list.ts';
import { marked } from './marked.tsx';
import { PictureOf } from './picture.tsx';
import { Received } from './received.tsx';
import { Why } from './why.tsx';

/** What is longer is in the payload. */
const textLength = 1_000;
const nameLength = 80;

type Found = CommandResult<'history.event'>;

/** One event: its facts, why it did or did not toast, the story of its alert, and what was received. */
export function Detail({ store, id }: { readonly store: Store; readonly id: number }) {
  const [found, setFound] = useState<Found | 'reading' | 'unread'>('reading');
  const [unmarked, setUnmarked] = useState(false);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // In a low window it lies below the bars.
    pane.current?.scrollIntoView({ block: 'nearest' });
    // In a narrow one it takes the place of the list, and of its focus.
    const list = document.getElementById('rows');
    if (list !== null && !list.checkVisibility({ visibilityProperty: true })) pane.current?.focus();
  }, []);
  const listed = store.rows.value.rows.find((row) => row.id === id);
  const outcome = listed?.decision.outcome;
  const reachable = store.reachable.value;
  async function markSeen(): Promise<void> {
    setUnmarked(!(await store.run('history.seen', { ids: [id] })));
  }
  useEffect(() => {
    let here = true;
    void store.waitFor('history.event', { id }).then((answer) => {
      if (!here) return;
      setUnmarked(false);
      // What is being read stays, though it cannot be read again now.
      setFound((before) => (answer.ok ? answer.value : isOf(before, id) ? before : 'unread'));
      if (answer.ok && answer.value?.event.seenAt === null) void markSeen();
    });
    return () => {
      here = false;
    };
    // The outcome changes after the toast was shown: the sentence about it is read again.
  }, [id, outcome, reachable, store]);
  return (
    <aside ref={pane} class="detail" aria-label={historyScreen.event} tabIndex={-1}>
      <button
        type="button"
        class="close"
        aria-label={historyScreen.closeDetail}
        title={historyScreen.close}
        onClick={() => {
          store.go({ event: null });
          // Its own button goes away, and the focus with it.
          onceShown(focusList);
        }}
      >
        ×
      </button>
      {found === 'reading' && <p class="muted">{historyScreen.reading}</p>}
      {found === 'unread' && <p>{historyScreen.unread}</p>}
      {found === null && <p>{historyScreen.gone}</p>}
      {found !== null && typeof found === 'object' && (
        <Story store={store} {...found} markSeen={unmarked ? markSeen : null} />
      )}
    </aside>
  );
}

function isOf(found: Found | 'reading' | 'unread', id: number): boolean {
  return found !== null && typeof found === 'object' && found.event.id === id;
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

function Story({ store, event: stored, story, grounds, link, markSeen }: StoryProps) {
  const event = inWordsOfNow(stored, stored.payload);
  const now = store.now.value;
  const { text = '' } = store.place.value.filter;
  const terms = useMemo(() => parseQuery(text), [text]);
  const server = cut(event.serverName, nameLength);
  const protocol = store.told.value?.protocols.find(({ name }) => name === event.protocol);
  const hasPicture = protocol?.topics.some(({ name, picture }) => name === event.topic && picture === true) ?? false;
  const gapTime = gapTimeText(event, now);
  const facts = [
    kindWord(event.kind),
    event.phase === null ? null : phaseWord(event.phase),
    event.level === null ? null : historyScreen.says(server, cut(event.level, nameLength)),
    // Of our own events the kind says it.
    event.protocol === 'tocsin' ? null : cut(event.topic, nameLength),
    event.via === 'catch-up' ? historyScreen.fetched : null,
    event.repeats > 0 ? historyScreen.came(event.repeats + 1) : null,
    server,
  ].filter((fact) => fact !== null);
  return (
    <>
      <SeverityMark severity={event.severity} />
      <h2>{marked(cut(subjectText(event), textLength), terms)}</h2>
      <p class="words">{marked(cut(event.title, textLength), terms)}</p>
      {event.body !== '' && <p class="words">{marked(event.body.split('\n').map(plain).join('\n'), terms)}</p>}
      {gapTime !== null && <p class="words">{gapTime}</p>}
      <p class="muted words">
        {facts.join(' · ')} · <Moment at={event.occurredAt} now={now} />
        {Math.abs(event.receivedAt - event.occurredAt) > 60_000 &&
          `, ${historyScreen.cameAt(clockText(event.receivedAt, now))}`}
      </p>
      <Actions store={store} event={event} link={link} markSeen={markSeen} />
      {hasPicture && <PictureOf key={event.id} store={store} event={event} />}
      <Why store={store} event={event} grounds={grounds} />
      {story.length > 1 && (
        <>
          <h3>{historyScreen.story}</h3>
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
                  <span>{cut(titleText(row), textLength)}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <Received key={event.id} store={store} event={event} />
    </>
  );
}
