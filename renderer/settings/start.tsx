import { useEffect, useState } from 'preact/hooks';
import type { Autostart } from '../../preload/contract/api.ts';
import { autostartText, settingsScreen, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SwitchSetting } from './controls.tsx';
import { Section } from './section.tsx';
import { Updates } from './updates.tsx';

/** Whether the system starts Tocsin, hidden: what is wanted, and what the system says of it. */
export function Start({ store }: { readonly store: Store }) {
  const [state, setState] = useState<Autostart | null>(null);
  const told = store.told.value;
  const wanted = told?.preferences.start.withSystem ?? false;
  const can = told?.canStartWithSystem === true;
  useEffect(() => {
    let here = true;
    void store.command('start.state', {}).then((found) => {
      if (here) setState(found);
    });
    return () => {
      here = false;
    };
  }, [store, wanted, store.now.value]);
  if (!can) {
    return (
      <Section section="start">
        <p class="help">{settingsScreen.notByServe}</p>
        <Updates store={store} />
      </Section>
    );
  }
  return (
    <Section section="start">
      <SwitchSetting store={store} path="start.withSystem" {...settingWords['start.withSystem']} />
      <p class="help" role="status">
        {state !== null && autostartText(wanted, state)}
      </p>
      <Updates store={store} />
    </Section>
  );
}
