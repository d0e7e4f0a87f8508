import type { Target } from '../protocol.ts';
import { type Ears, openSocket, type TransportName, type Wire } from '../socket-io-4.ts';
import type { SaymonSettings } from './schema.ts';
import type { Wanted } from './topics.ts';

/** A socket to the Comet server, the session in its query. https://api.saymon.tech/documentation/websocket-events/ */
export function openWire(target: Target<SaymonSettings>, session: string, name: TransportName, ears: Ears): Wire {
  const { url, path } = target.server;
  return openSocket({ url, namespace: '/', path, query: { sessionId: session } }, target, name, ears);
}

/** Asks for all that is wanted, one call for each topic. */
export function subscribe(wire: Wire, { topics, stat }: Wanted, { incidentFilter }: SaymonSettings): void {
  for (const topic of topics) {
    if (topic === 'incidents' && incidentFilter !== undefined) wire.emit('add-topics', topic, incidentFilter);
    else wire.emit('add-topics', topic);
  }
  for (const entity of stat) wire.emit('add-filtered-topic', 'stat', entity);
}
