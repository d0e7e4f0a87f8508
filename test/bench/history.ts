/**
 * How fast the history writes and answers: `node test/bench/history.ts [rows] [directory]`.
 * Batches of 2,000 incidents of about 310 bytes, each with its alert; then searches, also during a flood of 20,000/s.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../main/clock.ts';
import type { AlertChange, Batch, NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import type { HistoryFilter } from '../../preload/contract/api.ts';
import { alertRecord, newEvent } from '../history/events.ts';

const total = Number(process.argv[2] ?? 1_000_000);
const directory = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
const perBatch = 2_000;
const words =
  'cpu load memory disk latency ping loss temperature voltage fan power link port down up high low threshold exceeded interface router switch server node rack ups battery queue backlog service'.split(
    ' ',
  );
const word = () => words[Math.floor(Math.random() * words.length)] ?? '';
const kinds = ['incident', 'trap', 'job', 'worker'] as const;
const severities = ['info', 'warning', 'error', 'critical'] as const;
const anyOf = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(Math.random() * list.length)] ?? list[0];

let made = 0;
function event(): NewEvent {
  made++;
  const subject = `64bb02d5c5${(made % 5_000).toString(16).padStart(14, '0')}`;
  const at = 1_780_000_000_000 + made;
  return newEvent({
    key: `64bb${made.toString(16).padStart(20, '0')}:opened:${at}`,
    server: anyOf(['noc', 'iot', 'farm']),
    kind: anyOf(kinds),
    severity: anyOf(severities),
    subject: { type: 'object', id: subject, name: `${word()}-${made % 5_000}` },
    alert: `incident:${subject}`,
    title: `${word()} ${word()} ${word()} ${made % 97} %`,
    body: `${word()} ${word()} ${word()} since ${made % 60} s`,
    occurredAt: at,
    receivedAt: at,
    url: `https://saymon.example/objects/${subject}`,
    payload: `{"id":"${made}","text":"${'y'.repeat(290)}"}`,
    attention: made % 10 === 0,
  });
}
function batch(): Batch {
  const events = Array.from({ length: perBatch }, event);
  const alerts: AlertChange[] = events.map((each, index) => ({
    record: alertRecord({
      server: each.server,
      key: each.alert ?? '',
      closedAt: made % 3 === 0 ? null : each.receivedAt,
    }),
    first: index,
    last: index,
  }));
  return { events, alerts, repeats: [] };
}
function percentile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
}

const history = await openHistory({
  directory,
  start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
  clock: systemClock,
});
const mainThread: number[] = [];
async function write(given: Batch): Promise<number> {
  const began = performance.now();
  await history.known(given.events);
  const packing = performance.now();
  const added = history.add(given);
  mainThread.push(performance.now() - packing);
  await added;
  return performance.now() - began;
}

const step = 200_000;
for (let rows = 0; rows < total; ) {
  let spent = 0;
  const times: number[] = [];
  for (let part = 0; part < step && rows < total; part += perBatch, rows += perBatch) {
    const given = batch();
    const time = await write(given);
    spent += time;
    times.push(time);
  }
  const log = statSync(join(directory, 'history.db-wal')).size / 1e6;
  console.log(
    `${rows} rows: ${Math.round((times.length * perBatch * 1000) / spent)}/s, batch 50 % ${percentile(times, 0.5)}, 95 % ${percentile(times, 0.95)}, max ${percentile(times, 1)}, main thread ${percentile(mainThread, 0.5)}, log ${log.toFixed(0)} MB`,
  );
}
console.log(`file ${(statSync(join(directory, 'history.db')).size / 1e6).toFixed(0)} MB`);

const lone: number[] = [];
for (let index = 0; index < 300; index++) {
  const began = performance.now();
  await history.add({ events: [event()], alerts: [], repeats: [] });
  lone.push(performance.now() - began);
}
console.log(`a lone event: 50 % ${percentile(lone, 0.5)}, 95 % ${percentile(lone, 0.95)}`);

const middle = 1_780_000_000_000 + total / 2;
const filters: Readonly<Record<string, HistoryFilter>> = {
  all: {},
  'one word': { text: 'battery' },
  prefix: { text: 'ba' },
  'two words': { text: 'battery rou' },
  phrase: { text: '"cpu load memory"' },
  nothing: { text: 'zebra' },
  number: { text: 'router-4711' },
  server: { servers: ['iot'] },
  facets: { servers: ['iot'], kinds: ['trap'], minSeverity: 'critical', outcomes: ['shown'], streams: false },
  'facets that exclude': { outcomes: ['failed'], minSeverity: 'error' },
  'text and facets': { text: 'battery pow', kinds: ['job'], minSeverity: 'error' },
  time: { from: middle, to: middle + 10_000 },
  'time and text': { from: middle, to: middle + 60_000, text: 'voltage', minSeverity: 'warning' },
  unseen: { seen: false, minSeverity: 'critical' },
  seen: { seen: true },
};
async function searches(rounds: number): Promise<void> {
  const every: number[] = [];
  for (const [name, filter] of Object.entries(filters)) {
    const pages: number[] = [];
    const counts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await history.page(filter, null, 100);
      const paged = performance.now();
      await history.count(filter);
      pages.push(paged - began);
      counts.push(performance.now() - paged);
    }
    every.push(...pages, ...counts);
    console.log(
      `  ${name}: page ${percentile(pages, 0.5)} / ${percentile(pages, 0.95)}, count ${percentile(counts, 0.95)}`,
    );
  }
  console.log(
    `  all of them: 50 % ${percentile(every, 0.5)}, 95 % ${percentile(every, 0.95)}, max ${percentile(every, 1)}`,
  );
}
console.log('searches');
await searches(10);

console.log('searches while 20,000 a second are written');
let flooding = true;
const flood = (async () => {
  const began = performance.now();
  for (let sent = 0; flooding; sent += perBatch) {
    await write(batch());
    const due = began + (sent + perBatch) / 20;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
})();
await searches(10);
flooding = false;
await flood;

const pruned: number[] = [];
for (let index = 0; index < 100; index++) {
  const began = performance.now();
  const budget = { keepDays: 100_000, keepRows: 1, streams: { keepDays: 7, keepRows: 1 }, keepMegabytes: 10_000 };
  await history.prune(budget, Date.now());
  pruned.push(performance.now() - began);
}
console.log(
  `a step of pruning: 50 % ${percentile(pruned, 0.5)}, 95 % ${percentile(pruned, 0.95)}, max ${percentile(pruned, 1)}`,
);
await history.close();
const began = performance.now();
const again = await openHistory({
  directory,
  start: (workerData) => new Worker(new URL('../../main/history/worker.ts', import.meta.url), { workerData }),
  clock: systemClock,
});
await again.remembered();
console.log(`opened again in ${(performance.now() - began).toFixed(0)} ms`);
await again.close();
if (process.argv[3] === undefined) rmSync(directory, { recursive: true });
