import { useEffect, useId, useState } from 'preact/hooks';
import { type Severity, severities } from '../../preload/contract/api.ts';
import {
  passName,
  quietWindowText,
  settingsScreen,
  settingWords,
  zoneText,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { ChoiceSetting, SwitchSetting } from './controls.tsx';
import { Section } from './section.tsx';
import { SettingRow } from './setting.tsx';
import { useSetting } from './use-setting.ts';
import { weekOf, windowsOf } from './week.ts';
import { WeekGrid } from './week-grid.tsx';
import { WeekList } from './week-list.tsx';

const passes: readonly (Severity | null)[] = [null, ...severities.toReversed()];

/** When toasts are held back, and what comes all the same. */
export function QuietHours({ store }: { readonly store: Store }) {
  const { label, help } = settingWords['quietHours.windows'];
  const windows = useSetting(store, 'quietHours.windows', label);
  const isOn = store.told.value?.preferences.quietHours.enabled === true;
  const zone = store.told.value?.preferences.quietHours.timeZone ?? systemZone();
  return (
    <Section section="quiet-hours">
      <SwitchSetting store={store} path="quietHours.enabled" {...settingWords['quietHours.enabled']} />
      <SettingRow setting={windows} help={help} name={(first) => first.map(quietWindowText).join('; ')} wide={true}>
        {({ id, disabled, 'aria-describedby': described }) => (
          <>
            <WeekGrid
              id={id}
              described={described}
              disabled={disabled}
              idle={!isOn}
              week={weekOf(windows.value)}
              change={(week) => void windows.change(windowsOf(week))}
            />
            <p class="help">
              {zoneText(zone)} {settingsScreen.weekHelp}
            </p>
            <WeekList disabled={disabled} windows={windows.value} change={(next) => windows.change(next)} />
          </>
        )}
      </SettingRow>
      <ChoiceSetting
        store={store}
        path="quietHours.passSeverity"
        {...settingWords['quietHours.passSeverity']}
        choices={passes}
        name={passName}
      />
      <SwitchSetting
        store={store}
        path="quietHours.passConnectionLost"
        {...settingWords['quietHours.passConnectionLost']}
      />
      <TimeZone store={store} />
    </Section>
  );
}

/** The zone on whose clocks it is quiet; empty: that of the system. */
function TimeZone({ store }: { readonly store: Store }) {
  const { label, help } = settingWords['quietHours.timeZone'];
  const setting = useSetting(store, 'quietHours.timeZone', label);
  const { value, change, restore, refuse } = setting;
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(null), [value]);
  const list = useId();

  async function take(text: string): Promise<void> {
    const zone = text.trim();
    const done = zone === '' ? await restore() : isZone(zone) ? await change(zone) : null;
    if (done === null) refuse(settingsScreen.zoneFault);
    else if (done) setTyped(null);
  }
  return (
    <SettingRow setting={setting} help={help} name={(first) => first ?? systemZone()}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            spellcheck={false}
            autocomplete="off"
            list={list}
            placeholder={systemZone()}
            value={typed ?? value ?? ''}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onChange={({ currentTarget }) => void take(currentTarget.value)}
          />
          <datalist id={list}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </SettingRow>
  );
}

function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
