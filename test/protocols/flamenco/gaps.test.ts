import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import { until } from '../../until.ts';
import { holding, Lines } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

const hour = 3_600_000;

/** A clock that is wrong by so much. */
function at(offMs: number): Clock {
  return { now: () => Date.now() + offMs, after: systemClock.after };
}

describe('the first look', () => {
  test('tells what is open, and no results of the past', async () => {
    const server = await lines.start();
    const running = server.addJob({ status: 'active' });
    server.addJob({ status: 'completed' });
    const failed = server.addWorker({ status: 'error' });
    server.addWorker();
    server.status = 'inoperative';
    const line = await lines.online(server);
    const [catchUp] = line.catchUps;
    expect(new Set(catchUp?.events.map(({ alert, phase, severity }) => `${alert} ${phase} ${severity}`))).toEqual(
      new Set([`job:${running.id} opened info`, `worker:${failed.id} opened error`, 'farm opened error']),
    );
    expect(new Set(catchUp?.open)).toEqual(new Set([`job:${running.id}`, `worker:${failed.id}`, 'farm']));
    expect(catchUp).toMatchObject({ filled: 'state', kinds: ['worker', 'state'] });
    expect(line.events).toEqual([]);
  });

  test('tells a job that has just begun once, whichever way it comes', async () => {
    const server = await lines.start();
    const line = lines.open(server.url);
    await until('subscribed', () => server.sockets()[0]?.rooms.has('/jobs') === true);
    const { id } = server.addJob();
    await until('caught up', () => line.catchUps.length === 1);
    await until('live', () => line.events.length === 1);
    const keys = new Set([...line.events, ...(line.catchUps[0]?.events ?? [])].map(({ key }) => key));
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(new RegExp(`^job:${id}:queued:`));
  });
});

describe.each([false, true])('after a gap, its times stale: %s', (staleTimes) => {
  test('what changed meanwhile is told, what was known is not, and what vanished is left to who compares', async () => {
    const server = await lines.start({ staleTimes });
    const protocol = flamenco();
    const nodes = [server.addWorker(), server.addWorker({ status: 'error' }), server.addWorker({ status: 'error' })];
    const live = await lines.online(server, {}, {}, protocol);
    const [known, failing, finishing, deleted] = [1, 2, 3, 4].map(() => server.addJob().id) as [
      string,
      string,
      string,
      string,
    ];
    for (const id of [known, failing, finishing, deleted]) server.setJob(id, 'active');
    server.setJob(known, 'failed');
    await until('all live', () => live.events.length === 9);
    live.session.close();
    server.setJob(failing, 'failed', {}, 'missed');
    server.setJob(finishing, 'completed', {}, 'missed');
    server.deleteJob(deleted, 'missed');
    const begun = server.addJob({ status: 'active' }, 'missed');
    server.setWorker(nodes[0]?.id ?? '', 'error', 'missed');
    server.setWorker(nodes[1]?.id ?? '', 'awake', 'missed');

    const after = await lines.online(server, {}, { since: Date.now() - hour }, protocol);
    const [catchUp] = after.catchUps;
    expect(
      new Set(catchUp?.events.map(({ alert, phase, level, stream }) => `${alert} ${phase} ${level} ${stream}`)),
    ).toEqual(
      new Set([
        `job:${failing} closed failed false`,
        `job:${finishing} closed completed false`,
        `job:${deleted} closed deleted true`,
        `job:${begun.id} opened active false`,
        `worker:${nodes[0]?.id} opened error false`,
        `worker:${nodes[1]?.id} closed awake false`,
      ]),
    );
    expect(catchUp?.kinds).toEqual(['worker', 'state']);
    expect(catchUp?.open).toContain(`worker:${nodes[2]?.id}`);
    expect(catchUp?.filled).toBe('state');
  });
});

describe('after our clock was set back', () => {
  test('what vanished meanwhile is gone, and told so once', async () => {
    const server = await lines.start();
    const protocol = flamenco();
    const live = await lines.online(server, {}, { clock: at(0) }, protocol);
    const deleted = server.addJob({ status: 'active' });
    await until('live', () => live.events.length === 1);
    live.session.close();
    server.deleteJob(deleted.id, 'missed');

    const clock = at(-hour);
    const after = await lines.online(server, {}, { since: clock.now() - 1_000, clock }, protocol);
    expect(after.catchUps[0]?.events.map(({ alert, level }) => `${alert} ${level}`)).toEqual([
      `job:${deleted.id} deleted`,
    ]);
    after.session.close();
    const again = at(-2 * hour);
    const last = await lines.online(server, {}, { since: again.now() - 1_000, clock: again }, protocol);
    expect(last.catchUps[0]?.events).toEqual([]);
  });

  test('the proof finds what was never told', async () => {
    const server = await lines.start();
    let setBackMs = 0;
    const clock: Clock = { now: () => Date.now() - setBackMs, after: (ms, run) => systemClock.after(ms / 10, run) };
    const line = await lines.online(server, {}, { clock });
    const { id } = server.addJob({ status: 'active' });
    await until('live', () => line.events.length === 1);
    setBackMs = hour;
    server.setJob(id, 'failed', {}, 'missed');
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' } });
  });
});

