import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Writes Electron's declarations without its modules: where those are not declared, `electron` is what a compilation
 * says it is, and the desktop's code is held against the stand-in.
 */
const declared = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
const modules = /^declare module '[^']+' \{\n(?: {2}.*\n|\n)*\}\n/gm;
const names = declared.replace(modules, '');
if (names === declared || /^declare module 'electron/m.test(names)) throw new Error('Electron declares otherwise now');
const folder = new URL('../../out/types/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('electron-names.d.ts', folder), names);
