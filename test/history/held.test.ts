import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertRecord, NewEvent } from '../../main/history/history.ts';
import { alertRecord, newEvent } from './events.ts';
import { backToFirst, type Folder, openFolder } from './folder.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const none = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
const held = (change: Partial<NewEvent> = {}, reason: 'paused' | 'quiet-hours' | 'snoozed' = 'paused') =>
  newEvent({ decision: { outcome: 'silenced', reason, rule: 'default-fault', driver: null }, owedTo: '', ...change });

/** Stores an event that opens an alert, held back. */
async function opened(change: Partial<AlertRecord>, event: Partial<NewEvent> = {}): Promise<AlertRecord> {
  const record = alertRecord(change);
  const { key, kind, severity } = record;
  await folder.add([held({ alert: key, kind, severity, ...event })], { alerts: [{ record, first: 0, last: 0 }] });
  return record;
}

describe('what was held back', () => {
  it('is counted by severity, with when it came, why, and up to where', async () => {
    await folder.add([
      newEvent(),
      held({ severity: 'critical', receivedAt: 1_000 }),
      held({ severity: 'error', receivedAt: 3_000 }, 'quiet-hours'),
      held({ severity: 'ok', phase: 'closed', receivedAt: 2_000 }),
      held({ severity: 'ok', phase: 'closed', kind: 'job', receivedAt: 2_000 }),
      held({ owedTo: null }),
      held({ owedTo: '["noc"]', severity: 'warning' }, 'snoozed'),
    ]);
    const found = await folder.history.held('');
    expect(found).toEqual({
      count: 4,
      counts: { ...none, critical: 1, error: 1, ok: 1 },
      open: none,
      notSeen: none,
      cleared: 0,
      worst: 'ok',
      connectionLost: false,
      firstAt: 1_000,
      lastAt: 3_000,
      reasons: expect.arrayContaining(['paused', 'quiet-hours']),
      upTo: 5,
    });
    expect(await folder.history.held('["noc"]')).toMatchObject({ count: 1, reasons: ['snoozed'] });
    expect(await folder.history.held('["iot"]')).toBeNull();
  });

  it('says what of its alerts is open now, as it is now, and how many are not', async () => {
    await opened({ key: 'a', severity: 'warning', worst: 'warning' });
    const closes = await opened({ key: 'b', severity: 'error' });
    await opened({ key: 'c', severity: 'info', worst: 'info' });
    await opened({ key: 'job', kind: 'job', severity: 'error' });
    await opened({ key: 'connection', kind: 'connection', severity: 'error' });
    await folder.history.saveAlerts([
      alertRecord({ key: 'a', severity: 'critical', worst: 'critical' }),
      { ...closes, closedAt: 5 },
    ]);
    expect(await folder.history.held('')).toMatchObject({
      count: 5,
      open: { ...none, critical: 1, error: 1 },
      cleared: 1,
      worst: 'critical',
      connectionLost: true,
    });
  });

  it('is as bad as what no alert carries, until that is seen', async () => {
    await folder.add([held({ kind: 'trap', severity: 'critical', attention: true, phase: null })]);
    expect(await folder.history.held('')).toMatchObject({ worst: 'critical', notSeen: { ...none, critical: 1 } });
    await folder.history.seen([1], 5);
    expect((await folder.history.held(''))?.worst).toBe('ok');
    await folder.add([held({ kind: 'trap', severity: 'error', attention: true, phase: null })]);
    expect((await folder.history.held(''))?.worst).toBe('error');
    await folder.history.seen('all', 6);
    expect((await folder.history.held(''))?.worst).toBe('ok');
  });

  it('is told up to an id, also after a restart', async () => {
    await folder.add([held(), held(), held({ owedTo: '["noc"]' })]);
    await folder.reopen();
    expect([...(await folder.history.remembered()).held].sort()).toEqual(['', '["noc"]']);
    await folder.history.heldTold('', 1);
    expect(await folder.history.held('')).toMatchObject({ count: 1, upTo: 2 });
    await folder.history.heldTold('', 2);
    expect((await folder.history.remembered()).held).toEqual(['["noc"]']);
    await folder.history.heldElsewhere('["noc"]', '');
    expect((await folder.history.remembered()).held).toEqual(['']);
  });

  it('takes over what its server had to tell, and what was owed at the start', async () => {
    const merged = { outcome: 'merged', reason: 'catch-up', rule: 'default-fault', driver: null } as const;
    await folder.add([newEvent({ decision: merged }), newEvent({ decision: merged })]);
    await folder.history.holdBack('', [1]);
    expect((await folder.history.remembered()).owed.map(({ id }) => id)).toEqual([2]);
    await folder.add([newEvent({ decision: { ...merged, outcome: 'pending', reason: null } })]);
    await folder.reopen();
    await folder.history.holdOwed('');
    const { owed, held: summaries } = await folder.history.remembered();
    expect([owed, summaries]).toEqual([[], ['']]);
    expect((await folder.history.held(''))?.count).toBe(3);
    expect((await folder.history.rows([3]))[0]?.decision).toMatchObject({ outcome: 'merged', reason: 'restart' });
  });

  it('is forgotten with the rows', async () => {
    await folder.add([held(), held(), newEvent()]);
    const budget = { keepDays: 1_000_000, keepRows: 1, streams: { keepDays: 1, keepRows: 1 }, keepMegabytes: 2_048 };
    while ((await folder.history.prune(budget, Date.now())) > 0);
    expect(await folder.history.held('')).toBeNull();
    expect((await folder.history.remembered()).held).toEqual([]);
  });

  it('can be kept by a history of the first version too', async () => {
    await folder.add([newEvent({ title: 'of before' })]);
    await folder.reopen(() => {
      const database = new Sqlite(folder.file);
      database.exec(backToFirst);
      database.close();
    });
    expect(folder.history.setAside).toBeNull();
    await folder.add([held()]);
    expect((await folder.history.held(''))?.count).toBe(1);
    expect((await folder.history.rows([1]))[0]?.title).toBe('of before');
  });
});
