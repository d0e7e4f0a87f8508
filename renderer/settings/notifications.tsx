import { useEffect, useState } from 'preact/hooks';
import { type ToastWays, toastClicks } from '../../preload/contract/api.ts';
import { clickName, driverName, settingsScreen, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { ChoiceSetting, NumberSetting, SwitchSetting } from './controls.tsx';
import { Section } from './section.tsx';
import { Sounds } from './sounds.tsx';
import { TestToast } from './test-toast.tsx';

const minutesAtMost = 1_440;

/** How events are shown and heard, and a test of each severity. */
export function Notifications({ store }: { readonly store: Store }) {
  const ways = useWays(store);
  const quiet = store.told.value?.preferences.quietHours.enabled === true;
  const drivers = ways === null ? ['auto', 'none'] : ['auto', ...ways.drivers, 'none'];
  return (
    <Section section="notifications">
      <TestToast store={store} />
      <ChoiceSetting
        store={store}
        path="toasts.driver"
        {...settingWords['toasts.driver']}
        choices={drivers}
        name={(driver) => driverName(driver, ways === null || drivers.includes(driver))}
      />
      <NumberSetting
        store={store}
        path="toasts.maxPerMinute"
        {...settingWords['toasts.maxPerMinute']}
        unit=""
        most={600}
      />
      <ChoiceSetting
        store={store}
        path="toasts.click"
        {...settingWords['toasts.click']}
        choices={toastClicks}
        name={clickName}
      />
      <SwitchSetting store={store} path="toasts.repeatCritical" {...settingWords['toasts.repeatCritical']} />
      <NumberSetting
        store={store}
        path="connections.lostMinutes"
        {...settingWords['connections.lostMinutes']}
        unit={settingsScreen.minutes}
        most={minutesAtMost}
      />
      <NumberSetting
        store={store}
        path="connections.stillLostMinutes"
        {...settingWords['connections.stillLostMinutes']}
        unit={settingsScreen.minutes}
        most={minutesAtMost}
      />
      <Sounds store={store} ways={ways} />
      <p class="see-also">
        {quiet ? settingsScreen.quietOn : settingsScreen.quietOff}:{' '}
        <a href={store.addressOf({ screen: 'settings', section: 'quiet-hours' })}>{settingsScreen.quietHours}</a>.{' '}
        {settingsScreen.whichRules}: <a href={store.addressOf({ screen: 'rules' })}>{settingsScreen.rules}</a>.
      </p>
    </Section>
  );
}

/** What this computer has to show and to play notifications with; null: it is not known yet, or could not be asked. */
function useWays(store: Store): ToastWays | null {
  const [ways, setWays] = useState<ToastWays | null>(null);
  useEffect(() => {
    let here = true;
    void store.waitFor('toasts.ways', {}).then((answer) => {
      if (here && answer.ok) setWays(answer.value);
    });
    return () => {
      here = false;
    };
  }, [store.reachable.value]);
  return ways;
}
