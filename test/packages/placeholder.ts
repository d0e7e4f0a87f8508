import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
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

/** The same for macOS: an app with its framework, in which the fuses are, and its helpers. */
export async function placeholderElectronOfMac(folder: string): Promise<string> {
  const contents = join(folder, 'Electron.app', 'Contents');
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework');
  const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`);
  await appOfMac(contents, 'Electron');
  for (const name of helpers) await appOfMac(join(contents, 'Frameworks', `${name}.app`, 'Contents'), name);
  const version = join(framework, 'Versions', 'A');
  for (const locale of ['de', 'en', 'en_GB', 'fr', 'ja']) {
    await mkdir(join(version, 'Resources', `${locale}.lproj`), { recursive: true });
    await writeFile(join(version, 'Resources', `${locale}.lproj`, 'locale.pak'), 'x');
    await mkdir(join(contents, 'Resources', `${locale}.lproj`), { recursive: true });
  }
  await writeFile(join(contents, 'Resources', 'electron.icns'), 'placeholder');
  for (const name of ['Electron Framework', 'Resources'])
    await symlink(join('Versions', 'A', name), join(framework, name));
  await writeFile(join(version, 'Electron Framework'), Buffer.concat([Buffer.from(program), fuseWire]));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    await writeFile(join(folder, name), 'placeholder');
  return folder;
}

async function appOfMac(contents: string, name: string): Promise<void> {
  await mkdir(join(contents, 'MacOS'), { recursive: true });
  await writeFile(join(contents, 'MacOS', name), program);
  await chmod(join(contents, 'MacOS', name), 0o755);
  const entries = { CFBundleExecutable: name, CFBundleIdentifier: 'placeholder', CFBundleName: name };
  const lines = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  await writeFile(
    join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${lines.join('')}</dict></plist>`,
  );
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
