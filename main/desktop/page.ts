import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { fileOf } from './addresses.ts';

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Says that `app:` is a secure scheme with an origin of its own; before the app is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves the built window under `app://tocsin/`. */
export function servePage(directory: string, failed: (line: string) => void): void {
  protocol.handle('app', async ({ url }) => {
    const file = fileOf(url);
    if (file === null) return missing();
    try {
      const body = await readFile(join(directory, ...file.names));
      return new Response(new Uint8Array(body), {
        headers: { 'content-type': file.type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
      });
    } catch (error) {
      failed(`A file of the window cannot be read; installing Tocsin again repairs it: ${String(error)}`);
      return missing();
    }
  });
}

function missing(): Response {
  return new Response('There is no such page.', { status: 404 });
}
