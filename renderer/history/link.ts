import type { ServerSettings } from '../../preload/contract/api.ts';

const addressFields = ['url', 'apiUrl', 'webUrl'] as const;

/**
 * Where an address leads that may be opened. `own`: to a host that the server's settings name; `foreign`: somewhere else,
 * which is asked about first.
 */
export function leadOf(
  link: string,
  server: ServerSettings | null,
): { readonly host: string; readonly leads: 'own' | 'foreign' } {
  const own = addressFields.map((field) => placeOf(server?.[field])?.hostname);
  const place = placeOf(link);
  return { host: place?.host ?? link, leads: place !== null && own.includes(place.hostname) ? 'own' : 'foreign' };
}

function placeOf(address: unknown): URL | null {
  return typeof address === 'string' ? URL.parse(address) : null;
}
