import { looseText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { looseOf } from './groups.ts';

/** What is unseen though no open alert carries it: a way to it. */
export function Loose({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const loose = told === null ? null : looseOf(told.alerts, told.unseen);
  if (loose === null || loose.count === 0) return null;
  return (
    <p class="rest">
      <a href={store.addressOf({ screen: 'history', filter: { minSeverity: 'warning', seen: false, streams: false } })}>
        {looseText(loose.count, loose.more)}
      </a>
    </p>
  );
}
