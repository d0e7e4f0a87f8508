import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { systemClock } from '../../main/clock.ts';
import { openHistory } from '../../main/history/open.ts';
import type { HistoryFilter } from '../../preload/contract/api.ts';
import { batch, firstAt, perBatch } from './big-history.ts';
import { type Measure, percentile } from './measure.ts';

const aimMs = 50;
const rounds = 10;
const floodPerMs = 20;

function filtersOf(total: number): readonly HistoryFilter[] {
  const middle = firstAt + total / 2;
  return [
    {},
    { text: 'battery' },
    { text: 'ba' },
    { text: 'battery rou' },
    { text: '"cpu load memory"' },
    { text: 'zebra' },
    { text: 'router-4711' },
    { servers: ['iot'] },
    { servers: ['iot'], kinds: ['trap'], minSeverity: 'critical', outcomes: ['shown'], streams: false },
    { outcomes: ['failed'], minSeverity: 'error' },
    { text: 'battery pow', kinds: ['job'], minSeverity: 'error' },
    { from: middle, to: middle + 10_000 },
    { from: middle, to: middle + 60_000, text: 'voltage', minSeverity: 'warning' },
    { seen: false, minSeverity: 'critical' },
    { seen: true },
  ];
}

/** Fills a history in a directory; text searches and filters in it, at rest and while it is written, beside the plain SQL. */
export async function measureSearches(
  directory: string,
  total: number,
  say: (line: string) => void,
): Promise<readonly Measure[]> {
  const history = await openHistory({
    directory,
    start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
    clock: systemClock,
  });
  try {
    for (let rows = 0; rows < total; rows += perBatch) {
      await history.add(batch());
      if (rows % 200_000 === 0) say(`${rows.toLocaleString('en')} rows written`);
    }
    const filters = filtersOf(total);
    const search = async () => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        for (const filter of filters) {
          const began = performance.now();
          await history.search(filter, 100);
          times.push(performance.now() - began);
        }
      }
      return percentile(times, 0.95);
    };
    const atRest = await search();
    let flooding = true;
    const flood = (async () => {
      const began = performance.now();
      for (let sent = perBatch; flooding; sent += perBatch) {
        await history.add(batch());
        const due = began + sent / floodPerMs - performance.now();
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due)));
      }
    })();
    const whileWriting = await search();
    flooding = false;
    await flood;
    const plain = plainSql(join(directory, 'history.db'));
    const bytes = (await stat(join(directory, 'history.db'))).size;
    const measure = (name: string, value: number): Measure => ({
      name,
      value,
      unit: 'ms',
      beside: { name: 'plain SQL', value: plain },
      aim: `under ${aimMs} ms`,
      held: value < aimMs,
    });
    return [
      measure(`search in ${total.toLocaleString('en')}, 95 %`, atRest),
      measure(`the same while 20,000/s are written, 95 %`, whileWriting),
      { name: 'file per event', value: bytes / total, unit: 'bytes', beside: null, aim: null, held: true },
    ];
  } finally {
    await history.close();
  }
}

/** What the obvious statement takes: a pattern over the texts, ordered by time. */
function plainSql(file: string): number {
  const database = new Database(file, { readonly: true });
  const statement = database.prepare(
    `SELECT * FROM events WHERE title LIKE '%' || ? || '%' OR body LIKE '%' || ? || '%'
     ORDER BY received_at DESC LIMIT 100`,
  );
  const times = ['battery', 'zebra', 'router', 'voltage', 'queue'].map((word) => {
    const began = performance.now();
    statement.all(word, word);
    return performance.now() - began;
  });
  database.close();
  return percentile(times, 0.95);
}
