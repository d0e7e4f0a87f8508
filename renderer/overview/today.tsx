import { type Outcome, outcomes } from '../../preload/contract/api.ts';
import { outcomeCountText, overviewScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import type { Digest } from './digest.ts';

const always: readonly Outcome[] = ['shown', 'merged', 'silenced'];

/** What became of today's events, each count a link to them. */
export function Today({ store, digest }: { readonly store: Store; readonly digest: Digest | 'unread' | null }) {
  if (digest === null || digest === 'unread') return <p class="today" />;
  const { today, midnight } = digest;
  const told = outcomes.filter((outcome) => always.includes(outcome) || (outcome === 'failed' && today.failed > 0));
  return (
    <p class="today" title={overviewScreen.todayWhole}>
      {overviewScreen.today}{' '}
      {told.map((outcome, index) => (
        <>
          {index > 0 && ', '}
          <a
            href={store.addressOf({
              screen: 'history',
              filter: { outcomes: [outcome], from: midnight, streams: false },
            })}
          >
            {outcomeCountText(outcome, today[outcome])}
          </a>
        </>
      ))}
    </p>
  );
}
