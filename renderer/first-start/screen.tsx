import type { FirstStep } from '../../preload/contract/api.ts';
import { firstStart, firstStepName, firstStepPlace, sentence } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { firstPlace, stepAfter, stepsOf } from './begin.ts';
import { ServerStep } from './server.tsx';
import { SystemStep } from './system.tsx';
import { ToastStep } from './toast.tsx';

/** The first start: a server, a notification to look at, starting with the system. Each step can be skipped. */
export function FirstStartScreen({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { step, adds } = store.place.value.first ?? firstPlace;
  if (told === null) return null;
  const steps = stepsOf(told);
  const here = steps.includes(step) ? step : 'server';

  async function end(withSystem?: boolean): Promise<void> {
    const change = { window: { greeted: true }, ...(withSystem === undefined ? {} : { start: { withSystem } }) };
    const answer = await store.command('settings.change', { change });
    const [fault] = answer?.faults ?? [];
    if (fault !== undefined) store.say(sentence(fault.text));
    // What could not be kept is asked again at the next start, and does not hold anybody now.
    if (answer !== null) store.go({ screen: 'overview', server: null, first: null });
  }
  function next(): void {
    const after = stepAfter(steps, here);
    if (after === null) void end();
    else store.go({ first: { step: after, adds: null } });
  }
  return (
    <div class="first-start">
      <header>
        <span class="brand">Tocsin</span>
        <Row steps={steps} here={here} />
        <button type="button" class="link" onClick={() => void end()}>
          {firstStart.skipAll}
        </button>
      </header>
      {here === 'server' && <ServerStep store={store} adds={adds} next={next} place={placeText(steps, here)} />}
      {here === 'toast' && <ToastStep store={store} next={next} place={placeText(steps, here)} />}
      {here === 'system' && <SystemStep store={store} end={end} place={placeText(steps, here)} />}
    </div>
  );
}

function placeText(steps: readonly FirstStep[], here: FirstStep): string {
  return firstStepPlace(steps.indexOf(here) + 1, steps.length);
}

function Row({ steps, here }: { readonly steps: readonly FirstStep[]; readonly here: FirstStep }) {
  const at = steps.indexOf(here);
  return (
    <ol class="steps-row" aria-label={firstStart.steps}>
      {steps.map((step, index) => (
        <li key={step} class={index < at ? 'past' : ''} aria-current={step === here ? 'step' : undefined}>
          <span class="number" aria-hidden="true">
            {index + 1}
          </span>{' '}
          {firstStepName(step)}
        </li>
      ))}
    </ol>
  );
}
