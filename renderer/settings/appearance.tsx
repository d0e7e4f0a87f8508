import { languageChoices, themes } from '../../preload/contract/api.ts';
import { appearanceScreen, languageName, themeName } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { ChoiceSetting } from './controls.tsx';
import { Section } from './section.tsx';

/** Theme and language. Each change holds at once, in each window, in the tray and in what is shown from then on. */
export function Appearance({ store }: { readonly store: Store }) {
  const told = store.told.value;
  if (told === null) return null;
  const now = told.preferences.appearance.language === 'system' ? told.language : null;
  return (
    <Section section="appearance">
      <ChoiceSetting
        store={store}
        path="appearance.theme"
        label={appearanceScreen.theme}
        help={appearanceScreen.themeHelp}
        choices={themes}
        name={themeName}
      />
      <ChoiceSetting
        store={store}
        path="appearance.language"
        label={appearanceScreen.language}
        help={appearanceScreen.languageHelp}
        choices={languageChoices}
        name={(choice) => languageName(choice, now)}
      />
    </Section>
  );
}
