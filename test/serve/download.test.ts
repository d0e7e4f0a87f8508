import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import type { Exported } from '../../main/history/export.ts';
import { openHistory } from '../../main/history/open.ts';
import { type Door, openDoor } from '../../main/serve/door.ts';
import { newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { dataDirectory, type RunningHost, startHost } from '../host.ts';
import { until } from '../until.ts';

interface Fetched {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
  readonly whole: boolean;
}

function fetched(
  origin: string,
  input: unknown,
  headers: Record<string, string>,
  came: (bytes: number, end: () => void) => void = () => undefined,
): Promise<Fetched> {
  const path = `/export?${new URLSearchParams({ input: typeof input === 'string' ? input : JSON.stringify(input) })}`;
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, origin), { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
        came(body.length, () => asked.destroy());
      });
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, whole: response.complete }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('events as a file over http', () => {
  const count = 3_000;
  let host: RunningHost;
  let data: Awaited<ReturnType<typeof dataDirectory>>;
  let origin: string;
  let headers: { authorization: string };
  beforeAll(async () => {
    data = await dataDirectory({ version: 1, history: { keepDays: 3_650 } });
    const history = await openHistory({ directory: data.path, start: startThread, clock: systemClock });
    const at = Date.now();
    const events = Array.from({ length: count }, (_, n) =>
      newEvent({ title: n === 0 ? '=cmd|"x"' : 'CPU', occurredAt: at, receivedAt: at, payload: '{"a":1}' }),
    );
    await history.add({ events, alerts: [], repeats: [] });
    await history.close();
    host = await startHost(data.path);
    const url = new URL(host.url);
    origin = url.origin;
    headers = { authorization: `Bearer ${url.hash.replace('#token=', '')}` };
  });
  afterAll(async () => {
    await host.stop();
    await data.remove();
  });

  it('are the rows of a filter as CSV, with their number in a header', async () => {
    const { status, headers: said, body, whole } = await fetched(origin, { format: 'csv', filter: {} }, headers);
    expect({ status, whole }).toEqual({ status: 200, whole: true });
    expect(said).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'x-tocsin-rows': String(count),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(said['content-disposition']).toMatch(/^attachment; filename="tocsin-[\d-]+\.csv"$/);
    const lines = body.split('\r\n').slice(1, -1);
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: count }, (_, n) => count - n));
    expect(lines.at(-1)).toContain(`,"'=cmd|""x""",`);
  });

  it('are the rows that were chosen as JSON, as many as a page can hold', async () => {
    const ids = Array.from({ length: 2_000 }, (_, n) => n + 1);
    const { body, headers: said } = await fetched(origin, { format: 'json', ids }, headers);
    const events = JSON.parse(body) as { id: number; payload: unknown }[];
    expect(events.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(events[0]?.payload).toEqual({ a: 1 });
    expect(said['content-type']).toBe('application/json; charset=utf-8');
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['the token in a cookie', { cookie: 'token=x' }],
  ])('are for nobody with %s', async (_, given) => {
    expect(await fetched(origin, { format: 'csv', filter: {} }, given)).toMatchObject({ status: 401 });
  });

  it('are for no page of another origin', async () => {
    const given = { ...headers, origin: 'http://evil.example' };
    expect(await fetched(origin, { format: 'csv', filter: {} }, given)).toMatchObject({ status: 403 });
  });

  it.each([
    ['another format', { format: 'exe', filter: {} }],
    ['no filter', { format: 'csv' }],
    ['an unknown field', { format: 'csv', filter: { sql: '1' } }],
    ['what is no JSON', 'x'],
  ])('are not read for %s', async (_, input) => {
    expect(await fetched(origin, input, headers)).toMatchObject({ status: 400 });
  });
});

describe('a file that is ended', () => {
  const token = 'A'.repeat(43);
  const headers = { authorization: `Bearer ${token}` };
  const failures: string[] = [];
  let door: Door;
  let reads = 0;
  let ended = 0;
  let breaksAfter = Number.POSITIVE_INFINITY;

  async function* endless(): Exported['pieces'] {
    try {
      for (; reads < breaksAfter; reads++) yield { text: 'x'.repeat(10_000), rows: 1 };
      throw new Error('the disk has gone');
    } finally {
      ended += 1;
    }
  }

  beforeAll(async () => {
    door = await openDoor(
      { host: '127.0.0.1', port: 0, asked: true },
      token,
      new Map(),
      {
        expectWindow: () => {
          throw new Error('No window is expected here.');
        },
        openWindow: () => {
          throw new Error('No window is opened here.');
        },
        exported: async () => ({ total: 1_000_000, pieces: endless() }),
        export: async () => {
          throw new Error('the disk has gone');
        },
      },
      (line) => failures.push(line),
    );
  });
  afterAll(() => door.close());

  it('by the page is read no further, and is no failure', async () => {
    const { whole } = await fetched(door.origin, { format: 'csv', filter: {} }, headers, (bytes, end) => {
      if (bytes > 200_000) end();
    });
    expect(whole).toBe(false);
    await until('the reading to end', () => ended === 1);
    expect(reads).toBeLessThan(100_000);
    expect(failures).toEqual([]);
  });

  it('by the history is not taken for whole, and is logged', async () => {
    reads = 0;
    breaksAfter = 300;
    const { whole, status } = await fetched(door.origin, { format: 'csv', filter: {} }, headers);
    expect({ whole, status }).toEqual({ whole: false, status: 200 });
    expect(failures).toEqual(['Events could not be read out for a file: Error: the disk has gone']);
  });
});
