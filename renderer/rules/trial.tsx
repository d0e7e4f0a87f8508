import { useEffect, useState } from 'preact/hooks';
import type { FieldFault, Trial } from '../../preload/contract/api.ts';
import {
  outcomeWord,
  plain,
  ruleScreen,
  subjectText,
  titleText,
  trialText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Moment } from '../ui/moment.tsx';
import { SeverityMark } from '../ui/severity.tsx';
import type { RuleDocument } from './document.ts';

/** How many of the newest events are looked at. */
const lookedAt = 5_000;
/** How long nothing may be typed before it is tried. */
const stillMs = 400;

type State = 'trying' | 'tried' | 'faulty' | 'failed';

/** How trying a rule stands; `trial` is the last one that came to an end. */
interface Tried {
  readonly state: State;
  readonly trial: Trial | null;
  readonly again: () => void;
}

/**
 * Tries a rule on the newest events when the editor stands still; `faulty` learns what does not fit. What was changed
 * meanwhile is tried by itself.
 */
export function useTrial(store: Store, rule: RuleDocument, faulty: (faults: readonly FieldFault[]) => void): Tried {
  const [state, setState] = useState<State>('trying');
  const [trial, setTrial] = useState<Trial | null>(null);
  const [times, setTimes] = useState(0);
  // What it is called changes nothing of what it matches.
  const { name: _, ...asked } = rule;
  useEffect(() => {
    let here = true;
    setState('trying');
    const timer = window.setTimeout(async () => {
      const answer = await store.command('rules.try', { rule, limit: lookedAt });
      if (!here) return;
      if (answer === null) return setState('failed');
      faulty(answer.faults);
      setTrial(answer.trial);
      setState(answer.trial === null ? 'faulty' : 'tried');
    }, stillMs);
    return () => {
      here = false;
      window.clearTimeout(timer);
    };
  }, [JSON.stringify(asked), times]);
  return { state, trial, again: () => setTimes(times + 1) };
}

/** What came of it, in a sentence. */
export function TrialLine({ state, trial, again }: Tried) {
  return (
    <p class="tried">
      <span role="status">
        {state === 'trying' && ruleScreen.trying}
        {state === 'tried' && trial !== null && trialText(trial)}
        {state === 'faulty' && ruleScreen.tryFaulty}
        {state === 'failed' && ruleScreen.tryFailed}
      </span>
      {state === 'failed' && (
        <button type="button" class="link" onClick={again}>
          {ruleScreen.tryAgain}
        </button>
      )}
    </p>
  );
}

/** The newest events that match. */
export function TrialRows({ store, trial }: { readonly store: Store; readonly trial: Trial | null }) {
  if (trial === null || trial.examples.length === 0) return null;
  return (
    <section class="trial" aria-labelledby="trial-title">
      <h2 id="trial-title">{ruleScreen.matches}</h2>
      <ol>
        {trial.examples.map((row) => (
          <li key={row.id}>
            <Moment at={row.occurredAt} now={store.now.value} /> <SeverityMark severity={row.severity} />
            <span class="muted outcome">{outcomeWord(row.decision.outcome)}</span>
            <span class="words">
              <b>{plain(subjectText(row))}</b> {plain(titleText(row))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
