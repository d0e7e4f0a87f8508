import { useEffect, useId, useState } from 'preact/hooks';
import { type SecretKeeping, secretPlaces } from '../../preload/contract/api.ts';
import { keepingText, systemScreen } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';

/** Where passwords, tokens and keys are kept, and how that is at the moment. A choice holds at once, for all of them. */
export function Secrets({ store }: { readonly store: Store }) {
  const id = useId();
  const [keeping, setKeeping] = useState<SecretKeeping | null>(null);
  const told = store.told.value;
  const wanted = told?.preferences.secrets.keep;
  useEffect(() => {
    let here = true;
    // They are moved after the choice was taken; what is said of it is as of then.
    void store.command('secrets.keeping', {}).then((found) => {
      if (here && found !== null) setKeeping(found);
    });
    return () => {
      here = false;
    };
  }, [store, wanted, told?.notices, store.now.value]);
  if (told === null) return null;
  const lock = lockAt(told.locked, 'secrets.keep');
  return (
    <section class="secrets" aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{systemScreen.secrets}</h2>
      <p>
        <label for={id}>{systemScreen.keep}</label>{' '}
        <select
          id={id}
          value={wanted}
          disabled={lock !== null}
          aria-describedby={`${id}-now`}
          onChange={async ({ currentTarget }) => {
            const keep = currentTarget.value;
            const answer = await store.command('settings.change', { change: { secrets: { keep } } });
            const [fault] = answer?.faults ?? [];
            if (fault !== undefined) store.say(fault.text);
            if (answer === null || fault !== undefined) currentTarget.value = wanted ?? 'auto';
          }}
        >
          {secretPlaces.map((place) => (
            <option key={place} value={place}>
              {systemScreen.places[place]}
            </option>
          ))}
        </select>{' '}
        {lock !== null && <Lock file={lock} />}
      </p>
      <p id={`${id}-now`} class="muted" role="status">
        {keeping !== null && `${keepingText(keeping)}.`}
      </p>
    </section>
  );
}
