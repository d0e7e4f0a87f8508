import { useState } from 'preact/hooks';
import { firstStart } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';
import { SteadyButton } from '../ui/steady-button.tsx';
import { StepTitle } from './title.tsx';

interface SystemStepProps {
  readonly store: Store;
  /** Ends the first start; with whether Tocsin starts with the system, where that was chosen. */
  readonly end: (withSystem?: boolean) => Promise<void>;
  readonly place: string;
}

/** Whether Tocsin starts with the system: yes, unless it is taken back here. */
export function SystemStep({ store, end, place }: SystemStepProps) {
  const told = store.told.value;
  const [wanted, setWanted] = useState(true);
  const [busy, setBusy] = useState(false);
  const locked = lockAt(told?.locked, 'start.withSystem');
  const on = locked === null ? wanted : told?.preferences.start.withSystem === true;

  async function finish(): Promise<void> {
    setBusy(true);
    await end(locked === null ? on : undefined);
    setBusy(false);
  }
  return (
    <section>
      <StepTitle place={place}>{firstStart.system.title}</StepTitle>
      <p class="muted">{firstStart.system.help}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          disabled={locked !== null}
          onChange={({ currentTarget }) => setWanted(currentTarget.checked)}
        />{' '}
        {firstStart.system.check}
      </label>
      {locked !== null && (
        <p class="help">
          <Lock file={locked} />
        </p>
      )}
      <p class="buttons ways">
        <SteadyButton class="primary" idle={busy} press={finish}>
          {firstStart.system.done}
        </SteadyButton>
        <button type="button" class="link" onClick={() => window.history.back()}>
          {firstStart.back}
        </button>
        <button type="button" class="link" onClick={() => void end()}>
          {firstStart.skip}
        </button>
      </p>
    </section>
  );
}
