import { useState } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { cut } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { linkOf } from './link.ts';

/** The way into the server's own UI; a link that leads elsewhere says so before it is followed. */
export function OpenLink({ store, event }: { readonly store: Store; readonly event: EventRow }) {
  const [asking, setAsking] = useState(false);
  const settings = store.told.value?.settings.find(({ id }) => id === event.server) ?? null;
  const link = linkOf(event.url, settings);
  const server = cut(event.serverName, 40);
  if (link === null) return null;
  const follow = (label: string) => (
    <a class="button" href={link.url} target="_blank" rel="noopener noreferrer" title={cut(link.url, 300)}>
      {label}
    </a>
  );
  if (link.leads === 'own') return follow(`Open in ${server}`);
  if (!asking) {
    return (
      <button type="button" onClick={() => setAsking(true)}>
        Open in {server}
      </button>
    );
  }
  return (
    <span class="asking" role="alert">
      This link leads to <strong>{cut(link.host, 100)}</strong>, which is no address of {server}.{' '}
      {follow(`Open ${cut(link.host, 40)}`)}
    </span>
  );
}
