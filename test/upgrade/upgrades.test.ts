import { expect, test } from 'vitest';
import type { Offered, Upgrader, Upgrading } from '../../main/upgrade/upgrader.ts';
import { sourceOrOff, Upgrades } from '../../main/upgrade/upgrades.ts';
import type { UpgradePreferences, UpgradeState } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';

const hour = 3_600_000;

/** An upgrader that the test speaks for. */
class Scripted implements Upgrader {
  readonly source: string | null;
  readonly asked: string[] = [];
  readonly allowed: boolean[] = [];
  restarts = 0;
  answer: () => Promise<Offered | null> = async () => null;

  constructor(source: string | null = 'https://built.example/in') {
    this.source = source;
  }

  look(source: string): Promise<Offered | null> {
    this.asked.push(source);
    return this.answer();
  }

  allow(install: boolean): void {
    this.allowed.push(install);
  }

  restart(): void {
    this.restarts += 1;
  }
}

function open(upgrading: Upgrading, preferences: UpgradePreferences = { enabled: true, source: null }) {
  const clock = new FakeClock(1_000_000);
  const states: UpgradeState[] = [];
  const warned: string[] = [];
  let current = preferences;
  const upgrades = new Upgrades({
    ...{ upgrading, clock, random: () => 0.5 },
    preferences: () => current,
    changed: (state) => states.push(state),
    warn: (line) => warned.push(line),
  });
  upgrades.follow();
  return {
    ...{ upgrades, clock, states, warned },
    set: (change: Partial<UpgradePreferences>) => {
      current = { ...current, ...change };
      upgrades.follow();
    },
  };
}

const newer =
  (version = '0.2.0', fetch: () => Promise<void> = async () => undefined) =>
  async () => ({ version, fetch });

test('not at the start, but some minutes after it, and then some hours apart', async () => {
  const upgrader = new Scripted();
  const { clock, states } = open(upgrader);
  await clock.tick(5 * 60_000);
  expect(upgrader.asked).toEqual([]);
  await clock.tick(60_000);
  expect(upgrader.asked).toEqual(['https://built.example/in']);
  expect(states.at(-1)).toEqual({ name: 'current', lookedAt: 1_360_000 });
  await clock.tick(6 * hour - 1);
  expect(upgrader.asked).toHaveLength(1);
  await clock.tick(1);
  expect(upgrader.asked).toHaveLength(2);
});

test('what is newer is fetched, then may be installed at the end, and nothing restarts by itself', async () => {
  const upgrader = new Scripted();
  const { upgrades, clock, states } = open(upgrader);
  upgrader.answer = newer();
  expect(upgrades.restart()).toBe(false);
  await upgrades.look();
  expect(states.slice(1).map(({ name }) => name)).toEqual(['looking', 'fetching', 'ready']);
  expect(upgrader.allowed).toEqual([false, true]);
  await clock.tick(100 * hour);
  expect(upgrader).toMatchObject({ restarts: 0, asked: ['https://built.example/in'] });
  expect(upgrades.restart()).toBe(true);
  expect(upgrader.restarts).toBe(1);
});

test('a failure is quiet, is kept in its first line, and is tried again', async () => {
  const upgrader = new Scripted();
  const { upgrades, clock, warned } = open(upgrader);
  upgrader.answer = async () => {
    throw new Error(`net::ERR_NAME_NOT_RESOLVED\n    at secret/path`);
  };
  await upgrades.look();
  expect(upgrades.state()).toEqual({ name: 'failed', at: 1_000_000, text: 'net::ERR_NAME_NOT_RESOLVED' });
  expect(warned).toEqual(['A new version could not be looked for or fetched: net::ERR_NAME_NOT_RESOLVED']);
  upgrader.answer = newer('0.3.0', async () => {
    throw new Error('sha512 checksum mismatch');
  });
  await clock.tick(6 * hour);
  expect(upgrades.state()).toMatchObject({ name: 'failed', text: 'sha512 checksum mismatch' });
  expect(upgrader.allowed).toEqual([false]);
  upgrader.answer = newer('x'.repeat(1_000));
  await clock.tick(6 * hour);
  expect(upgrades.state()).toEqual({ name: 'ready', version: 'x'.repeat(40) });
});

test('switched off while it was fetched or after, nothing is installed; switched on it begins anew', async () => {
  const upgrader = new Scripted();
  const fetched = Promise.withResolvers<void>();
  const { upgrades, clock, set } = open(upgrader);
  upgrader.answer = newer('0.2.0', () => fetched.promise);
  const looking = upgrades.look();
  await clock.tick(0);
  expect(upgrades.state().name).toBe('fetching');
  set({ enabled: false });
  fetched.resolve();
  await looking;
  expect(upgrades.state()).toEqual({ name: 'off', why: 'switched-off' });
  expect(upgrader.allowed).toEqual([false, false]);
  await upgrades.look();
  expect(upgrader.asked).toHaveLength(1);
  set({ enabled: true });
  upgrader.answer = newer();
  await clock.tick(10 * 60_000);
  expect(upgrades.state()).toEqual({ name: 'ready', version: '0.2.0' });
  expect(upgrader.allowed.at(-1)).toBe(true);
  set({ enabled: false });
  expect(upgrader.allowed.at(-1)).toBe(false);
  expect(upgrades.restart()).toBe(false);
});

test('another source: what came from the one before is not installed', async () => {
  const upgrader = new Scripted();
  const { upgrades, clock, set } = open(upgrader);
  upgrader.answer = newer();
  await upgrades.look();
  set({});
  expect(upgrades.state().name).toBe('ready');
  set({ source: 'https://policy.example/tocsin' });
  expect(upgrades.state()).toEqual({ name: 'current', lookedAt: null });
  expect(upgrader.allowed.at(-1)).toBe(false);
  await clock.tick(10 * 60_000);
  expect(upgrader.asked).toEqual(['https://built.example/in', 'https://policy.example/tocsin']);
});

test('two at once are one, and nothing arrives after the end', async () => {
  const upgrader = new Scripted();
  const answer = Promise.withResolvers<Offered | null>();
  const { upgrades, clock, states } = open(upgrader);
  upgrader.answer = () => answer.promise;
  const looking = upgrades.look();
  await upgrades.look();
  expect(upgrader.asked).toHaveLength(1);
  upgrades.close();
  const before = states.length;
  answer.resolve(null);
  await looking;
  await clock.tick(100 * hour);
  expect({ states: states.length, asked: upgrader.asked.length }).toEqual({ states: before, asked: 1 });
});

test.for<[upgrading: Upgrading, preferences: UpgradePreferences, expected: object]>([
  [{ off: 'serve' }, { enabled: true, source: 'https://a.example' }, { off: 'serve' }],
  [{ off: 'machine' }, { enabled: false, source: null }, { off: 'machine' }],
  [new Scripted(), { enabled: true, source: null }, { source: 'https://built.example/in' }],
  [new Scripted(), { enabled: true, source: 'https://a.example' }, { source: 'https://a.example' }],
  [new Scripted(), { enabled: false, source: 'https://a.example' }, { off: 'switched-off' }],
  [new Scripted(null), { enabled: true, source: null }, { off: 'no-source' }],
  [new Scripted(null), { enabled: true, source: 'https://a.example' }, { source: 'https://a.example' }],
])('where it looks, or why not: %#', ([upgrading, preferences, expected]) => {
  expect(sourceOrOff(upgrading, preferences)).toEqual(expected);
});
