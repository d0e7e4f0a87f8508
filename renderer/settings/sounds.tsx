import { type Cause, type Severity, severities, sounds, type ToastWays } from '../../preload/contract/api.ts';
import { causeText, settingsScreen, severityWord, soundName } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SeverityMark } from '../ui/severity.tsx';
import { SettingRow } from './setting.tsx';
import { useSetting } from './use-setting.ts';

interface SoundsProps {
  readonly store: Store;
  readonly ways: ToastWays | null;
}

/** What is heard with each severity, the worst first, and how that sounds. */
export function Sounds({ store, ways }: SoundsProps) {
  const silent = new Set(Object.values(ways?.sounds ?? {}).flatMap((why) => (why === null ? [] : [whyText(why)])));
  return (
    <fieldset class="sounds">
      <legend>{settingsScreen.sounds}</legend>
      <p class="help">{settingsScreen.soundsHelp}</p>
      {severities.toReversed().map((severity) => (
        <SoundOf key={severity} store={store} ways={ways} severity={severity} />
      ))}
      {[...silent].map((text) => (
        <p key={text} class="help">
          {text}
        </p>
      ))}
    </fieldset>
  );
}

function SoundOf({ store, ways, severity }: SoundsProps & { readonly severity: Severity }) {
  const word = severityWord(severity);
  const setting = useSetting(store, `toasts.sounds.${severity}`, `${settingsScreen.sounds}, ${word}`);
  const { value } = setting;
  const why = value === 'none' ? null : (ways?.sounds[value] ?? null);

  async function listen(): Promise<void> {
    if (value === 'none') return;
    const answer = await store.command('toasts.hear', { sound: value });
    if (answer !== null && answer.why !== null) store.say(whyText(answer.why));
  }
  return (
    <SettingRow setting={setting} title={<SeverityMark severity={severity} />} help="" name={soundName}>
      {(control) => (
        <>
          <select
            {...control}
            value={value}
            onChange={({ currentTarget }) => {
              const chosen = sounds[currentTarget.selectedIndex];
              if (chosen !== undefined) void setting.change(chosen);
            }}
          >
            {sounds.map((sound) => (
              <option key={sound} value={sound}>
                {soundName(sound)}
              </option>
            ))}
          </select>
          <button
            type="button"
            aria-label={`${settingsScreen.listen}: ${word}`}
            disabled={value === 'none' || ways === null || why !== null}
            title={why === null ? undefined : whyText(why)}
            onClick={() => void listen()}
          >
            {settingsScreen.listen}
          </button>
        </>
      )}
    </SettingRow>
  );
}

function whyText(why: Cause): string {
  return `${causeText(why).why}.`;
}
