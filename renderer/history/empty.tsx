import { clockText, plain, stateText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

/** An empty list says why it is empty, and the next step. */
export function EmptyHistory({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const { filter } = store.place.value;
  const narrowed = Object.keys(filter).some((name) => name !== 'streams');
  if (narrowed) {
    return (
      <div class="empty" role="status">
        <p>Nothing matches.</p>
        <button type="button" onClick={() => store.go({ filter: { streams: false }, event: null })}>
          Clear filters
        </button>
      </div>
    );
  }
  const servers = told?.servers ?? [];
  if (servers.length === 0) {
    return (
      <div class="empty">
        <p>No server yet. Tocsin watches what you add here.</p>
        <button type="button" class="primary" onClick={() => store.go({ screen: 'servers', server: 'new' })}>
          Add a server
        </button>
      </div>
    );
  }
  const summaryOf = (protocol: string) => told?.protocols.find(({ name }) => name === protocol)?.summary ?? '';
  return (
    <div class="empty">
      <p>No events yet.</p>
      {servers.map((server) => (
        <p key={server.id} class="muted">
          {plain(server.name)} is {stateText(server, store.now.value)}
          {server.state.name === 'online' &&
            ` since ${clockText(server.state.since, store.now.value)} and sends: ${summaryOf(server.protocol)}`}
          .
        </p>
      ))}
      {filter.streams === false && (
        <button type="button" class="link" onClick={() => store.narrow({ streams: undefined })}>
          Streams are hidden: show them
        </button>
      )}
    </div>
  );
}
