/**
 * Makes the package `tocsin` (serve and all commands, without Electron) in dist/cli: a folder for npm, and with
 * `-- --deb` a Debian package beside it. The built files are there already.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sizeLine } from './after-build.ts';
import { debianPackage } from './cli-deb.ts';
import { stageCli } from './cli-package.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist', 'cli');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await stageCli(root, folder);
console.log(`The package for npm is in ${folder}: "npm publish" or "npm pack" there.`);
if (process.argv.includes('--deb')) {
  const { file, bytes } = await debianPackage(root, folder, join(root, 'dist'));
  console.log(sizeLine(file, bytes));
}
