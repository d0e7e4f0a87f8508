import { useEffect, useState } from 'preact/hooks';
import { type SecretKeeping, secretPlaces } from '../../preload/contract/api.ts';
import { keepingText, secretPlaceName, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { ChoiceSetting } from './controls.tsx';

/** Where passwords, tokens and keys are kept, and how that is at the moment. A choice holds at once, for all of them. */
export function Secrets({ store }: { readonly store: Store }) {
  const [keeping, setKeeping] = useState<SecretKeeping | null>(null);
  const told = store.told.value;
  const wanted = told?.preferences.secrets.keep;
  useEffect(() => {
    let here = true;
    void store.command('secrets.keeping', {}).then((found) => {
      if (here && found !== null) setKeeping(found);
    });
    return () => {
      here = false;
    };
  }, [store, wanted, told?.notices, store.now.value]);
  return (
    <>
      <ChoiceSetting
        store={store}
        path="secrets.keep"
        {...settingWords['secrets.keep']}
        choices={secretPlaces}
        name={secretPlaceName}
      />
      <p class="help" role="status">
        {keeping !== null && `${keepingText(keeping)}.`}
      </p>
    </>
  );
}
