/** What of a server's settings says where it is; `webUrl` may be a pattern with `{id}`. */
interface Place {
  readonly url: string;
  readonly webUrl?: unknown;
}

/**
 * Whether an address may be opened in the user's browser: https, or plain http into one of these servers itself (scheme,
 * host and port of its `url` or `webUrl`), for in a local network some speak nothing else. Never with a sign-in in it.
 */
export function mayOpen(address: string, servers: readonly Place[]): boolean {
  const to = URL.parse(address);
  if (to === null || to.username !== '' || to.password !== '') return false;
  if (to.protocol === 'https:') return true;
  return to.protocol === 'http:' && servers.some((server) => isWithin(to, server));
}

/** Whether an address leads to a server itself, whatever page of it. */
export function isWithin(to: URL, { url, webUrl }: Place): boolean {
  return [url, webUrl].some((own) => typeof own === 'string' && originOf(own) === to.origin);
}

/** With ws and wss as what they begin as; null: it is no address. */
function originOf(url: string): string | null {
  return URL.parse(url.replace(/^ws/i, 'http'))?.origin ?? null;
}
