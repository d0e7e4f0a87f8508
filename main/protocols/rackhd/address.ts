/** What of a server's settings makes its address. */
interface Place {
  readonly url: string;
  /** Takes the place of the url's path. */
  readonly path?: string;
  /** The default resource, last part of the address: `ws://host:port/mq`. */
  readonly channel?: string;
}

/**
 * Where the socket goes. The server takes what follows the last `/` for its default resource, and a query with it
 * (on-wss, lib/ws-service.js), so neither a query nor a trailing slash is sent.
 */
export function socketUrl({ url, path, channel }: Place): string {
  const address = new URL(url);
  const folder = (path ?? address.pathname).replace(/[?#].*$/, '').replace(/\/+$/, '');
  return `${isSecure(url) ? 'wss' : 'ws'}://${address.host}${folder}${channel === undefined ? '' : `/${channel}`}`;
}

/** The same host by HTTP, without a path. */
export function httpUrl(url: string): string {
  return `${isSecure(url) ? 'https' : 'http'}://${new URL(url).host}`;
}

function isSecure(url: string): boolean {
  return /^(?:https|wss):/i.test(url);
}

/** The default resource of an address, as the server reads it; empty where it has none. */
export function channelOf(address: string): string {
  return new URL(address).pathname.split('/').at(-1) ?? '';
}
