import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `@electron/fuses` looks for in a binary, and the wire after it: its version, its length, and Electron's defaults. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const defaults = '1011000111';
export const fuseWire = Buffer.concat([
  Buffer.from(sentinel),
  Buffer.from([1, defaults.length]),
  Buffer.from(defaults),
]);
const program = '#!/bin/sh\necho "placeholder, not Electron: $*"\nexit 0\n';

/**
 * Makes a folder that looks like Electron's distribution for Linux, so that an app can be packed where the real one
 * cannot be had. Nothing in it is Electron and nothing of it runs one: the binary says so and ends.
 */
export async function placeholderElectron(folder: string): Promise<string> {
  await common(folder);
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from(program), fuseWire]));
  await writeFile(join(folder, 'chrome-sandbox'), program);
  await Promise.all(['electron', 'chrome-sandbox'].map((name) => chmod(join(folder, name), 0o755)));
  return folder;
}

/** The same for Windows. Its binary is a program of Windows that is there by chance and says its version, as is needed. */
export async function placeholderElectronOfWindows(root: string, folder: string): Promise<string> {
  await common(folder);
  const any = await readFile(join(root, 'node_modules/electron-winstaller/vendor/rcedit.exe'));
  await writeFile(join(folder, 'electron.exe'), Buffer.concat([any, fuseWire]));
  return folder;
}

async function common(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  for (const locale of ['de', 'en-GB', 'en-US', 'fr', 'ja'])
    await writeFile(join(folder, 'locales', `${locale}.pak`), 'x');
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak', 'version']) {
    await writeFile(join(folder, name), 'placeholder');
  }
}
