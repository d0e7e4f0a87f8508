import { useId } from 'preact/hooks';
import {
  type LanguageChoice,
  languageChoices,
  type Preferences,
  type Theme,
  themes,
} from '../../preload/contract/api.ts';
import { appearanceScreen, languageName, themeName } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';

/** Theme and language. Each change holds at once, in each window, in the tray and in what is shown from then on. */
export function Appearance({ store }: { readonly store: Store }) {
  const told = store.told.value;
  if (told === null) return null;
  const { theme, language } = told.preferences.appearance;
  const now = language === 'system' ? told.language : null;
  return (
    <section id="settings-appearance" class="settings-part" aria-labelledby="settings-appearance-title">
      <h2 id="settings-appearance-title" tabIndex={-1}>
        {appearanceScreen.title}
      </h2>
      <Choice<Theme>
        {...{ store, field: 'theme', choices: themes, value: theme, name: themeName }}
        label={appearanceScreen.theme}
        help={appearanceScreen.themeHelp}
      />
      <Choice<LanguageChoice>
        {...{ store, field: 'language', choices: languageChoices, value: language }}
        name={(choice) => languageName(choice, now)}
        label={appearanceScreen.language}
        help={appearanceScreen.languageHelp}
      />
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly store: Store;
  readonly field: keyof Preferences['appearance'];
  readonly label: string;
  readonly help: string;
  readonly choices: readonly T[];
  readonly value: T;
  readonly name: (choice: T) => string;
}

function Choice<T extends string>({ store, field, label, help, choices, value, name }: ChoiceProps<T>) {
  const id = useId();
  const lockedBy = lockAt(store.told.value?.locked, `appearance.${field}`);

  async function set(wanted: T): Promise<boolean> {
    const answer = await store.command('settings.change', { change: { appearance: { [field]: wanted } } });
    const [fault] = answer?.faults ?? [];
    if (fault !== undefined) store.say(fault.text);
    return answer !== null && fault === undefined;
  }
  return (
    <div class="appearance-choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={lockedBy !== null}
        aria-describedby={`${id}-help`}
        onChange={async ({ currentTarget }) => {
          const wanted = choices[currentTarget.selectedIndex];
          if (wanted === undefined || wanted === value) return;
          if (await set(wanted)) store.say(appearanceScreen.changed(label, name(wanted)), () => void set(value));
          else currentTarget.value = value;
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {name(choice)}
          </option>
        ))}
      </select>
      <p class="help" id={`${id}-help`}>
        {help}
        {lockedBy !== null && (
          <>
            {' '}
            <Lock file={lockedBy} />
          </>
        )}
      </p>
    </div>
  );
}
