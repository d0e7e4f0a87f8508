/**
 * Builds Tocsin and packs the desktop app: `npm run dist`. Arguments go to electron-builder: `--dir` only unpacked, for
 * this machine. TOCSIN_UPDATES_URL is where the packages look for updates.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builderArguments } from './builder-arguments.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const whyNone = electronBinary() === null ? await fetchElectron((line) => console.log(line)) : null;
const binary = electronBinary();
if (binary === null) {
  console.error(
    `Nothing was packed: ${whyNone}. Name a folder that has Electron's binary by ELECTRON_OVERRIDE_DIST_PATH, or try again where GitHub can be reached.`,
  );
  process.exit(1);
}
const cli = join(dirname(createRequire(import.meta.url).resolve('electron-builder/package.json')), 'cli.js');
const vite = join(
  dirname(createRequire(import.meta.url).resolve('electron-vite/package.json')),
  'bin',
  'electron-vite.js',
);
const steps = [
  [vite, 'build', '--logLevel', 'warn'],
  [cli, ...builderArguments(process.argv.slice(2), process.env, binary)],
];
for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
