import type { HistorySize } from '../../preload/contract/api.ts';
import { historySizeText, settingsScreen, settingWords } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { usePaced } from '../use-paced.ts';
import { NumberSetting } from './controls.tsx';
import { Section } from './section.tsx';

const most = 1_000_000_000;

/** How much is kept, and how much there is. */
export function HistorySettings({ store }: { readonly store: Store }) {
  const units = {
    'history.keepDays': settingsScreen.days,
    'history.keepRows': settingsScreen.events,
    'history.streams.keepDays': settingsScreen.days,
    'history.streams.keepRows': settingsScreen.events,
    'history.keepMegabytes': settingsScreen.megabytes,
  } as const;
  return (
    <Section section="history">
      <Size store={store} />
      {(Object.keys(units) as readonly (keyof typeof units)[]).map((path) => (
        <NumberSetting key={path} store={store} path={path} {...settingWords[path]} unit={units[path]} most={most} />
      ))}
      <p class="help">{settingsScreen.grace}</p>
    </Section>
  );
}

/** What the history holds, asked anew every 10 s. */
function Size({ store }: { readonly store: Store }) {
  const size = usePaced(store, sizeOf, [store.now.value]);
  const text = size === null ? ' ' : size === 'unknown' ? settingsScreen.sizeFailed : historySizeText(size);
  return <p class="history-size">{text}</p>;
}

async function sizeOf(store: Store): Promise<HistorySize | 'unknown'> {
  const answer = await store.quietly('history.size', {});
  return answer.ok ? answer.value : 'unknown';
}
