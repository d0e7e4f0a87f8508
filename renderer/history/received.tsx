import { useState } from 'preact/hooks';
import type { Event } from '../../preload/contract/api.ts';
import { historyScreen } from '../../preload/contract/texts/index.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import type { Store } from '../store.ts';
import { copyText } from './copy.ts';
import { isDeep, shortened } from './payload.ts';

const levelsIndented = 100;

/** The message as it was received. */
export function Received({ store, event: { payload } }: { readonly store: Store; readonly event: Event }) {
  const [all, showAll] = useState(false);
  const { value, isCut } = shortened(payload);
  const whole = () => visibleJson(payload, isDeep(payload, levelsIndented) ? 0 : 2);
  return (
    <details>
      <summary>{historyScreen.received}</summary>
      <p class="buttons">
        <button type="button" onClick={() => void copyText(store, whole())}>
          {historyScreen.copyPayload}
        </button>
        {isCut && (
          <button type="button" class="link" aria-pressed={all} onClick={() => showAll(!all)}>
            {all ? historyScreen.showLess : historyScreen.showAll}
          </button>
        )}
      </p>
      <pre>{all ? whole() : visibleJson(value, 2)}</pre>
    </details>
  );
}
