import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/traps.md'), 'utf8');

interface Trap {
  readonly number: number;
  /** Names of tests, each with the place that stands before it. */
  readonly named: readonly { readonly place: string; readonly test: string | null }[];
}

const traps = page.split('\n').flatMap((line): Trap[] => {
  const [, number, , held] = /^\|\s*(\d+)\s*\|(.*?)\|(.*)\|$/.exec(line) ?? [];
  if (number === undefined || held === undefined) return [];
  const named: { place: string; test: string | null }[] = [];
  for (const [, place, test] of held.matchAll(/`([a-z0-9-]+(?:\/[a-z0-9-]+)*)`|"([^"]+)"/g)) {
    const last = named.at(-1);
    if (place !== undefined) {
      if (isPlace(place)) named.push({ place, test: null });
    } else if (test !== undefined && last !== undefined) {
      named.push({ place: last.place, test });
    }
  }
  return [{ number: Number(number), named }];
});

/** Whether it names a room or a file of the tests; code stands in backticks as well. */
function isPlace(name: string): boolean {
  return filesOf(name).length > 0;
}

function filesOf(place: string): readonly string[] {
  const path = join(root, 'test', place);
  const files = [`${path}.test.ts`, `${path}.spec.ts`].filter((file) => existsSync(file));
  if (!existsSync(path) || !statSync(path).isDirectory()) return files;
  return [
    ...files,
    ...readdirSync(path)
      .filter((name) => /\.(test|spec)\.ts$/.test(name))
      .map((name) => join(path, name)),
  ];
}

/** The names that a file gives its tests, and whatever else stands in quotes in it. */
function quotedIn(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const quoted = [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/g)].map(([, a, b]) => a ?? b ?? '');
  // A name that is nothing but a gap would fit everything.
  return quoted.filter((name) => name.replaceAll(/%[sij]/g, '').trim().length > 4);
}

/** `…` on the page and `%s` in a name stand for anything. */
function fits(test: string, name: string): boolean {
  const pattern = (text: string, gap: RegExp) =>
    new RegExp(
      `^${text
        .split(gap)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+')}$`,
    );
  return pattern(name, /%[sij]/).test(test) || pattern(test, /…/).test(name.replaceAll(/%[sij]/g, 'x'));
}

it('all thirty traps are on the page', () => {
  expect(traps.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});

it.each(traps.map((trap) => [trap.number, trap.named] as const))('trap %i is held by tests that exist', (_, named) => {
  expect(named.some(({ test }) => test !== null)).toBe(true);
  for (const { place, test } of named) {
    if (test === null) continue;
    const names = filesOf(place).flatMap(quotedIn);
    expect(
      names.some((name) => fits(test, name)),
      `${place}: "${test}"`,
    ).toBe(true);
  }
});
