import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { licencesOf } from '../../build/licences.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

/** What npm would install for production, by the lock file: another way to the list than the one under test. */
function locked(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  return Object.entries(lock.packages).flatMap(([path, { dev, devOptional, optional }]) => {
    if (path === '' || dev === true || devOptional === true) return [];
    const manifest = join(root, path, 'package.json');
    if (!existsSync(manifest)) {
      if (optional === true) return [];
      throw new Error(`${path} is not installed`);
    }
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string; version: string };
    return [`${name}@${version}`];
  });
}

it('every package that is shipped is listed, with its licence and what it says of it', () => {
  const listed = licencesOf(root);
  const names = listed.map(({ name, version }) => `${name}@${version}`);
  const frameAndWindow = /^(electron|preact|@preact\/signals|@preact\/signals-core)@/;
  expect(new Set(names)).toEqual(new Set([...locked(), ...names.filter((name) => frameAndWindow.test(name))]));
  expect(names.length).toBeGreaterThan(50);
  for (const { name, licence, text } of listed) {
    expect(licence, name).toMatch(/^[A-Z(][\w.()\s+-]*$/);
    expect(text, name).not.toBe('');
  }
});

it('stands in a script of its own, which the window loads when it is asked for', () => {
  const assets = join(root, 'out/renderer/assets');
  const holding = readdirSync(assets).filter((name) => {
    return name.endsWith('.js') && readFileSync(join(assets, name), 'utf8').includes('Permission is hereby granted');
  });
  expect(holding).toHaveLength(1);
  expect(holding[0]).toContain('licences');
});

it('lists whatever the window is made with', () => {
  const listed = licencesOf(root).map(({ name }) => name);
  const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' });
  const imported = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(root, 'renderer', file), 'utf8').matchAll(/ from '([^.'][^']*)'/g)])
    .flatMap(([, from = '']) => /^(@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? [])
    .filter((name) => !name.includes(':'));
  expect(imported.length).toBeGreaterThan(10);
  for (const name of imported) expect(listed).toContain(name);
});
