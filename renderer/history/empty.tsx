import { useEffect } from 'preact/hooks';
import { isUnsearchable } from '../../preload/contract/search.ts';
import { clockText, historyScreen, plain, stateText } from '../../preload/contract/texts/index.ts';
import { kindNamed } from '../kinds.ts';
import { needKinds } from '../language.ts';
import type { Store } from '../store.ts';
import { ownSearches } from './own-searches.ts';

/** What was typed in another language than English is in sentences of ours, which are stored in English. */
function OwnSearches({ store, typed }: { readonly store: Store; readonly typed: string }) {
  const found = ownSearches(typed);
  if (found.length === 0) return null;
  return (
    <>
      <p class="muted">{historyScreen.keptInEnglish}</p>
      {found.map(({ says, search }) => (
        <p key={search}>
          <button type="button" class="link" onClick={() => store.narrow({ text: search })}>
            {search}
          </button>{' '}
          <span class="muted">{says}</span>
        </p>
      ))}
    </>
  );
}

/** An empty list says why it is empty, and the next step. */
export function EmptyHistory({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { filter } = store.place.value;
  useEffect(() => void needKinds(), []);
  const unsearchable = isUnsearchable(filter.text ?? '');
  const narrowed = Object.keys(filter).some((name) => name !== 'streams');
  if (narrowed) {
    return (
      <div class="empty" role="status">
        <p>{unsearchable ? historyScreen.nothingSearched : historyScreen.nothingMatches}</p>
        <OwnSearches store={store} typed={filter.text ?? ''} />
        <button type="button" onClick={() => store.go({ filter: { streams: false }, event: null })}>
          {historyScreen.clearFilters}
        </button>
        {!unsearchable && <StreamsHidden store={store} />}
      </div>
    );
  }
  const servers = told?.servers ?? [];
  if (servers.length === 0) {
    return (
      <div class="empty">
        <p>{historyScreen.noServer}</p>
        <button type="button" class="primary" onClick={() => store.go({ screen: 'servers', server: 'new' })}>
          {historyScreen.addServer}
        </button>
      </div>
    );
  }
  const summaryOf = (protocol: string) => kindNamed(told?.protocols, protocol)?.summary ?? '';
  return (
    <div class="empty">
      <p>{historyScreen.noEvents}</p>
      {servers.map((server) => (
        <p key={server.id} class="muted">
          {server.state.name === 'online'
            ? historyScreen.serverSends(
                plain(server.name),
                stateText(server, store.now.value),
                clockText(server.state.since, store.now.value),
                summaryOf(server.protocol),
              )
            : historyScreen.serverIs(plain(server.name), stateText(server, store.now.value))}
        </p>
      ))}
      <StreamsHidden store={store} />
    </div>
  );
}

/** What is looked for may be among them. */
function StreamsHidden({ store }: { readonly store: Store }) {
  if (store.place.value.filter.streams !== false) return null;
  return (
    <p>
      <button type="button" class="link" onClick={() => store.narrow({ streams: undefined })}>
        {historyScreen.showStreams}
      </button>
    </p>
  );
}
