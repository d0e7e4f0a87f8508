import type { ServerSettings } from '../../../preload/contract/api.ts';

/** The Manager's address without a slash at its end, as http or https. A path in it stands before all others. */
export function baseOf({ url }: Pick<ServerSettings, 'url'>): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol.replace('ws', 'http')}//${host}${pathname.replace(/\/+$/, '')}`;
}

/** Where Socket.IO is: `/socket.io/` behind the address unless set. */
export function socketPathOf({ url, path }: { readonly url: string; readonly path?: string }): string {
  return path ?? `${new URL(url).pathname.replace(/\/+$/, '')}/socket.io/`;
}
