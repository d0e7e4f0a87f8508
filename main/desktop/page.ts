import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** The window's address. */
export const windowUrl = 'app://tocsin/index.html';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Says that `app:` is a secure scheme with an origin of its own; before the app is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves the built window under `app://tocsin/`. */
export function servePage(directory: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(directory, decodeURIComponent(pathname)));
    const type = types[extname(path)];
    if (host !== 'tocsin' || !path.startsWith(`${directory}${sep}`) || type === undefined) return missing();
    const body = await readFile(path).catch(() => null);
    if (body === null) return missing();
    return new Response(new Uint8Array(body), {
      headers: { 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
    });
  });
}

function missing(): Response {
  return new Response('There is no such page.', { status: 404 });
}
