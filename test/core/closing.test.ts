import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openDesk } from '../desk.ts';
import { startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

class ClosedDriver extends ScriptedDriver {
  closed = false;

  override async close(): Promise<void> {
    this.closed = true;
  }
}

it('a core that cannot store its last events closes all the same, and tells why', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-core-closing-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const saymon = await startSaymon();
  onTestFinished(() => saymon.close());
  const driver = new ClosedDriver();
  const drivers = [{ name: 'scripted', open: () => driver }];
  const desk = await openDesk({ directory, saymon, drivers, server: { subscriptions: { 'snmp-trap': true } } });
  const other = new Database(join(directory, 'history.db'));
  other.exec('BEGIN IMMEDIATE');
  saymon.trap({ payload: { senderAddress: '10.0.0.9', text: 'on battery' } });
  await until('the commit to fail', () =>
    desk.failed.some((line) => line.startsWith('The history could not be written')),
  );
  // What is told when a pause is over waits for what came before it.
  await desk.run('pause', { for: '1h' });
  await desk.run('resume', {});
  await expect(desk.close()).rejects.toThrow('is in use by another program');
  expect(driver.closed).toBe(true);
  await until('its line to be gone', () => saymon.subscriptions().length === 0);
  other.close();
  // Whoever has it open last takes the log away.
  expect(existsSync(join(directory, 'history.db-wal'))).toBe(false);
});
