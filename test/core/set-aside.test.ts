import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDesk } from '../desk.ts';
import { startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

const pageSize = 8_192;

/** Writes rubbish over all pages but the first, and has the writer read its pages again. */
async function damage(path: string): Promise<void> {
  const database = new Database(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.exec('UPDATE state SET streams = streams + 1');
  database.close();
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(size - pageSize, 'rubbish '), 0, size - pageSize, pageSize);
  await file.close();
}

it('a history that is damaged while Tocsin runs is named, and the new one knows what is open', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-core-aside-'));
  const saymon = await startSaymon();
  const drivers = [{ name: 'scripted', open: () => new ScriptedDriver() }];
  const server = { subscriptions: { incidents: true, 'snmp-trap': true } };
  const desk = await openDesk({ directory, saymon, drivers, server });
  saymon.openIncident({ text: 'CPU over 95 %' });
  await until('the toast of the alert', async () => {
    const [row] = (await desk.snapshot()).page.rows.filter(({ kind }) => kind === 'incident');
    return row?.decision.outcome === 'shown';
  });
  await damage(join(directory, 'history.db'));
  saymon.trap({ payload: { senderAddress: '10.0.0.9', text: 'on battery' } });
  // Until the writer has met the damage, windows cannot be shown anything.
  const { notices } = await until('the notice', async () => {
    const answer = await desk.command('window.start', { filter: {} });
    return answer.ok && answer.value.notices.some(({ code }) => code === 'history-set-aside') && answer.value;
  });
  expect(notices.find(({ code }) => code === 'history-set-aside')?.params).toMatchObject({
    aside: expect.stringContaining('history.db.broken-'),
  });
  await until('the trap in the new history', async () => (await desk.snapshot()).page.rows.length > 0);
  // All that a next run would have of it, for it may be killed now.
  await until('what is known', () => rememberedAt(directory).servers === 1);
  expect(rememberedAt(directory).alerts).toEqual(['CPU over 95 %']);
  await desk.close();
  await saymon.close();
  await rm(directory, { recursive: true });
});

function rememberedAt(directory: string) {
  const database = new Database(join(directory, 'history.db'), { readonly: true });
  const alerts = database
    .prepare<[], { title: string }>("SELECT record ->> 'title' AS title FROM alerts WHERE closed_at IS NULL")
    .all();
  const { servers = 0 } =
    database.prepare<[], { servers: number }>('SELECT count(*) AS servers FROM known_until').get() ?? {};
  database.close();
  return { alerts: alerts.map(({ title }) => title), servers };
}
