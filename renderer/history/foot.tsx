import { frame, historyScreen, overviewScreen } from '../../preload/contract/texts/index.ts';
import { markAllSeen } from '../marking.ts';
import type { Store } from '../store.ts';
import { ExportMenu, ExportProgress } from './export-menu.tsx';

/** Below the list: how much there is, what is hidden, and what can be done with all of it. */
export function Foot({ store }: { readonly store: Store }) {
  const { count } = store.rows.value;
  const { filter } = store.place.value;
  return (
    <div class="list-foot">
      <span class="count">{frame.events(count.count, count.more)}</span>
      {filter.streams === false ? (
        <span>
          {historyScreen.streamsHidden}{' '}
          <button type="button" class="link" onClick={() => store.narrow({ streams: undefined })}>
            {historyScreen.show}
          </button>
        </span>
      ) : (
        <span>
          {historyScreen.streamsShown}{' '}
          <button type="button" class="link" onClick={() => store.narrow({ streams: false })}>
            {historyScreen.hide}
          </button>
        </span>
      )}
      <span class="rest">
        <ExportProgress store={store} />
        <ExportMenu store={store} />
        {/* Of all there is, whatever the list is narrowed to: it says so in the same words as the overview. */}
        <button type="button" disabled={store.told.value?.unseen.count === 0} onClick={() => void markAllSeen(store)}>
          {overviewScreen.markAll}
        </button>
      </span>
    </div>
  );
}
