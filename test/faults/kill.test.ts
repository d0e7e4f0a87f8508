import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Event } from '../../preload/contract/api.ts';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';
import type { Notice } from '../desktop/notices.ts';
import { dataDirectory, historyRows, startHost } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

const kills = 20;
const perSecond = 2_000;
const tickMs = 10;

let desktop: Desktop;
let saymon: Saymon;
let data: Awaited<ReturnType<typeof dataDirectory>>;

beforeAll(async () => {
  desktop = await startDesktop();
  saymon = await startSaymon();
  const auth = { type: 'session', sessionId: 'session-1' };
  const server = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  data = await dataDirectory({ version: 1, servers: [server], toasts: { maxPerMinute: 600 } });
});
afterAll(async () => {
  await desktop.close();
  await saymon.close();
  await data.remove();
});

/**
 * A trap in every hundred deserves a toast; each has a text of its own, so that its toast can be told. What a busy machine
 * was late with is sent with the next ones.
 */
function flood(): () => void {
  let sent = 0;
  const beganAt = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - beganAt) * perSecond) / 1_000;
    while (sent < due) {
      const number = sent++;
      const level = number % 100 === 0 ? 3 : 0;
      saymon.emit('snmp-trap', { _id: `trap-${number}`, level, payload: { text: `Number ${number}.` } });
    }
  }, tickMs);
  return () => clearInterval(timer);
}

it('loses nothing and tells nothing twice when it is killed at any moment', async () => {
  const stop = flood();
  for (let run = 0; run < kills; run++) {
    const host = await startHost(data.path, desktop.env);
    await until('the host to be subscribed', () => saymon.subscriptions().length > 0, 30_000);
    const due = Date.now() + 50 + Math.random() * 900;
    await until('a random moment', () => Date.now() >= due);
    await host.kill();
    await until('its line to be gone', () => saymon.subscriptions().length === 0);
  }
  stop();
  const host = await startHost(data.path, desktop.env);
  const settled = await until(
    'every event to be decided',
    async () => {
      const rows = await historyRows(data.path);
      return rows.some(({ decision }) => decision.outcome === 'pending') ? null : rows;
    },
    30_000,
  );
  expect(await host.stop()).toBe(0);

  const byText = new Map(settled.map((row) => [`${row.title} ${row.body}`.match(/Number \d+\./)?.[0], row]));
  const told = desktop.notices.flatMap(({ title, body }) => `${title} ${body}`.match(/Number \d+\./) ?? []);
  // Everything that was shown is in the history, and nothing was shown twice.
  expect(told.filter((text) => !byText.has(text))).toEqual([]);
  expect(new Set(told).size).toBe(told.length);
  // Everything that deserved a toast was shown, or is counted in a summary.
  const deserved = settled.filter(({ kind, severity }) => kind === 'trap' && severity === 'critical');
  expect(deserved.length).toBeGreaterThan(kills);
  const shownRows = deserved.filter(({ decision }) => decision.outcome === 'shown');
  expect(shownRows.map(textOf).filter((text) => text !== undefined && !told.includes(text))).toEqual([]);
  const others = deserved.filter(({ decision }) => decision.outcome !== 'shown');
  expect(others.filter(({ decision }) => decision.outcome !== 'merged')).toEqual([]);
  expect(counted(desktop.notices)).toBeGreaterThanOrEqual(others.length);

  const database = new Database(join(data.path, 'history.db'), { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const ids = settled.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  database.close();
}, 300_000);

/** How many events the summaries tell of; one that was told anew in its own place counts as it was told last. */
function counted(notices: readonly Notice[]): number {
  const last = new Map<number, number>();
  for (const { id, title } of notices) {
    const [, count] = /^(\d+) (?:events? around the restart|more from|events? while offline)/.exec(title) ?? [];
    if (id !== null && count !== undefined) last.set(id, Number(count));
  }
  return [...last.values()].reduce((sum, count) => sum + count, 0);
}

function textOf(row: Event): string | undefined {
  return `${row.title} ${row.body}`.match(/Number \d+\./)?.[0];
}
