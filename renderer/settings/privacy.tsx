import { settingsScreen, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SwitchSetting } from './controls.tsx';
import { Secrets } from './secrets.tsx';
import { Section } from './section.tsx';

/** What others may see, and what is kept where. */
export function Privacy({ store }: { readonly store: Store }) {
  return (
    <Section section="privacy">
      <SwitchSetting store={store} path="toasts.previews" {...settingWords['toasts.previews']} />
      <Secrets store={store} />
      <p class="help">{settingsScreen.privacyKept}</p>
      <p class="help">{settingsScreen.privacySent}</p>
    </Section>
  );
}
