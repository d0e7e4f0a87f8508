/**
 * The benchmark: `npm run bench [-- --quick] [-- flood steady …]`, all of its parts or those named. A table for people, then one
 * line of JSON. Ratios count, not numbers.
 */
import { startDesktop } from '../desktop/desktop.ts';
import { until } from '../until.ts';
import { bareRate, startBareListener, startFloodServer, storedRate } from './flood.ts';
import { bareMegabytes, cpuSeconds, type Measured, residentMegabytes, startMeasured } from './host.ts';
import { type Measure, percentile, tableOf } from './measure.ts';
import { measureRules } from './rules.ts';
import { measureSearches } from './searches.ts';
import { processorSoFar, takenSince } from './steal.ts';
import { bigDirectory, measureWindow } from './window.ts';

const quick = process.argv.includes('--quick');
const flooded = quick ? 30_000 : 300_000;
const steadyRate = 20_000;
const steadyMs = quick ? 5_000 : 60_000;
const singles = quick ? 20 : 100;
const searched = quick ? 100_000 : 1_000_000;
const lateMs = 250;
/** Until then code is compiled, ours and the sender's. */
const coldMs = 3_000;
/** Asked more often the reader would take from what is measured. */
const sampleMs = 50;
const lookMs = 100;
const pauseMs = 300;
const quietMs = 20_000;
const patienceMs = 300_000;
const restMs = 10_000;

const say = (line: string) => console.error(`… ${line}`);

type Desktop = Awaited<ReturnType<typeof startDesktop>>;

/** What is measured, in this order. */
const parts: Readonly<Record<string, (desktop: Desktop) => Promise<readonly Measure[]>>> = {
  memory: async ({ env }) => [await resting(env)],
  delay: async (desktop) => [await delay(desktop)],
  stop: async ({ env }) => [await stop(env)],
  flood: ({ env }) => flood(env),
  steady: ({ env }) => steady(env),
  rules: async () => [measureRules()],
  history: ({ env }) => bigHistory(env),
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const unknown = wanted.filter((each) => !(each in parts));
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const desktop = await startDesktop();
  const measures: Measure[] = [];
  const before = processorSoFar();
  try {
    for (const [name, measured] of Object.entries(parts)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      say(name);
      measures.push(...(await measured(desktop)));
    }
  } finally {
    await desktop.close();
    // What was measured before a part failed is not lost.
    measures.push(othersTook(takenSince(before)));
    console.log(tableOf(measures));
    console.log(JSON.stringify({ node: process.version, quick, measures }));
  }
}

/** Where others share the machine, this is what all the numbers above have to be read with. */
function othersTook(share: number): Measure {
  const name = 'processor time asked for that others took';
  return { name, value: share * 100, unit: '%', beside: null, aim: null, held: true };
}

async function bigHistory(env: NodeJS.ProcessEnv): Promise<readonly Measure[]> {
  const big = await bigDirectory();
  try {
    const searches = await measureSearches(big.path, searched, say);
    return [...searches, ...(await measureWindow(big.path, searched, env))];
  } finally {
    await big.remove();
  }
}

async function resting(env: NodeJS.ProcessEnv): Promise<Measure> {
  const server = await startFloodServer();
  const measured = await startMeasured(server.url, env);
  await server.subscribed(1);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const value = residentMegabytes(measured.host.pid);
  await measured.close();
  server.close();
  const bare = await bareMegabytes();
  return {
    name: 'resting memory',
    value,
    unit: 'MB',
    beside: { name: 'a bare Node', value: bare },
    aim: null,
    held: true,
  };
}

async function delay(desktop: Desktop): Promise<Measure> {
  const server = await startFloodServer();
  const measured = await startMeasured(server.url, desktop.env);
  const bare = startBareListener(server);
  await server.subscribed(2);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let n = 0; n < singles; n++) {
    // Slow enough to be no storm: those are told in a summary once a second.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const before = desktop.notices.length;
    const sentAt = await server.single();
    const notice = await until('the notification', () => desktop.notices[before]);
    ours.push(notice.at - sentAt);
    theirs.push((await until('the event', () => bare.cameAt[n])) - sentAt);
  }
  bare.child.disconnect();
  await measured.close();
  server.close();
  const value = percentile(ours, 0.5);
  return {
    name: 'from emit to Notify, 50 %',
    value,
    unit: 'ms',
    beside: { name: 'to a bare client', value: percentile(theirs, 0.5) },
    aim: null,
    held: true,
  };
}

async function stop(env: NodeJS.ProcessEnv): Promise<Measure> {
  const server = await startFloodServer();
  const measured = await startMeasured(server.url, env, true);
  await server.subscribed(1);
  await measured.longestStop();
  await server.steady(10_000, 1_000);
  await stored(measured, 10_000);
  const value = await measured.longestStop();
  await measured.close();
  server.close();
  return { name: 'longest stop, 10,000 in 1 s', value, unit: 'ms', beside: null, aim: null, held: true };
}

