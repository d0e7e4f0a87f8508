import { useLayoutEffect, useRef } from 'preact/hooks';
import {
  type HistoryFilter,
  type Kind,
  kinds,
  type Outcome,
  outcomes,
  type Phase,
  phases,
  type Severity,
  severities,
} from '../../preload/contract/api.ts';
import {
  cut,
  historyScreen,
  kindWord,
  outcomeWord,
  phaseWord,
  severityWord,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Dropdown } from '../ui/dropdown.tsx';
import { Chip, Choice } from './choice.tsx';
import { TimeFilter } from './time-filter.tsx';

const nameLength = 40;

/** Search and filters; they are part of the address. Each that narrows is a chip with its own end. */
export function Filters({ store }: { readonly store: Store }) {
  const { filter } = store.place.value;
  const servers = (store.told.value?.settings ?? []).map(({ id, name }) => ({
    value: id,
    label: cut(name, nameLength),
  }));
  return (
    <search class="bar">
      <Search store={store} text={filter.text ?? ''} />
      <Choice
        label={historyScreen.severity}
        chosen={filter.minSeverity === undefined ? [] : [filter.minSeverity]}
        choices={severities.slice(1).map((severity) => ({
          value: severity,
          label: severity === 'critical' ? severityWord(severity) : historyScreen.andUp(severityWord(severity)),
        }))}
        choose={(value) => store.narrow({ minSeverity: value as Severity | undefined })}
      />
      <Choice
        label={historyScreen.kind}
        chosen={filter.kinds ?? []}
        choices={kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))}
        choose={(value) => store.narrow({ kinds: value === undefined ? undefined : [value as Kind] })}
      />
      <Choice
        label={historyScreen.server}
        chosen={filter.servers ?? []}
        choices={servers}
        choose={(value) => store.narrow({ servers: value === undefined ? undefined : [value] })}
      />
      <TimeFilter store={store} />
      <More store={store} filter={filter} />
      {isNarrowed(filter) && (
        <button type="button" class="link" onClick={() => store.go({ filter: { streams: false }, event: null })}>
          {historyScreen.clearFilters}
        </button>
      )}
    </search>
  );
}

/** Whether anything but the streams is left out. */
function isNarrowed(filter: HistoryFilter): boolean {
  return Object.keys(filter).some((name) => name !== 'streams');
}

/** What is seldom narrowed by; its chips stand beside it. */
function More({ store, filter }: { readonly store: Store; readonly filter: HistoryFilter }) {
  const seen = filter.seen === undefined ? [] : [filter.seen ? 'yes' : 'no'];
  const parts = [
    {
      label: historyScreen.phase,
      chosen: filter.phases ?? [],
      choices: phases.map((phase) => ({ value: phase as string, label: phaseWord(phase) })),
      choose: (value?: string) => store.narrow({ phases: value === undefined ? undefined : [value as Phase] }),
    },
    {
      label: historyScreen.toast,
      chosen: filter.outcomes ?? [],
      choices: outcomes.map((outcome) => ({ value: outcome as string, label: outcomeWord(outcome) })),
      choose: (value?: string) => store.narrow({ outcomes: value === undefined ? undefined : [value as Outcome] }),
    },
    {
      label: historyScreen.seen,
      chosen: seen,
      choices: [
        { value: 'yes', label: historyScreen.seen },
        { value: 'no', label: historyScreen.notSeen },
      ],
      choose: (value?: string) => store.narrow({ seen: value === undefined ? undefined : value === 'yes' }),
    },
  ];
  return (
    <>
      <Dropdown label={historyScreen.more} name={historyScreen.moreFilters}>
        {() =>
          parts.map(({ label, chosen, choices, choose }) => (
            <label key={label} class="row-field">
              <span>{label}</span>
              <select
                aria-label={label}
                value={chosen.length === 1 ? chosen[0] : ''}
                onChange={({ currentTarget: { value } }) => choose(value === '' ? undefined : value)}
              >
                <option value="">{chosen.length > 1 ? historyScreen.several : historyScreen.anyValue}</option>
                {choices.map(({ value, label: word }) => (
                  <option key={value} value={value}>
                    {word}
                  </option>
                ))}
              </select>
            </label>
          ))
        }
      </Dropdown>
      {parts
        .filter(({ chosen }) => chosen.length > 0)
        .map(({ label, chosen, choices, choose }) => (
          <Chip
            key={label}
            text={chosen.map((each) => choices.find(({ value }) => value === each)?.label ?? each).join(', ')}
            take={() => choose(undefined)}
          />
        ))}
    </>
  );
}

function Search({ store, text }: { readonly store: Store; readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  const known = useRef(text);
  // With the drawing, which is of the newest text: later, what was typed since would be taken for another's.
  useLayoutEffect(() => {
    // The address changed by another way than typing.
    if (field.current !== null && text !== known.current) field.current.value = text;
    known.current = text;
  });
  return (
    <input
      id="search"
      ref={field}
      type="search"
      class="search"
      placeholder={historyScreen.searchHint}
      aria-label={historyScreen.search}
      maxLength={1_000}
      defaultValue={text}
      onInput={({ currentTarget: { value } }) => {
        store.narrow({ text: value === '' ? undefined : value });
        // As the address has it.
        known.current = store.place.value.filter.text ?? '';
      }}
      onKeyDown={(event) => {
        if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        store.at.value = store.rows.value.rows[0]?.id ?? null;
        document.getElementById('rows')?.focus();
      }}
    />
  );
}
