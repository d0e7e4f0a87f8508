import { useEffect, useState } from 'preact/hooks';
import { frame, settingWords, upgradeScreen, upgradeText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SwitchSetting } from './controls.tsx';
import { SettingRow } from './setting.tsx';
import { useSetting } from './use-setting.ts';

/** Whether new versions of the desktop app are fetched, from where, and how it stands with them. */
export function Updates({ store }: { readonly store: Store }) {
  const told = store.told.value;
  if (told === null) return null;
  const { upgrade } = told;
  const renews = upgrade.name !== 'off' || upgrade.why === 'switched-off' || upgrade.why === 'no-source';
  return (
    <>
      {renews && (
        <>
          <SwitchSetting store={store} path="updates.enabled" {...settingWords['updates.enabled']} />
          <Source store={store} />
        </>
      )}
      <p class="help" role="status">
        {upgradeText(upgrade, store.now.value)}
      </p>
      <p class="buttons">
        {(upgrade.name === 'current' || upgrade.name === 'failed') && (
          <button type="button" onClick={() => store.run('upgrade.look', {})}>
            {upgradeScreen.look}
          </button>
        )}
        {upgrade.name === 'ready' && (
          <button type="button" class="primary" onClick={() => store.run('upgrade.restart', {})}>
            {frame.restart}
          </button>
        )}
      </p>
    </>
  );
}

function Source({ store }: { readonly store: Store }) {
  const { label, help } = settingWords['updates.source'];
  const setting = useSetting(store, 'updates.source', label);
  const { value, change, restore } = setting;
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(null), [value]);

  async function take(text: string): Promise<void> {
    const source = text.trim();
    if (source === '' ? await restore() : await change(source)) setTyped(null);
  }
  return (
    <SettingRow setting={setting} help={help} name={(first) => first ?? upgradeScreen.sourceEmpty}>
      {(control) => (
        <input
          {...control}
          type="url"
          autocomplete="off"
          placeholder={upgradeScreen.sourceEmpty}
          value={typed ?? value ?? ''}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          onChange={({ currentTarget }) => void take(currentTarget.value)}
        />
      )}
    </SettingRow>
  );
}
