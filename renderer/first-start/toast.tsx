import { useState } from 'preact/hooks';
import type { CommandResult } from '../../preload/contract/api.ts';
import { causeSentence, firstStart, hindranceText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SteadyButton } from '../ui/steady-button.tsx';
import { StepTitle } from './title.tsx';

interface ToastStepProps {
  readonly store: Store;
  readonly next: () => void;
  readonly place: string;
}

/** A notification to look at. Whether it was seen only a person can say. */
export function ToastStep({ store, next, place }: ToastStepProps) {
  const [tried, setTried] = useState<CommandResult<'diagnosis.toast'> | null>(null);
  const [busy, setBusy] = useState(false);
  const inBrowser = store.told.value?.notices.some(({ code }) => code === 'toasts-in-browser') === true;

  async function show(): Promise<void> {
    setBusy(true);
    setTried(await store.command('diagnosis.toast', { severity: 'warning' }));
    setBusy(false);
  }
  const held = (tried?.held ?? []).map((each) => hindranceText(each, Date.now()));
  return (
    <section>
      <StepTitle place={place}>{firstStart.toast.title}</StepTitle>
      <p class="muted">{firstStart.toast.help}</p>
      {inBrowser && (
        <p class="buttons">
          <span>{firstStart.toast.hereHelp}</span>
          <button type="button" class={tried === null ? 'primary' : ''} onClick={() => void store.showToastsHere()}>
            {firstStart.toast.here}
          </button>
        </p>
      )}
      <p class="buttons">
        <SteadyButton class={tried === null && !inBrowser ? 'primary' : ''} idle={busy} press={show}>
          {tried === null ? firstStart.toast.show : firstStart.toast.showAgain}
        </SteadyButton>
      </p>
      <div role="status">
        {tried !== null && tried.why !== null && <p class="fault">{causeSentence(tried.why)}</p>}
        {tried?.shown === true && (
          <p>
            <b>{firstStart.toast.asked}</b>
          </p>
        )}
        {held.length > 0 && (
          <>
            <p>{firstStart.toast.heldTitle}:</p>
            <ul>
              {held.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p class="buttons ways">
        {tried?.shown === true && (
          <>
            <button type="button" class="primary" onClick={next}>
              {firstStart.toast.yes}
            </button>
            <button type="button" onClick={() => diagnose(store, held)}>
              {firstStart.toast.no}
            </button>
          </>
        )}
        {/* Nobody can have seen it. */}
        {tried?.shown === false && (
          <button type="button" class="primary" onClick={() => diagnose(store, held)}>
            {firstStart.toast.findOut}
          </button>
        )}
        <button type="button" class="link" onClick={() => window.history.back()}>
          {firstStart.back}
        </button>
        <button type="button" class={tried === null ? '' : 'link'} onClick={next}>
          {firstStart.skip}
        </button>
      </p>
    </section>
  );
}

/** The page of the checks; why it may have been held back goes along. */
function diagnose(store: Store, held: readonly string[]): void {
  store.say([...held, firstStart.toast.unseen].join(' '));
  window.location.hash = '#settings=diagnosis';
  requestAnimationFrame(() => document.getElementById('screen')?.focus());
}
