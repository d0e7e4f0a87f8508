import { useEffect, useId, useState } from 'preact/hooks';
import type { Autostart } from '../../preload/contract/api.ts';
import { autostartText, systemScreen } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';

/** Whether the system starts Tocsin, hidden: what is wanted, and what the system says of it. */
export function Start({ store }: { readonly store: Store }) {
  const id = useId();
  const [state, setState] = useState<Autostart | null>(null);
  const told = store.told.value;
  const wanted = told?.preferences.start.withSystem ?? false;
  useEffect(() => {
    let here = true;
    void store.command('start.state', {}).then((found) => {
      if (here) setState(found);
    });
    return () => {
      here = false;
    };
  }, [store, wanted, store.now.value]);
  if (told === null) return null;
  const lock = lockAt(told.locked, 'start.withSystem');
  const said = state === null ? (told.host === 'serve' ? systemScreen.notByServe : '') : autostartText(wanted, state);
  return (
    <section class="start" aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{systemScreen.start}</h2>
      <p>
        <input
          id={id}
          type="checkbox"
          checked={wanted}
          disabled={lock !== null || told.host === 'serve'}
          aria-describedby={`${id}-said`}
          onChange={async ({ currentTarget }) => {
            const withSystem = currentTarget.checked;
            const answer = await store.command('settings.change', { change: { start: { withSystem } } });
            const [fault] = answer?.faults ?? [];
            if (fault !== undefined) store.say(fault.text);
            if (answer === null || fault !== undefined) currentTarget.checked = wanted;
          }}
        />{' '}
        <label for={id}>{systemScreen.withSystem}</label> {lock !== null && <Lock file={lock} />}
      </p>
      <p id={`${id}-said`} class="muted" role="status">
        {said}
      </p>
    </section>
  );
}
