import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Decision } from '../../preload/contract/api.ts';
import { newEvent } from './events.ts';
import { type Folder, openFolder } from './folder.ts';

const hourMs = 3_600_000;
const now = 1_800_000_000_000;
const budget = {
  keepDays: 90,
  keepRows: 1_000_000,
  streams: { keepDays: 7, keepRows: 200_000 },
  keepMegabytes: 2_048,
};
const by = (rule: string | null): Decision => ({ outcome: 'silenced', reason: 'rule', rule, driver: null });

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

it('counts what each rule decided in the last seven days', async () => {
  const at = (hours: number, rule: string | null) => newEvent({ receivedAt: now - hours * hourMs, decision: by(rule) });
  await folder.add([at(0, 'a'), at(1, 'a'), at(1, 'b'), at(2, null), at(200, 'a')]);
  await folder.add([at(0, 'a'), at(167, 'b')]);
  expect(await folder.history.ruleHits(now)).toEqual({ a: 3, b: 2 });
  await folder.reopen();
  expect(await folder.history.ruleHits(now)).toEqual({ a: 3, b: 2 });
  expect(await folder.history.ruleHits(now + 10 * hourMs)).toEqual({ a: 3, b: 1 });
});

it('counts nothing of a batch that was not stored', async () => {
  const unstorable = newEvent({ severity: 'none' as 'ok', receivedAt: now });
  await expect(folder.add([newEvent({ receivedAt: now, decision: by('a') }), unstorable])).rejects.toThrow(
    'The history',
  );
  expect(await folder.history.ruleHits(now)).toEqual({});
});

it('forgets what is older than a week', async () => {
  await folder.add([newEvent({ receivedAt: now, decision: by('a') })]);
  await folder.history.prune(budget, now + 8 * 24 * hourMs);
  expect(await folder.history.ruleHits(now)).toEqual({});
});

it('begins to count in a database of an earlier version, which keeps its events', async () => {
  await folder.reopen(() => {
    const old = new Database(folder.file);
    old.exec('DROP TABLE rule_hours; DROP TABLE held_back; DROP TABLE digest_quarters; PRAGMA user_version = 10');
    old.close();
  });
  await folder.add([newEvent({ receivedAt: now, decision: by('a') })]);
  expect(await folder.history.ruleHits(now)).toEqual({ a: 1 });
});
