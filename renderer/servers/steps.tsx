import type { TestStep } from '../../preload/contract/api.ts';
import { causeSentence, serverScreen, stepWord } from '../../preload/contract/texts/index.ts';

const marks: Readonly<Record<TestStep['state'], string>> = { passed: '✓', failed: '✕', skipped: '–' };

interface StepsProps {
  readonly steps: readonly TestStep[];
  readonly busy: boolean;
  /** The form has changed since: they say nothing of what stands in it now. */
  readonly old: boolean;
}

/** The steps of a connection test as they pass, and why it stopped. */
export function Steps({ steps, busy, old }: StepsProps) {
  const any = steps.length > 0;
  return (
    <div aria-live="polite">
      {(any || busy) && <List steps={steps} busy={busy} />}
      {any && old && <p class="muted">{serverScreen.testedBefore}</p>}
    </div>
  );
}

function List({ steps, busy }: Omit<StepsProps, 'old'>) {
  return (
    <ol class="steps" aria-label={serverScreen.connectionTest}>
      {steps.map(({ name, state, why }) => (
        <li key={name} class={state}>
          <span aria-hidden="true">{marks[state]}</span> {stepWord(name)}: {outcomeOf({ name, state })}
          {why !== null && <p>{causeSentence(why)}</p>}
        </li>
      ))}
      {busy && <li class="muted">…</li>}
    </ol>
  );
}

/** A server that has nothing to tell just now is no fault, and it was asked. */
function outcomeOf({ name, state }: Pick<TestStep, 'name' | 'state'>): string {
  return serverScreen.steps[name === 'event' && state === 'skipped' ? 'quiet' : state];
}
