import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { literalsOf } from './literals.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The same in every language. */
const noLanguage: readonly string[] = [
  'Tocsin',
  'tocsin serve',
  'Electron …,',
  'Node',
  // What a server calls a reading.
  'values.temperature',
];

const files = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  relative(root, `${root}/${file}`).replaceAll('\\', '/'),
);

describe('what a person reads in the window', () => {
  it.each(files)('comes from the catalogue: %s', (file) => {
    const found = literalsOf(file, readFileSync(`${root}/${file}`, 'utf8'));
    expect(found.filter(({ text }) => !noLanguage.includes(text))).toEqual([]);
  });
});

describe('a text that stands in the source', () => {
  it.each([
    ['between tags', '<p>Nothing is open</p>', ['Nothing is open']],
    ['in braces', "<p>{open ? 'Fold' : 'Unfold ' + name}</p>", ['Fold', 'Unfold']],
    ['in an attribute that is spoken', '<a title="Close (Esc)" />', ['Close (Esc)']],
    ['in one of a component', '<Dropdown label="Time" />', ['Time']],
    ['in a table', "const rows = [{ key: 'one', label: 'Servers' }]", ['Servers']],
    ['said in passing', "store.say('Copied.')", ['Copied.']],
    ['a sentence anywhere', "const fault = 'Nothing is that old'", ['Nothing is that old']],
    ['a small one', "const until = name + ' until it changes'", ['until it changes']],
  ])('is found %s', (_, source, texts) => {
    expect(literalsOf('a.tsx', source).map(({ text }) => text)).toEqual(texts);
  });

  it.each([
    ['a name of the program', '<p class="muted words" key={`a b`} id=\'one two\'>{text.open}</p>'],
    ['a selector', "element.querySelector('button, a')"],
    ['a command', '<code>tocsin serve --open</code>'],
    ['a drawing', 'const shape = `<path d="M0 0" fill="none"/>`'],
    ['a comparison', "<p>{kind === 'job' && text.job}</p>"],
  ])('is not %s', (_, source) => {
    expect(literalsOf('a.tsx', source)).toEqual([]);
  });
});
