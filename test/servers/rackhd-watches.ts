import { collections } from './rackhd-store.ts';

/** One watch of a client, as it stands at the broker. */
interface Watcher {
  readonly resource: string;
  readonly exchange: string;
  readonly routingKey: string;
}

/** The watches of a client by their parameters as text, as the server compares them. */
export type Watchers = Map<string, Watcher[]>;

/** Those that take a message of a broker; one that was placed twice takes it twice. */
export function takers(watchers: Watchers, exchange: string, key: string): readonly Watcher[] {
  return [...watchers.values()].flat().filter((each) => each.exchange === exchange && binds(each.routingKey, key));
}

/** As a topic exchange of a broker binds: word by word. */
function binds(pattern: string, key: string): boolean {
  const parts = pattern.split('.').map((word) => {
    if (word === '#') return '(?:[^.]*(?:\\.|$))*';
    return word === '*' ? '[^.]*(?:\\.|$)' : `${word.replace(/[^\w-]/g, '\\$&')}(?:\\.|$)`;
  });
  return new RegExp(`^${parts.join('')}$`).test(key);
}

/** Where a broker is asked for what a watch wants; of `mq` as the client says it, right or wrong. */
export function routeOf(
  resource: string,
  params: unknown,
): { readonly exchange: unknown; readonly routingKey: unknown } {
  if (resource === 'mq') return { exchange: undefined, routingKey: undefined, ...(params as object | undefined) };
  return { exchange: 'on.waterline', routingKey: `${collections[resource]}.#` };
}

/** A collection's route is written into the parameters before they are compared. */
export function hashed(resource: string, params: unknown): unknown {
  return resource === 'mq' ? params : { ...(params as object | undefined), ...routeOf(resource, params) };
}
