import { useEffect, useRef } from 'preact/hooks';
import { type Kind, kinds, type Severity, severities } from '../../preload/contract/api.ts';
import { kindWord, severityWord } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

const typingMs = 200;

/** Search and filters; they are part of the address. */
export function Filters({ store }: { readonly store: Store }) {
  const { filter } = store.place.value;
  const { count } = store.rows.value;
  const servers = store.told.value?.settings ?? [];
  const narrowed = Object.keys(filter).some((name) => name !== 'streams') || filter.streams !== false;
  return (
    <search class="bar">
      <Search store={store} text={filter.text ?? ''} />
      <label>
        <span class="unseen-text">Severity</span>
        <select
          value={filter.minSeverity ?? ''}
          onChange={({ currentTarget }) =>
            store.narrow({ minSeverity: (currentTarget.value as Severity) || undefined })
          }
        >
          <option value="">Any severity</option>
          {severities.slice(1).map((severity) => (
            <option key={severity} value={severity}>
              {severityWord(severity)}
              {severity === 'critical' ? '' : ' and up'}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen-text">Kind</span>
        <select
          value={filter.kinds?.[0] ?? ''}
          onChange={({ currentTarget: { value } }) =>
            store.narrow({ kinds: value === '' ? undefined : [value as Kind] })
          }
        >
          <option value="">Any kind</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindWord(kind)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen-text">Server</span>
        <select
          value={filter.servers?.[0] ?? ''}
          onChange={({ currentTarget: { value } }) => store.narrow({ servers: value === '' ? undefined : [value] })}
        >
          <option value="">Any server</option>
          {servers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={filter.streams !== false}
          onChange={({ currentTarget }) => store.narrow({ streams: currentTarget.checked ? undefined : false })}
        />
        Streams
      </label>
      {narrowed && (
        <button type="button" class="link" onClick={() => store.go({ filter: { streams: false }, event: null })}>
          Clear filters
        </button>
      )}
      <span class="count">
        {count.count.toLocaleString('en')}
        {count.more ? '+' : ''}
      </span>
      <button type="button" onClick={() => store.run('history.seen', { all: true })}>
        Mark all seen
      </button>
    </search>
  );
}

function Search({ store, text }: { readonly store: Store; readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  useEffect(() => {
    // The address changed by another way than typing.
    if (field.current !== null && document.activeElement !== field.current) field.current.value = text;
  }, [text]);
  return (
    <input
      id="search"
      ref={field}
      type="search"
      class="search"
      placeholder="Search ( / )"
      aria-label="Search in the history"
      defaultValue={text}
      onInput={({ currentTarget: { value } }) => {
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => store.narrow({ text: value === '' ? undefined : value }), typingMs);
      }}
    />
  );
}
