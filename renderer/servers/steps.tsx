import type { TestStep } from '../../preload/contract/api.ts';
import { causeSentence, serverScreen, stepWord } from '../../preload/contract/texts/index.ts';

const marks: Readonly<Record<TestStep['state'], string>> = { passed: '✓', failed: '✕', skipped: '–' };

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
    <ol class="steps" aria-label={serverScreen.connectionTest}>
      {steps.map(({ name, state, why }) => (
        <li key={name} class={state}>
          <span aria-hidden="true">{marks[state]}</span> {stepWord(name)}: {serverScreen.steps[state]}
          {why !== null && <p>{causeSentence(why)}</p>}
        </li>
      ))}
      {busy && <li class="muted">…</li>}
    </ol>
  );
}
