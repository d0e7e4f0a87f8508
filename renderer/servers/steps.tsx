import type { TestStep } from '../../preload/contract/api.ts';
import { causeText, stepWord } from '../../preload/contract/texts/index.ts';

const marks: Readonly<Record<TestStep['state'], string>> = { passed: '✓', failed: '✕', skipped: '–' };
const states: Readonly<Record<TestStep['state'], string>> = { passed: 'works', failed: 'fails', skipped: 'not asked' };

interface StepsProps {
  readonly steps: readonly TestStep[];
  readonly busy: boolean;
}

/** The steps of a connection test as they pass, and why it stopped. */
export function Steps({ steps, busy }: StepsProps) {
  return <div aria-live="polite">{(steps.length > 0 || busy) && <List steps={steps} busy={busy} />}</div>;
}

function List({ steps, busy }: StepsProps) {
  return (
    <ol class="steps" aria-label="Connection test">
      {steps.map(({ name, state, why }) => (
        <li key={name} class={state}>
          <span aria-hidden="true">{marks[state]}</span> {stepWord(name)}: {states[state]}
          {why !== null && (
            <p>
              {causeText(why).why}. {causeText(why).remedy}.
            </p>
          )}
        </li>
      ))}
      {busy && <li class="muted">…</li>}
    </ol>
  );
}
