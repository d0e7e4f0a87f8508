import { typeOf } from '../file-types.ts';

/** The window's address. */
export const windowUrl = 'app://tocsin/index.html';

/** Names as the build gives them: nothing encoded, no hidden file, no way up. */
const path = /^(\/[\w-][\w.-]*)+$/;

/** The file of an address, as names below the window's folder, and its type; null: there is none. */
export function fileOf(url: string): { readonly names: readonly string[]; readonly type: string } | null {
  const address = URL.parse(url);
  if (address === null || !isOurs(address) || !path.test(address.pathname)) return null;
  const type = typeOf(address.pathname);
  return type === null ? null : { names: address.pathname.slice(1).split('/'), type };
}

/** Whether this is the window's page, wherever in it. */
export function isWindow(url: string): boolean {
  const address = URL.parse(url);
  return address !== null && isOurs(address) && address.pathname === '/index.html';
}

function isOurs({ protocol, host }: URL): boolean {
  return protocol === 'app:' && host === 'tocsin';
}
