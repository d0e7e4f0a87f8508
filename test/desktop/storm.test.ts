import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataDirectory, historyRows, type RunningHost, startHost } from '../host.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { type Desktop, startDesktop } from './desktop.ts';
import type { Notice } from './notices.ts';

const incidents = 10_000;

let desktop: Desktop;
let saymon: Saymon;
let data: Awaited<ReturnType<typeof dataDirectory>>;
let host: RunningHost;
let before: number;

beforeAll(async () => {
  desktop = await startDesktop();
});
afterAll(() => desktop.close());
beforeEach(async () => {
  saymon = await startSaymon({
    entities: Array.from({ length: 10 }, (_, n) => ({ id: `e${n}`, name: `host-${n}` })),
  });
  data = await dataDirectory({
    version: 1,
    servers: [
      {
        id: 'noc',
        name: 'NOC',
        protocol: 'saymon',
        url: saymon.url,
        apiUrl: saymon.url,
        auth: { type: 'session', sessionId: 'session-1' },
        subscriptions: { incidents: true },
      },
    ],
    toasts: { maxPerMinute: 4 },
  });
  // The word of the first look says that it is over.
  saymon.openIncident({ entityId: 'e9', state: '2', text: 'open before' });
  before = desktop.notices.length;
  host = await startHost(data.path, desktop.env);
  await until('the first look', () =>
    notices().some(({ id, title }) => id !== null && title === '1 alert is open at NOC'),
  );
  before = desktop.notices.length;
});
afterEach(async () => {
  await host.stop();
  await saymon.close();
  await data.remove();
});

const notices = () => desktop.notices.slice(before);

async function told(title: string): Promise<Notice> {
  return until(title, () => notices().find((each) => each.id !== null && each.title === title), 60_000);
}

/** An incident on the wire and in REST, without the count that follows each. */
function opens(n: number, state: string, text: string, host = n % 10): void {
  const owner = { name: `host-${host}` };
  const payload = { id: `i${n}`, entityId: `e${host}`, entityType: 1, owner, state, text, timestamp: Date.now() };
  saymon.incidents.set(payload.id, payload);
  saymon.emit('incidents', { changeType: 1, payload });
}

/** Each number of the daemon with what it was asked to show under it, once it has answered all. */
async function byNumber(): Promise<Map<number | null, readonly Notice[]>> {
  await until('the daemon to answer', () => notices().every(({ id }) => id !== null));
  return Map.groupBy(notices(), ({ id }) => id);
}

/** In no second more than two for one number. */
async function expectCalm(): Promise<void> {
  for (const each of (await byNumber()).values()) {
    for (const { at } of each) {
      expect(each.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(2);
    }
  }
}

async function settledRows(count: number) {
  return until(
    `${count} rows with their outcome`,
    async () => {
      const stored = await historyRows(data.path, '--kind', 'incident');
      const rows = stored.filter(({ decision }) => decision.reason !== 'first-look');
      return rows.length === count && rows.every(({ decision }) => decision.outcome !== 'pending') ? rows : null;
    },
    60_000,
  );
}

describe('10,000 incidents in a second', () => {
  it('make five toasts, and what is critical among them is shown at once', async () => {
    for (let n = 1; n < incidents; n++) {
      if (n === incidents / 2) opens(0, '1', 'Disk 0 is full');
      opens(n, '2', `Disk ${n} is full`);
    }
    const critical = await told('Critical: host-0');
    const last = await told('9996 more from NOC, worst: warning');
    expect(critical.at).toBeLessThanOrEqual(last.at);
    // It waits for nothing that came after it but the batch that it came in and the one before.
    const summaries = notices().slice(0, notices().indexOf(critical));
    const counted = summaries.map(({ title }) => Number(/^(\d+) more from NOC/.exec(title)?.[1] ?? 0));
    expect(Math.max(0, ...counted)).toBeLessThan(incidents / 2 + 4_000);
    expect(critical.hints['urgency']?.data).toBe(2);
    expect(last.body).toMatch(/^9996 warning in /);
    const rows = await settledRows(incidents);
    const outcomesOf = Map.groupBy(rows, ({ decision: { outcome, reason } }) => `${outcome} ${reason}`);
    expect([...outcomesOf].map(([decision, each]) => [decision, each.length]).sort()).toEqual([
      ['merged storm', 9_996],
      ['shown null', 4],
    ]);
    expect((await byNumber()).size).toBe(5);
    expect(notices().at(-1)?.title).toBe('9996 more from NOC, worst: warning');
    await expectCalm();
  }, 120_000);

  it('that are equal make one toast', async () => {
    for (let n = 0; n < incidents; n++) opens(n, '2', 'CPU over 95 %', 1);
    await told('Warning: host-1 (× 10000)');
    const rows = await settledRows(incidents);
    expect(rows.filter(({ decision }) => decision.outcome === 'shown')).toHaveLength(1);
    expect(rows.filter(({ decision }) => decision.reason === 'storm')).toHaveLength(incidents - 1);
    expect((await byNumber()).size).toBe(1);
    await expectCalm();
  }, 120_000);
});

it('what follows from an open incident by the word of its server is told with that', async () => {
  saymon.openIncident({ entityId: 'e1', state: '1', text: 'no answer' });
  await until('the toast of the cause', () =>
    notices().some(({ title, id }) => title === 'Critical: host-1' && id !== null),
  );
  for (let n = 2; n < 6; n++) {
    saymon.openIncident({
      entityId: `e${n}`,
      state: '4',
      text: 'no answer',
      reason: { code: 10, rootCause: { entityId: 'e1', entityType: 1, entityName: 'host-1' } },
    });
  }
  await until('the toast to say so', () => notices().some(({ body }) => body.includes('+ 4 that follow from it')));
  expect((await byNumber()).size).toBe(1);
}, 60_000);