describe('what is told while the list of jobs is on its way', () => {
  test('is younger than all that was asked for with it', async () => {
    const server = await lines.start();
    const failing = server.addWorker();
    const mended = server.addWorker({ status: 'error' });
    const running = server.addJob({ status: 'active' });
    const { net, isHeld, release } = holding('/jobs', 2);
    const line = lines.open(server.url, {}, { since: Date.now() - 1_000, net });
    await until('the rest was read', isHeld);
    server.setWorker(failing.id, 'error');
    server.setWorker(mended.id, 'awake');
    server.setJob(running.id, 'failed');
    server.setStatus('inoperative');
    await until('live', () => line.events.length === 4);
    release();
    await until('caught up', () => line.catchUps.length === 1);
    expect(line.catchUps[0]?.events).toEqual([]);
    expect(line.catchUps[0]?.kinds).toEqual(['worker']);
    expect(await line.session.prove?.()).toBeNull();
  });

  test('closes nothing where it leaves the status as it was', async () => {
    const server = await lines.start();
    const { id } = server.addWorker({ status: 'error' });
    const { net, isHeld, release } = holding('/jobs', 2);
    const line = lines.open(server.url, {}, { since: Date.now() - 1_000, net });
    await until('the rest was read', isHeld);
    server.emit('/workers', '/workers', { id, status: 'error', updated: new Date().toISOString() });
    await until('live', () => line.events.length === 1);
    release();
    await until('caught up', () => line.catchUps.length === 1);
    expect(line.catchUps[0]?.open).toContain(`worker:${id}`);
  });
});

test('what a line read that ended before it told is news for the next one', async () => {
  const server = await lines.start();
  const protocol = flamenco();
  const live = await lines.online(server, {}, {}, protocol);
  const { id } = server.addJob();
  server.setJob(id, 'active');
  await until('live', () => live.events.length === 2);
  live.session.close();
  server.setJob(id, 'failed', {}, 'missed');
  const since = Date.now() - 1_000;

  const { net, isHeld } = holding('/status', 2);
  const reading = lines.open(server.url, {}, { since, net }, protocol);
  await until('the jobs were read', isHeld);
  server.drop();
  await until('down', () => reading.down);
  expect(reading.catchUps).toEqual([]);
  const after = await lines.online(server, {}, { since }, protocol);
  expect(after.catchUps[0]?.events.map(({ alert, level }) => `${alert} ${level}`)).toEqual([`job:${id} failed`]);
});

test('what a line heard that was lost before it was up is news for the next one', async () => {
  const server = await lines.start();
  const protocol = flamenco();
  const live = await lines.online(server, {}, {}, protocol);
  const { id } = server.addJob();
  server.setJob(id, 'active');
  await until('live', () => live.events.length === 2);
  const since = Date.now();
  live.session.close();
  await until('closed', () => server.sockets().length === 0);

  server.answers.set('allWorkers', null);
  const early = lines.open(server.url, {}, { since }, protocol);
  await until('subscribed', () => server.sockets()[0]?.asked.includes('subscribe allWorkers'));
  server.setJob(id, 'failed');
  server.raw('42["cut short",');
  await until('heard all', () => early.unreadable.length === 1);
  server.drop();
  await until('down', () => early.down);
  expect(early.said).toEqual(['down']);
  server.answers.clear();
  const after = await lines.online(server, {}, { since }, protocol);
  expect(after.catchUps[0]?.events.map(({ alert, level }) => `${alert} ${level}`)).toEqual([`job:${id} failed`]);
});

