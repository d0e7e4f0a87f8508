import { useEffect, useState } from 'preact/hooks';
import { countText, numberFault, settingsScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import type { SettingPath, SettingValue } from './paths.ts';
import { SettingRow } from './setting.tsx';
import { useSetting } from './use-setting.ts';

type PathOf<T> = { [P in SettingPath]: SettingValue<P> extends T ? P : never }[SettingPath];

interface Common {
  readonly store: Store;
  readonly label: string;
  readonly help: string;
}

interface NumberSettingProps extends Common {
  readonly path: PathOf<number>;
  readonly unit: string;
  readonly most: number;
}

/** A whole number from 1 up. What does not fit stays where it was typed, with what is wrong; Esc takes it back. */
export function NumberSetting({ store, path, label, help, unit, most }: NumberSettingProps) {
  const setting = useSetting(store, path, label);
  const { value, change, refuse } = setting;
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(null), [value]);

  async function take(text: string): Promise<void> {
    const wanted = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
    if (!(wanted >= 1 && wanted <= most)) return refuse(numberFault(1, most));
    if (await change(wanted)) setTyped(null);
  }
  return (
    <SettingRow setting={setting} help={help} name={(first) => `${countText(first)} ${unit}`.trim()}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            inputMode="numeric"
            autocomplete="off"
            class="number"
            value={typed ?? String(value)}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onChange={({ currentTarget }) => void take(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void take(event.currentTarget.value);
              if (event.key !== 'Escape' || typed === null) return;
              event.stopPropagation();
              setTyped(null);
              refuse(null);
            }}
          />
          <span class="unit">{unit}</span>
        </>
      )}
    </SettingRow>
  );
}

interface SwitchSettingProps extends Common {
  readonly path: PathOf<boolean>;
}

export function SwitchSetting({ store, path, label, help }: SwitchSettingProps) {
  const setting = useSetting(store, path, label);
  return (
    <SettingRow setting={setting} help={help} name={(first) => (first ? settingsScreen.on : settingsScreen.off)}>
      {(control) => (
        <input
          {...control}
          type="checkbox"
          checked={setting.value}
          onChange={({ currentTarget }) => void setting.change(currentTarget.checked)}
        />
      )}
    </SettingRow>
  );
}

interface ChoiceSettingProps<P extends SettingPath> extends Common {
  readonly path: P;
  readonly choices: readonly SettingValue<P>[];
  readonly name: (choice: SettingValue<P>) => string;
}

/** One of several; what is set and is none of them stands among them. */
export function ChoiceSetting<P extends PathOf<string | null>>({
  store,
  path,
  label,
  help,
  choices,
  name,
}: ChoiceSettingProps<P>) {
  const setting = useSetting(store, path, label);
  const all = choices.includes(setting.value) ? choices : [...choices, setting.value];
  return (
    <SettingRow setting={setting} help={help} name={name}>
      {(control) => (
        <select
          {...control}
          value={String(setting.value)}
          onChange={({ currentTarget }) => {
            const chosen = all[currentTarget.selectedIndex];
            if (chosen !== undefined) void setting.change(chosen);
          }}
        >
          {all.map((choice) => (
            <option key={String(choice)} value={String(choice)}>
              {name(choice)}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  );
}
