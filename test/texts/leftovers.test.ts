import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { english } from './english.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The names of a table's words, each behind those of what it stands in: `server`, `title`. */
function namesOf(words: object): readonly (readonly string[])[] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]) => {
    const within = typeof word === 'object' && word !== null && !Array.isArray(word) ? namesOf(word) : [];
    return [[name], ...within.map((names) => [name, ...names])];
  });
}

/** The code that may ask for a word; of the catalogue's own, without the fields that words are given in. */
function askingCode(): string {
  const files = globSync('{main,preload,renderer}/**/*.{ts,tsx}', { cwd: root });
  const source = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
  return files
    .filter((file) => !/texts.ru\b/.test(file))
    .map((file) => (/\btexts\b/.test(file) ? source(file).replace(/^\s*('?)[\w.-]+\1: /gm, '') : source(file)))
    .join('\n');
}

it('no word of the catalogue is left over for which nobody asks', () => {
  const code = askingCode();
  const asked = new Set([
    ...Array.from(code.matchAll(/'([^\n']+)'/g), ([, quoted]) => quoted),
    ...Array.from(code.matchAll(/\.([A-Za-z]\w*)/g), ([, read]) => read),
    ...Array.from(code.matchAll(/\{([^{}]*)\} = /g)).flatMap(([, names = '']) => names.match(/\w+/g) ?? []),
  ]);
  const names = Object.entries(english).flatMap(([table, words]) => namesOf(words).map((within) => [table, ...within]));
  expect(names.length).toBeGreaterThan(1_000);
  // The pages of `docs/` are asked for by their files' names.
  const left = names.filter((path) => !asked.has(path.at(-1) ?? '') && path[1] !== 'documents');
  expect(left.map((path) => path.join('.'))).toEqual([]);
});
