import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type CommandInput, pauseChoices, type Silenced } from '../../preload/contract/api.ts';
import { pauseText, silencedTitle, silenceScreen, snoozeText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { useKeys } from './keys.ts';
import { nextClock } from './until.ts';

const none: Silenced = { paused: null, quiet: null, snoozes: [] };

/** At the foot of the rail: what holds toasts back, and a menu to pause them, to end quiet hours, and to wake. */
export function Silence({ store }: { readonly store: Store }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { paused, quiet, snoozes } = store.told.value?.silenced ?? none;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useKeys(useMemo(() => ({ p: () => setOpen(true) }), []));
  return (
    <div class="silence">
      <button
        ref={button}
        type="button"
        title={silenceScreen.titleWhole}
        aria-expanded={open}
        aria-controls="silence-menu"
        class={paused === null ? '' : 'holds'}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={paused === null ? 'M5.5 3v10M10.5 3v10' : 'M5 3l8 5-8 5z'} />
        </svg>
        <span class="label">{silencedTitle({ paused, quiet }, store.now.value) ?? silenceScreen.title}</span>
        {snoozes.length > 0 && (
          <span class="badge">
            {snoozes.length}
            <span class="label"> {silenceScreen.snoozedOf}</span>
          </span>
        )}
      </button>
      {open && <Menu store={store} close={close} />}
    </div>
  );
}

function Menu({ store, close }: { readonly store: Store; readonly close: () => void }) {
  const panel = useRef<HTMLElement>(null);
  const [time, setTime] = useState('');
  const now = store.now.value;
  const silenced = store.told.value?.silenced ?? none;
  const { paused, quiet, snoozes } = silenced;
  useKeys(useMemo(() => ({ p: close }), [close]));
  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest('.silence') === null) close();
    };
    document.addEventListener('pointerdown', pressed);
    return () => document.removeEventListener('pointerdown', pressed);
  }, []);

  useEffect(() => {
    // What was pressed may be gone now, and the focus with it.
    if (panel.current?.contains(document.activeElement) === false) panel.current.querySelector('button')?.focus();
  }, [silenced]);

  async function pause(input: CommandInput<'pause'>): Promise<void> {
    if (await store.run('pause', input)) close();
  }
  async function resume(): Promise<void> {
    if (await store.run('resume', {})) close();
  }
  return (
    <section
      id="silence-menu"
      ref={panel}
      class="silence-menu"
      aria-label={silenceScreen.titleWhole}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The screen below stays as it is.
        event.stopPropagation();
        close();
      }}
    >
      {paused !== null && (
        <p class="state">
          <b>{silencedTitle({ paused, quiet: null }, now)}</b>
          <button type="button" class="primary" onClick={() => void resume()}>
            {silenceScreen.resume}
          </button>
        </p>
      )}
      <h2>{silenceScreen.pauseFor}</h2>
      <p class="buttons">
        {pauseChoices.map((choice) => (
          <button key={choice} type="button" onClick={() => void pause({ for: choice })}>
            {pauseText(choice, now)}
          </button>
        ))}
      </p>
      <form
        class="buttons"
        onSubmit={(event) => {
          event.preventDefault();
          const until = nextClock(time, Date.now());
          if (until !== null) void pause({ until });
        }}
      >
        <label for="silence-until">{silenceScreen.until}</label>
        <input
          id="silence-until"
          type="time"
          required
          value={time}
          onInput={({ currentTarget }) => setTime(currentTarget.value)}
        />
        <button type="submit">{silenceScreen.pause}</button>
      </form>
      {quiet !== null && (
        <p class="state">
          <b>{silencedTitle({ paused: null, quiet }, now)}</b>
          {quiet.until !== null && (
            <button type="button" onClick={() => store.run('quiet.end', {})}>
              {silenceScreen.endQuiet}
            </button>
          )}
        </p>
      )}
      {snoozes.length > 0 && (
        <>
          <h2 id="silence-snoozed">{silenceScreen.snoozed}</h2>
          <ul aria-labelledby="silence-snoozed">
            {snoozes.map(({ what, name, until }) => (
              <li key={JSON.stringify(what)} class="state">
                <span>{snoozeText({ name, until }, now)}</span>
                <button
                  type="button"
                  aria-label={`${silenceScreen.wake}: ${snoozeText({ name, until }, now)}`}
                  onClick={() => store.run('unsnooze', { what })}
                >
                  {silenceScreen.wake}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
