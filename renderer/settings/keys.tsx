import { settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SwitchSetting } from './controls.tsx';
import { Section } from './section.tsx';

/** Whether a key pressed alone does something. */
export function KeySettings({ store }: { readonly store: Store }) {
  return (
    <Section section="keys">
      <SwitchSetting store={store} path="window.singleKeys" {...settingWords['window.singleKeys']} />
    </Section>
  );
}
