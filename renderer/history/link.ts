import type { ServerSettings } from '../../preload/contract/api.ts';

const addressFields = ['url', 'apiUrl', 'webUrl'] as const;

/**
 * Where the link of an event leads. `own`: to a host that the server's settings name; `foreign`: somewhere else, which is
 * asked about first; null: no link is shown, for it is none over https, or brings a sign-in of its own.
 */
export function linkOf(
  url: string | null,
  server: ServerSettings | null,
): { readonly url: string; readonly host: string; readonly leads: 'own' | 'foreign' } | null {
  const link = url === null ? null : URL.parse(url);
  if (link === null || link.protocol !== 'https:' || link.username !== '' || link.password !== '') return null;
  const own = addressFields.map((field) => hostOf(server?.[field]));
  return { url: link.href, host: link.host, leads: own.includes(link.hostname) ? 'own' : 'foreign' };
}

function hostOf(address: unknown): string | null {
  return typeof address === 'string' ? (URL.parse(address)?.hostname ?? null) : null;
}
