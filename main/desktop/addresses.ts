import { extname } from 'node:path';

/** The window's address. */
export const windowUrl = 'app://tocsin/index.html';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Names as the build gives them: nothing encoded, no hidden file, no way up. */
const path = /^(\/[\w-][\w.-]*)+$/;

/** The file of an address, as names below the window's folder, and its type; null: there is none. */
export function fileOf(url: string): { readonly names: readonly string[]; readonly type: string } | null {
  const address = URL.parse(url);
  if (address === null || !isOurs(address) || !path.test(address.pathname)) return null;
  const type = types[extname(address.pathname)];
  return type === undefined ? null : { names: address.pathname.slice(1).split('/'), type };
}

/** Whether this is the window's page, wherever in it. */
export function isWindow(url: string): boolean {
  const address = URL.parse(url);
  return address !== null && isOurs(address) && address.pathname === '/index.html';
}

function isOurs({ protocol, host }: URL): boolean {
  return protocol === 'app:' && host === 'tocsin';
}
