import { useEffect, useRef } from 'preact/hooks';
import { type HistoryFilter, type Kind, kinds, type Severity, severities } from '../../preload/contract/api.ts';
import {
  clockText,
  kindWord,
  outcomeWord,
  phaseWord,
  plain,
  severityWord,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

const typingMs = 200;

/** Search and filters; they are part of the address. */
export function Filters({ store }: { readonly store: Store }) {
  const { filter } = store.place.value;
  const { count } = store.rows.value;
  const servers = (store.told.value?.settings ?? []).map(({ id, name }) => ({ value: id, label: plain(name) }));
  const narrowed = Object.keys(filter).some((name) => name !== 'streams') || filter.streams !== false;
  return (
    <search class="bar">
      <Search store={store} text={filter.text ?? ''} />
      <Choice
        label="Severity"
        none="Severity"
        chosen={filter.minSeverity === undefined ? [] : [filter.minSeverity]}
        choices={severities.slice(1).map((severity) => ({
          value: severity,
          label: `${severityWord(severity)}${severity === 'critical' ? '' : ' and up'}`,
        }))}
        choose={(value) => store.narrow({ minSeverity: value as Severity | undefined })}
      />
      <Choice
        label="Kind"
        none="Kind"
        chosen={filter.kinds ?? []}
        choices={kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))}
        choose={(value) => store.narrow({ kinds: value === undefined ? undefined : [value as Kind] })}
      />
      <Choice
        label="Server"
        none="Server"
        chosen={filter.servers ?? []}
        choices={servers}
        choose={(value) => store.narrow({ servers: value === undefined ? undefined : [value] })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={filter.streams !== false}
          onChange={({ currentTarget }) => store.narrow({ streams: currentTarget.checked ? undefined : false })}
        />
        Streams
      </label>
      {chipsOf(filter, store.now.value).map(({ text, without }) => (
        <button
          key={text}
          type="button"
          class="chip"
          aria-label={`${text}: take this filter away`}
          onClick={() => store.narrow(without)}
        >
          {text} ×
        </button>
      ))}
      {narrowed && (
        <button type="button" class="link" onClick={() => store.go({ filter: { streams: false }, event: null })}>
          Clear filters
        </button>
      )}
      <span class="count" title="Events that match">
        {count.count.toLocaleString('en')}
        {count.more ? '+' : ''}
        <span class="unseen-text"> events</span>
      </span>
      <button type="button" onClick={() => store.run('history.seen', { all: true })}>
        Mark all seen
      </button>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly none: string;
  /** More than one can only come by a link. */
  readonly chosen: readonly string[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string | undefined) => void;
}

function Choice({ label, none, chosen, choices, choose }: ChoiceProps) {
  const [one] = chosen;
  const several = chosen.length > 1 ? chosen.join(',') : null;
  // A server that was removed can still stand in a link.
  const unknown = several === null && one !== undefined && !choices.some(({ value }) => value === one) ? one : null;
  const words = chosen.map((each) => choices.find(({ value }) => value === each)?.label ?? each);
  return (
    <label>
      <span class="unseen-text">{label}</span>
      <select
        class={one === undefined ? '' : 'chosen'}
        value={several ?? one ?? ''}
        onChange={({ currentTarget: { value } }) => choose(value === '' ? undefined : value)}
      >
        <option value="">{none}</option>
        {(several ?? unknown) !== null && <option value={several ?? unknown ?? ''}>{words.join(', ')}</option>}
        {choices.map(({ value, label: word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Chip {
  readonly text: string;
  readonly without: Partial<HistoryFilter>;
}

/** What only a link narrows by, so that nothing is hidden without being said. */
function chipsOf({ phases, outcomes, seen, from, to }: HistoryFilter, now: number): readonly Chip[] {
  return [
    ...(phases === undefined ? [] : [{ text: phases.map(phaseWord).join(', '), without: { phases: undefined } }]),
    ...(outcomes === undefined
      ? []
      : [{ text: outcomes.map(outcomeWord).join(', '), without: { outcomes: undefined } }]),
    ...(seen === undefined ? [] : [{ text: seen ? 'Seen' : 'Not seen', without: { seen: undefined } }]),
    ...(from === undefined ? [] : [{ text: `From ${clockText(from, now)}`, without: { from: undefined } }]),
    ...(to === undefined ? [] : [{ text: `Until ${clockText(to, now)}`, without: { to: undefined } }]),
  ];
}

function Search({ store, text }: { readonly store: Store; readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  useEffect(() => {
    // The address changed by another way than typing.
    if (field.current !== null && document.activeElement !== field.current) field.current.value = text;
  }, [text]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <input
      id="search"
      ref={field}
      type="search"
      class="search"
      placeholder="Search ( / )"
      aria-label="Search in the history"
      maxLength={1_000}
      defaultValue={text}
      onInput={({ currentTarget: { value } }) => {
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => store.narrow({ text: value === '' ? undefined : value }), typingMs);
      }}
    />
  );
}
