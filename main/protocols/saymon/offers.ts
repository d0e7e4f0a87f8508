import type { Offer, Offered } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { RestFailure } from '../rest-failure.ts';
import type { Memory } from './names.ts';
import { Rest } from './rest.ts';
import type { SaymonSettings } from './schema.ts';
import { sessionFor } from './sign-in.ts';

interface Entity {
  readonly type: 'object' | 'link';
  readonly id: string;
  readonly name: string;
}

/** What a server has for its form: objects and links by name. Never rejects. */
export async function offersOf(
  { server, net, access, clock }: Target<SaymonSettings>,
  path: string,
  memory: Memory,
): Promise<Offered> {
  if (server.apiUrl === undefined) {
    return { why: { code: 'settings', params: { field: 'apiUrl', text: 'names are read there' } } };
  }
  try {
    const rest = new Rest(net, server.apiUrl, new AbortController().signal, () => clock.now());
    const session = await sessionFor(server, rest, memory, access);
    const [objects, links] = await Promise.all([rest.names(session, 'objects'), rest.names(session, 'links')]);
    const entities = [...entitiesIn('object', objects), ...entitiesIn('link', links)];
    return { offers: entities.map((entity) => offerOf(entity, path)) };
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    // The next question signs in anew.
    if (error.why.code === 'sign-in') memory.session = null;
    return { why: error.why };
  }
}

function entitiesIn(type: Entity['type'], names: ReadonlyMap<string, string>): readonly Entity[] {
  const entities = [...names].map(([id, name]) => ({ type, id, name }));
  return entities.sort((one, other) => one.name.localeCompare(other.name));
}

/**
 * Statistics take `1:<id>` of an object and `2:<id>` of a link, a filter `objects-<id>` and `links-<id>`.
 * https://api.saymon.tech/documentation/misc/incident-filter
 */
function offerOf({ type, id, name }: Entity, path: string): Offer {
  const item =
    path === 'incidentFilter'
      ? { entity: `${type}s-${id}`, ...(type === 'object' ? { parentFilter: id } : {}) }
      : `${type === 'object' ? 1 : 2}:${id}`;
  return { item, label: name, note: `${type} ${id}` };
}
