import { useState } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { cut, historyScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { leadOf } from './link.ts';

interface LinkProps {
  readonly store: Store;
  readonly event: EventRow;
  /** An address that may be opened. */
  readonly link: string;
}

/** The way into the server's own UI; a link that leads elsewhere says so before it is followed. */
export function OpenLink({ store, event, link }: LinkProps) {
  const [asking, setAsking] = useState(false);
  const settings = store.told.value?.settings.find(({ id }) => id === event.server) ?? null;
  const { host, leads } = leadOf(link, settings);
  const server = cut(event.serverName, 40);
  const follow = (label: string) => (
    <a class="button" href={link} target="_blank" rel="noopener noreferrer" title={cut(link, 300)}>
      {label}
    </a>
  );
  if (leads === 'own') return follow(historyScreen.openIn(server));
  if (!asking) {
    return (
      <button type="button" onClick={() => setAsking(true)}>
        {historyScreen.openIn(server)}
      </button>
    );
  }
  return (
    <span class="asking" role="alert">
      {historyScreen.leadsTo} <strong>{cut(host, 100)}</strong>
      {historyScreen.leadsAway(server)} {follow(historyScreen.openHost(cut(host, 40)))}
    </span>
  );
}
