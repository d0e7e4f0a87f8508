import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { weekdays } from '../../preload/contract/api.ts';
import { quietWindowText, settingsScreen, weekdayName } from '../../preload/contract/texts/index.ts';
import { type QuietWindow, typedTime } from './week.ts';

interface WeekListProps {
  readonly disabled: boolean;
  readonly windows: readonly QuietWindow[];
  /** False: it was not taken. */
  readonly change: (windows: readonly QuietWindow[]) => Promise<boolean>;
}

/** The windows as plain fields: the same as the grid, to the minute, and for whoever does not see it. */
export function WeekList({ disabled, windows, change }: WeekListProps) {
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const isAdding = useRef(false);
  const put = (index: number, window: QuietWindow) => change(windows.with(index, window));

  async function add(): Promise<void> {
    isAdding.current = true;
    const taken = await change([...windows, { from: '22:00', to: '06:00' }]);
    // The row of one that is refused goes, and the focus with it.
    if (!taken && document.activeElement === document.body) button.current?.focus();
  }
  // With the row itself: the answer comes later, when the focus may have gone on.
  useLayoutEffect(() => {
    if (!isAdding.current) return;
    isAdding.current = false;
    list.current?.querySelector<HTMLElement>('li:last-child input[type=text]')?.focus();
  }, [windows.length]);
  return (
    <details class="week-list">
      <summary>{settingsScreen.asList}</summary>
      {windows.length === 0 && <p class="help">{settingsScreen.noTimes}</p>}
      <ul ref={list}>
        {windows.map((window, index) => (
          <WindowFields
            key={index}
            disabled={disabled}
            window={window}
            change={(next) => put(index, next)}
            remove={() => {
              void change(windows.toSpliced(index, 1));
              button.current?.focus();
            }}
          />
        ))}
      </ul>
      <button ref={button} type="button" disabled={disabled} onClick={() => void add()}>
        {settingsScreen.addTime}
      </button>
    </details>
  );
}

interface WindowFieldsProps {
  readonly disabled: boolean;
  readonly window: QuietWindow;
  readonly change: (window: QuietWindow) => Promise<boolean>;
  readonly remove: () => void;
}

function WindowFields({ disabled, window, change, remove }: WindowFieldsProps) {
  const { days = weekdays, from, to } = window;
  const [fault, setFault] = useState<'dayFault' | 'timeFault' | null>(null);
  const id = useId();
  useEffect(() => setFault(null), [JSON.stringify(window)]);

  function take(next: QuietWindow): void {
    setFault(null);
    void change(next);
  }
  const chosen = (next: readonly (typeof weekdays)[number][]) => {
    if (next.length === 0) return setFault('dayFault');
    take(next.length === weekdays.length ? { from, to } : { days: next, from, to });
  };
  const time = (name: 'from' | 'to', text: string) => {
    const typed = typedTime(text);
    if (typed === null) return setFault('timeFault');
    take({ ...window, [name]: typed });
  };
  return (
    <li>
      <fieldset aria-label={quietWindowText(window)}>
        <span class="days">
          {weekdays.map((day) => (
            <label key={day} class="weekday">
              <input
                type="checkbox"
                disabled={disabled}
                checked={days.includes(day)}
                aria-label={weekdayName(day, 'long')}
                onChange={({ currentTarget }) => {
                  const next = weekdays.filter((each) => (each === day ? currentTarget.checked : days.includes(each)));
                  // What is refused is not shown as if it held.
                  if (next.length === 0) currentTarget.checked = true;
                  chosen(next);
                }}
              />
              {weekdayName(day)}
            </label>
          ))}
        </span>
        <span class="times">
          {(['from', 'to'] as const).map((name) => (
            <label key={name}>
              {settingsScreen[name]}{' '}
              <input
                type="text"
                class="time"
                inputMode="numeric"
                autocomplete="off"
                disabled={disabled}
                aria-invalid={fault === 'timeFault'}
                aria-describedby={fault === null ? undefined : `${id}-fault`}
                // Typed anew where another window has set it.
                key={name === 'from' ? from : to}
                defaultValue={name === 'from' ? from : to}
                onChange={({ currentTarget }) => time(name, currentTarget.value)}
              />
            </label>
          ))}
          {to <= from && <span class="muted">{settingsScreen.nextDay}</span>}
          <button type="button" disabled={disabled} onClick={remove}>
            {settingsScreen.removeTime}
          </button>
        </span>
        <p class="fault" id={`${id}-fault`} role="alert">
          {fault !== null && settingsScreen[fault]}
        </p>
      </fieldset>
    </li>
  );
}