async function flood(env: NodeJS.ProcessEnv): Promise<readonly Measure[]> {
  const [bare, unjudged] = [await alone(bareRate), await alone(storedRate)];
  const server = await startFloodServer();
  const measured = await startMeasured(server.url, env);
  await server.subscribed(1);
  const sending = server.flood(flooded);
  await stored(measured, flooded);
  const doneAt = Date.now();
  const startedAt = await sending;
  const kept = await searchable(measured);
  await measured.close();
  server.close();
  const value = (kept / (doneAt - startedAt)) * 1_000;
  const common = { unit: '/s', beside: { name: 'a bare client', value: bare } };
  return [
    {
      ...common,
      name: `flood of ${flooded.toLocaleString('en')} to searchable history`,
      value,
      aim: 'ratio of 0.30',
      held: kept >= flooded && value / bare >= 0.3,
    },
    { ...common, name: 'the same by a client that judges nothing', value: unjudged, aim: null, held: true },
  ];
}

/** A rate with a server of its own. */
async function alone(rate: typeof bareRate): Promise<number> {
  const server = await startFloodServer();
  try {
    return await rate(server, flooded);
  } finally {
    server.close();
  }
}

/** What is seen of the host at one moment. */
interface Sample {
  readonly atMs: number;
  /** The id of the newest row. */
  readonly newest: number;
  readonly waitMs: number;
  /** Of all processors, since the host began. */
  readonly seconds: number;
}

async function steady(env: NodeJS.ProcessEnv): Promise<readonly Measure[]> {
  const server = await startFloodServer();
  const measured = await startMeasured(server.url, env);
  await server.subscribed(1);
  const startedAt = Date.now();
  const samples: Sample[] = [{ atMs: 0, newest: 0, waitMs: 0, seconds: cpuSeconds(measured.host.pid) }];
  let sampling = true;
  const sampler = (async () => {
    while (sampling) {
      const [newest] = (await measured.reader.page({}, null, 1)).rows;
      const now = Date.now();
      // In a stream without pauses the newest row that can be found is as old as what waits.
      const waitMs = newest?.topic === 'incidents' ? now - newest.occurredAt : 0;
      const seconds = cpuSeconds(measured.host.pid);
      samples.push({ atMs: now - startedAt, newest: newest?.id ?? 0, waitMs, seconds });
      await new Promise((resolve) => setTimeout(resolve, sampleMs));
    }
  })();
  const sent = await server.steady(steadyRate, steadyMs);
  const sentMs = Date.now() - startedAt;
  await stored(measured, sent);
  sampling = false;
  await sampler;
  const kept = await searchable(measured);
  await measured.close();
  server.close();
  const { newest: last } = samples.at(-1) ?? { newest: 0 };
  // What came last is nothing's wait any more.
  const waited = samples.filter(({ newest }) => newest < last);
  const warm = (of: readonly Sample[]) => of.filter(({ atMs }) => atMs >= coldMs);
  const longest = (of: readonly Sample[]) => Math.max(...of.map(({ waitMs }) => waitMs));
  const underway = samples.filter(({ atMs }) => atMs <= sentMs);
  const cores = (of: readonly Sample[]) => {
    const [first, last] = [of[0], of.at(-1)];
    return first && last ? ((last.seconds - first.seconds) / (last.atMs - first.atMs)) * 1_000 : Number.NaN;
  };
  const wait = { name: 'longest wait at 20,000/s', unit: 'ms', beside: null, aim: `under ${lateMs} ms` };
  const processor = { name: 'processor at 20,000/s', unit: 'cores', beside: null, aim: 'under 1' };
  const after = `after the first ${coldMs / 1_000} s`;
  return [
    { ...wait, value: longest(waited), held: longest(waited) < lateMs },
    { ...wait, name: `the same ${after}`, value: longest(warm(waited)), held: longest(warm(waited)) < lateMs },
    { ...processor, value: cores(underway), held: cores(underway) < 1 },
    { ...processor, name: `the same ${after}`, value: cores(warm(underway)), held: cores(warm(underway)) < 1 },
    {
      name: 'lost at 20,000/s',
      value: Math.max(0, sent - kept),
      unit: 'events',
      beside: null,
      aim: 'none',
      held: kept >= sent,
    },
  ];
}

/** How many incidents a search for their words finds. */
async function searchable({ reader }: Measured): Promise<number> {
  return reader.tally({ text: 'core-switch', kinds: ['incident'] }, 0, Number.MAX_SAFE_INTEGER);
}

/** Waits until so many events can be read, none has come for a while, or it has taken too long: what is not there is lost. */
async function stored({ reader }: Measured, wanted: number): Promise<void> {
  const beganAt = Date.now();
  for (let most = 0, grewAt = beganAt; ; ) {
    const [newest] = (await reader.page({}, null, 1)).rows;
    const found = newest?.id ?? 0;
    const now = Date.now();
    if (found > most) grewAt = now;
    most = found;
    if (found >= wanted || now - grewAt > quietMs || now - beganAt > patienceMs) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

await main();
