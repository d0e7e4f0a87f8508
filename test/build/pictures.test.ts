import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { views } from '../e2e/screens.ts';

const docs = new URL('../../docs/', import.meta.url);
const shown = views.filter(({ picture }) => picture !== undefined).map(({ name }) => name);

it('each screen of the documents has its two pictures, and no picture is left over', () => {
  const wanted = shown.flatMap((name) => [`${name}-dark.png`, `${name}-light.png`]).toSorted();
  expect(readdirSync(new URL('pictures/', docs)).toSorted()).toEqual(wanted);
});

it('all of them stand in the page of the window, and are small', () => {
  const page = readFileSync(new URL('window.md', docs), 'utf8');
  const files = shown.flatMap((name) => [`pictures/${name}-dark.png`, `pictures/${name}-light.png`]);
  for (const file of files) expect(page).toContain(file);
  const bytes = files.map((file) => statSync(new URL(file, docs)).size);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(3_000_000);
});
