import { useState } from 'preact/hooks';
import { historyScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Dropdown } from '../ui/dropdown.tsx';
import { Take } from './choice.tsx';
import { beginOf, fieldOf, rangeOf, timeChoices, timeText, timeWord } from './times.ts';

/** When it came. */
export function TimeFilter({ store }: { readonly store: Store }) {
  const { filter } = store.place.value;
  const text = timeText(filter, store.now.value);
  return (
    <span class={`choice ${text === null ? '' : 'chosen'}`}>
      <Dropdown
        label={text ?? historyScreen.time}
        name={text === null ? historyScreen.time : historyScreen.timeIs(text)}
      >
        {(close) => (
          <>
            {timeChoices.map((choice) => (
              <button
                key={choice}
                type="button"
                onClick={() => {
                  store.narrow({ from: beginOf(choice, Date.now()), to: undefined });
                  close();
                }}
              >
                {timeWord(choice)}
              </button>
            ))}
            <Range store={store} close={close} />
          </>
        )}
      </Dropdown>
      {text !== null && <Take text={text} take={() => store.narrow({ from: undefined, to: undefined })} />}
    </span>
  );
}

function Range({ store, close }: { readonly store: Store; readonly close: () => void }) {
  const { from, to } = store.place.value.filter;
  const [begin, setBegin] = useState(fieldOf(from));
  const [end, setEnd] = useState(fieldOf(to));
  const [fault, setFault] = useState<string | null>(null);
  return (
    <form
      class="range"
      onSubmit={(event) => {
        event.preventDefault();
        const range = rangeOf(begin, end);
        if (typeof range === 'string') return setFault(range);
        store.narrow({ from: undefined, to: undefined, ...range });
        close();
      }}
    >
      <label class="row-field">
        <span>{historyScreen.from}</span>
        <input type="datetime-local" value={begin} onInput={({ currentTarget }) => setBegin(currentTarget.value)} />
      </label>
      <label class="row-field">
        <span>{historyScreen.to}</span>
        <input type="datetime-local" value={end} onInput={({ currentTarget }) => setEnd(currentTarget.value)} />
      </label>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}.
        </p>
      )}
      <button type="submit">{historyScreen.showTime}</button>
    </form>
  );
}