describe('after a restart, with nothing remembered', () => {
  test('results come under the keys of the live messages', async () => {
    const server = await lines.start();
    const live = await lines.online(server);
    const { id } = server.addJob();
    server.setJob(id, 'active');
    server.setJob(id, 'completed');
    await until('live', () => live.events.length === 3);
    live.session.close();
    const missed = server.addJob({ status: 'active' }, 'missed');
    server.setJob(missed.id, 'failed', {}, 'missed');

    const after = await lines.online(server, {}, { since: Date.now() - 1_000 });
    const liveKeys = new Set(live.events.map(({ key }) => key));
    const [catchUp] = after.catchUps;
    expect(catchUp?.events.map(({ alert }) => alert)).toEqual([`job:${id}`, `job:${missed.id}`]);
    expect(catchUp?.events.filter(({ key }) => !liveKeys.has(key)).map(({ alert }) => alert)).toEqual([
      `job:${missed.id}`,
    ]);
  });

  test('results are found also where our clock is ahead', async () => {
    const server = await lines.start();
    const { id } = server.addJob({ status: 'active' }, 'missed');
    server.setJob(id, 'failed', {}, 'missed');
    const clock = at(600_000);
    const line = await lines.online(server, {}, { since: clock.now() - 30_000, clock });
    expect(line.catchUps[0]?.events.map(({ alert, level }) => `${alert} ${level}`)).toEqual([`job:${id} failed`]);
  });

  test('results from long before are not told again', async () => {
    const server = await lines.start();
    server.addJob({ status: 'completed', updated: '2020-01-01T00:00:00Z' });
    const line = await lines.online(server, {}, { since: Date.now() - 1_000 });
    expect(line.catchUps[0]?.events).toEqual([]);
  });

  test('a worker in error and a farm that cannot work may be known: they are no openings', async () => {
    const server = await lines.start();
    const { id } = server.addWorker({ status: 'error' });
    server.status = 'inoperative';
    const line = await lines.online(server, {}, { since: Date.now() - 1_000 });
    const again = await lines.online(server, {}, { since: Date.now() - 1_000 });
    expect(new Set(line.catchUps[0]?.events.map(({ alert, phase }) => `${alert} ${phase}`))).toEqual(
      new Set([`worker:${id} updated`, 'farm updated']),
    );
    const keyOf = ({ catchUps }: typeof line) => catchUps[0]?.events.find(({ kind }) => kind === 'worker')?.key;
    expect(keyOf(line)).not.toBeNull();
    expect(keyOf(again)).toBe(keyOf(line));
  });

  test('a farm that is unknown closes nothing', async () => {
    const server = await lines.start();
    server.status = 'unknown';
    const line = await lines.online(server, {}, { since: Date.now() - 1_000 });
    expect(line.catchUps[0]).toMatchObject({ events: [], open: [], kinds: ['worker'] });
  });
});

describe('without REST', () => {
  test.each([404, 500] as const)('that answers %d nothing can be filled, and the line is limited', async (rest) => {
    const server = await lines.start();
    server.rest = rest;
    server.addJob({ status: 'active' });
    const line = await lines.online(server, {}, { since: 1 });
    expect(line.catchUps[0]).toMatchObject({ events: [], open: null, kinds: [], filled: 'nothing' });
    expect(line.limits.map(({ subscription, why }) => [subscription, why.code])).toEqual([['REST', 'http']]);
    expect(line.said).toEqual(['up', 'caughtUp']);
  });

  test('it is asked again until it tells', async () => {
    const server = await lines.start();
    server.rest = 500;
    const failed = server.addWorker({ status: 'error' });
    const clock: Clock = { now: Date.now, after: (ms, run) => systemClock.after(ms / 50, run) };
    const line = await lines.online(server, {}, { since: Date.now() - 1_000, clock });
    server.rest = 'answering';
    await until('caught up', () => line.catchUps.length === 2);
    expect(line.catchUps[1]).toMatchObject({ events: [{ alert: `worker:${failed.id}` }], filled: 'state' });
    expect(line.catchUps[1]?.open).toContain(`worker:${failed.id}`);
    expect(line.limits).toEqual([]);
  });

  test('that answers with a page of another server neither', async () => {
    const server = await lines.start();
    const request = async () => ({ status: 200, headers: {}, body: '<html>' });
    const line = await lines.online(server, {}, { since: 1, net: { request } });
    expect(line.catchUps[0]?.filled).toBe('nothing');
    expect(line.limits.map(({ why }) => why.code)).toEqual(['unreadable']);
  });
});

test('what nests deeper than any walks is left out of what was missed', async () => {
  const server = await lines.start();
  const activity = JSON.parse('['.repeat(4_000) + ']'.repeat(4_000));
  const { id } = server.addJob({ status: 'active', activity }, 'missed');
  const line = await lines.online(server);
  expect(line.catchUps[0]?.events).toMatchObject([{ alert: `job:${id}` }]);
  expect(JSON.stringify(line.catchUps[0]?.events[0]?.payload)).toMatch(/\[{90,100}null\]/);
});

test('a question waits as long as it is told to', async () => {
  const server = await lines.start();
  const line = lines.open(server.url, {}, { askAfterMs: 100 });
  await until('up', () => line.said.includes('up'));
  expect(server.requests).toEqual([]);
  await until('asked', () => server.requests.length > 0);
});
