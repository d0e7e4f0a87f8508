import { useRef } from 'preact/hooks';
import type { Offer, ProtocolView } from '../../preload/contract/api.ts';
import { offersIn } from '../kinds.ts';
import type { Store } from '../store.ts';
import type { Draft } from './draft.ts';

/**
 * What a server has for a field of its form, asked without a word and once for all controls of the field. Empty where the
 * server is not online or does not say.
 */
export function useNamesOf(store: Store, protocol: ProtocolView, server: Draft) {
  const asked = useRef(new Map<string, Promise<readonly Offer[]>>());
  return (path: string): Promise<readonly Offer[]> => {
    const asking = asked.current.get(path) ?? namesOf(store, protocol, server, path);
    asked.current.set(path, asking);
    return asking;
  };
}

async function namesOf(store: Store, protocol: ProtocolView, server: Draft, path: string): Promise<readonly Offer[]> {
  const known = store.told.value?.servers.find(({ id }) => id === server['id']);
  if (known?.state.name !== 'online') return [];
  const answer = await store.quietly('servers.offer', { server, path });
  if (!answer.ok || answer.value.offered === null) return [];
  const offered = offersIn(answer.value.offered, protocol.name);
  return 'why' in offered ? [] : offered.offers;
}
