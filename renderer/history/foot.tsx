import type { Store } from '../store.ts';
import { ExportMenu, ExportProgress } from './export-menu.tsx';

/** Below the list: how much there is, what is hidden, and what can be done with all of it. */
export function Foot({ store }: { readonly store: Store }) {
  const { count } = store.rows.value;
  const { filter } = store.place.value;
  return (
    <div class="list-foot">
      <span class="count">
        {count.count.toLocaleString('en')}
        {count.more ? '+' : ''} {count.count === 1 && !count.more ? 'event' : 'events'}
      </span>
      {filter.streams === false ? (
        <span>
          Streams hidden,{' '}
          <button type="button" class="link" onClick={() => store.narrow({ streams: undefined })}>
            show
          </button>
        </span>
      ) : (
        <span>
          Streams shown,{' '}
          <button type="button" class="link" onClick={() => store.narrow({ streams: false })}>
            hide
          </button>
        </span>
      )}
      <span class="rest">
        <ExportProgress store={store} />
        <ExportMenu store={store} />
        <button type="button" onClick={() => store.run('history.seen', { all: true })}>
          Mark all seen
        </button>
      </span>
    </div>
  );
}
