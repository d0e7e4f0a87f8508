import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../main/clock.ts';
import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import { until } from '../../until.ts';
import type { Line } from '../line.ts';
import { Lines } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

/** Time limits pass three times as fast; if they passed faster, a busy machine would not open a line within them. */
const hasty: Clock = { now: Date.now, after: (delayMs, run) => systemClock.after(delayMs / 3, run) };
const nowhere = '0a1b2c3d-0000-4000-8000-000000000009';

function told({ events }: Line) {
  return events.map(({ kind, phase, severity, level, stream }) => [kind, phase, severity, level, stream]);
}

describe.each(['go', 'socket.io'] as const)('a Manager with the manners of %s', (manners) => {
  test('it subscribes exactly once to each, and is caught up once', async () => {
    const server = await lines.start({ manners });
    const subscriptions = { jobs: true, workers: true, tags: true, lastRendered: true, tasksOf: [nowhere, nowhere] };
    const line = await lines.online(server, { subscriptions });
    expect(server.sockets().map(({ asked }) => asked)).toEqual([
      [
        'subscribe allJobs',
        'subscribe allWorkers',
        'subscribe allWorkerTags',
        'subscribe allLastRendered',
        `subscribe job ${nowhere}`,
      ],
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    expect(line.limits).toEqual([]);
    expect(server.attempts).toBe(1);
  });

  test('each new line subscribes anew, once', async () => {
    const server = await lines.start({ manners });
    const first = await lines.online(server);
    await server.kill();
    await until('lost', () => first.down);
    expect(first.down).toMatchObject({ cause: { code: 'closed' }, fatal: false, byServer: true });
    await server.start();
    await lines.online(server);
    expect(server.sockets().map(({ asked }) => asked)).toEqual([['subscribe allJobs', 'subscribe allWorkers']]);
  });

  test('a job, a worker and the farm: each opens and closes one alert', async () => {
    const server = await lines.start({ manners });
    const worker = server.addWorker();
    const line = await lines.online(server);
    const { id } = server.addJob();
    server.setJob(id, 'active');
    server.tickJob(id, { steps_completed: 79 });
    server.setJob(id, 'failed', { steps_completed: 80 });
    server.setWorker(worker.id, 'error');
    server.setStatus('inoperative');
    server.setWorker(worker.id, 'awake');
    server.setStatus('idle');
    await until('all', () => line.events.length === 8);
    expect(told(line)).toEqual([
      ['job', 'opened', 'info', 'queued', false],
      ['job', 'updated', 'info', 'active', false],
      ['job', null, 'info', 'active', true],
      ['job', 'closed', 'error', 'failed', false],
      ['worker', 'opened', 'error', 'error', false],
      ['state', 'opened', 'error', 'inoperative', false],
      ['worker', 'closed', 'info', 'awake', false],
      ['state', 'closed', 'ok', 'idle', false],
    ]);
    expect(line.events[3]).toMatchObject({ title: '80 of 250 steps', url: `${server.url}/app/jobs/${id}` });
  });

  test('nothing arrives after close, and the server sees the end of it', async () => {
    const server = await lines.start({ manners });
    const line = await lines.online(server);
    line.session.close();
    const said = line.said.length;
    server.addJob();
    await until('the server knows', () => server.sockets().length === 0);
    expect(line.said).toHaveLength(said);
  });
});

describe('opening', () => {
  test('without subscriptions that are on, the state of the farm still comes', async () => {
    const server = await lines.start();
    const line = await lines.online(server, { subscriptions: {} });
    expect(server.sockets()[0]?.asked).toEqual([]);
    server.addJob();
    server.setStatus('inoperative');
    await until('the farm', () => line.events.length > 0);
    expect(told(line)).toEqual([['state', 'opened', 'error', 'inoperative', false]]);
  });

  test('headers of its own go with the handshake, and the path is as set', async () => {
    const server = await lines.start({ path: '/behind/socket.io/' });
    const headers = { authorization: 'Basic b3BzOnNlY3JldA==' };
    await lines.online(server, { path: '/behind/socket.io/' }, { net: { headers } });
    expect(server.sockets()[0]?.headers.authorization).toBe(headers.authorization);
  });

  test('a refused subscription is a limit, and the others go on', async () => {
    const server = await lines.start();
    server.answers.set('allWorkers', 'unknown subscription type, ignoring request');
    const line = await lines.online(server);
    expect(line.limits).toEqual([
      {
        subscription: 'workers',
        why: {
          code: 'subscription',
          params: { subscription: 'workers', text: 'unknown subscription type, ignoring request' },
        },
      },
    ]);
    server.addJob();
    await until('the job', () => line.events.length === 1);
    expect(line.down).toBeNull();
  });

  test('so is one that is never answered', async () => {
    const server = await lines.start();
    server.answers.set('allWorkerTags', null);
    const line = await lines.online(server, { subscriptions: { jobs: true, tags: true } }, { clock: hasty });
    expect(line.limits.map(({ subscription, why }) => [subscription, why.code, why.params.text])).toEqual([
      ['tags', 'subscription', 'no answer within 5 s'],
    ]);
  });

  test('what comes before the subscriptions are answered is not lost', async () => {
    const server = await lines.start();
    server.answers.set('allWorkers', null);
    const line = lines.open(server.url, {}, { clock: hasty });
    await until('subscribed', () => server.sockets()[0]?.asked.length === 2);
    server.addJob();
    await until('caught up', () => line.catchUps.length === 1);
    expect(line.said).toEqual(['up', 'event', 'caughtUp']);
  });

  test('a flood before that brings the line up at once', async () => {
    const server = await lines.start({ manners: 'socket.io' });
    server.answers.set('allWorkers', null);
    // Nothing runs out of its time: only the flood can bring it up.
    const line = lines.open(server.url, {}, { clock: { now: Date.now, after: () => () => undefined } });
    await until('subscribed', () => server.sockets()[0]?.asked.length === 2);
    for (let n = 0; n < 5_001; n++) server.setStatus(`s${n}`);
    await until('all', () => line.events.length === 5_001);
    expect(line.said[0]).toBe('up');
  });

  test('a Manager that answers nothing at all is silent', async () => {
    const server = await lines.start();
    server.silence = 'mute';
    const line = lines.open(server.url, {}, { clock: hasty });
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
    expect(line.said).toEqual(['down']);
  });
});

test('a worker that registers is new, and closes nothing', async () => {
  const server = await lines.start();
  const line = await lines.online(server);
  server.addWorker();
  server.addWorker({ status: 'error' });
  await until('both', () => line.events.length === 2);
  expect(told(line)).toEqual([
    ['worker', null, 'info', 'awake', false],
    ['worker', 'opened', 'error', 'error', false],
  ]);
});

test('a rendered picture is told by where it is, and not fetched', async () => {
  const server = await lines.start();
  const line = await lines.online(server, { subscriptions: { jobs: true, lastRendered: true } });
  const { id } = server.addJob();
  server.lastRendered(id);
  const told = await until('the picture', () => line.events.find(({ topic }) => topic === '/last-rendered'));
  expect(told).toMatchObject({ stream: true, subject: { type: 'job', id, name: 'shot_010' } });
  const fetched = () => server.requests.filter((request) => request.includes('rendered')).length;
  expect(fetched()).toBe(0);
  const answer = await fetch(told.url ?? '');
  expect([answer.headers.get('content-type'), fetched()]).toEqual(['image/jpeg', 1]);
});

describe('tasks', () => {
  const subscriptions = { jobs: true, tasksOf: 'active' };
  const asked = (server: { sockets(): readonly { asked: readonly string[] }[] }) =>
    server.sockets()[0]?.asked.filter((each) => each.includes(' job ')) ?? [];

  test('of all jobs that run are followed as they come and go', async () => {
    const server = await lines.start();
    const running = server.addJob({ status: 'active' });
    server.addJob({ status: 'completed' });
    const line = await lines.online(server, { subscriptions });
    await until('followed', () => asked(server).length === 1);
    const next = server.addJob();
    server.setJob(next.id, 'active');
    await until('followed too', () => asked(server).length === 2);
    const task = server.setTask({ job_id: next.id });
    server.setTask({ ...task, status: 'failed', activity: 'Blender crashed' });
    await until('the task', () => line.events.some(({ level }) => level === 'failed'));
    server.setJob(running.id, 'completed');
    await until('left', () => asked(server).length === 3);
    expect(asked(server)).toEqual([
      `subscribe job ${running.id}`,
      `subscribe job ${next.id}`,
      `unsubscribe job ${running.id}`,
    ]);
    expect(line.events.find(({ level }) => level === 'failed')).toMatchObject({
      topic: '/task',
      severity: 'error',
      title: 'Blender crashed',
      stream: true,
    });
  });

  test('are followed without a word of the jobs where those are off', async () => {
    const server = await lines.start();
    const { id } = server.addJob({ status: 'active' });
    const line = await lines.online(server, { subscriptions: { tasksOf: ['active'] } });
    await until('followed', () => asked(server).length === 1);
    server.setJob(id, 'completed');
    await until('left', () => asked(server).length === 2);
    expect(line.events).toEqual([]);
    expect(line.catchUps[0]?.events).toEqual([]);
  });

  test('that changed all at once are fetched', async () => {
    const server = await lines.start();
    const { id } = server.addJob({ status: 'active' });
    const tasks = [server.setTask({ job_id: id }), server.setTask({ job_id: id })];
    const line = await lines.online(server, { subscriptions });
    await until('read', () => server.requests.some((request) => request.endsWith('/tasks')));
    for (const task of tasks) server.setTask({ ...task, status: 'canceled', activity: 'Job canceled' }, 'missed');
    server.emit('/jobs', '/jobs', { ...server.jobs.get(id), status: 'active', refresh_tasks: true });
    await until('both tasks', () => line.events.filter(({ topic }) => topic === '/task').length === 2);
    const told = line.events.filter(({ topic }) => topic === '/task');
    expect(told.map(({ level, stream }) => [level, stream])).toEqual([
      ['canceled', true],
      ['canceled', true],
    ]);
    expect(told.every(({ key }) => key?.startsWith('task:'))).toBe(true);
  });

  test('whose following is refused are a limit until the job ends', async () => {
    const server = await lines.start();
    const { id } = server.addJob({ status: 'active' });
    server.answers.set('job', 'invalid UUID, ignoring request');
    const line = await lines.online(server, { subscriptions });
    await until('limited', () => line.limits.length === 1);
    expect(line.limits[0]).toMatchObject({ subscription: `tasks of ${id}`, why: { code: 'subscription' } });
    server.setJob(id, 'failed');
    await until('not limited', () => line.limits.length === 0);
  });
});

describe('versions', () => {
  test('logs of tasks come before 3.5', async () => {
    const server = await lines.start({ version: '3.4' });
    const line = await lines.online(server, { subscriptions: { taskLogs: [nowhere] } });
    server.emit(`/tasklog/${nowhere}`, '/tasklog', { task_id: nowhere, log: 'Fra:1' });
    await until('the log', () => line.events.length === 1);
    expect(line.limits).toEqual([]);
  });

  test('from 3.5 on they are a limit, for the Manager says yes and sends none', async () => {
    const server = await lines.start({ version: '3.5' });
    const line = await lines.online(server, { subscriptions: { jobs: true, taskLogs: [nowhere] } });
    expect(line.limits.map(({ subscription, why }) => [subscription, why.code])).toEqual([
      ['taskLogs', 'subscription'],
    ]);
    expect(server.sockets()[0]?.asked).toEqual(['subscribe allJobs']);
  });

  test('3.4 has chat, no status, and lists its jobs by a query', async () => {
    const server = await lines.start({ version: '3.4' });
    server.addJob({ status: 'active' });
    const line = await lines.online(server);
    server.emit('Chat', '/message', { name: 'Ann', text: 'hello' });
    await until('chat', () => line.events.length === 1);
    expect(line.events[0]).toMatchObject({ kind: 'message', title: 'hello', stream: true });
    expect(line.catchUps[0]?.events.map(({ level }) => level)).toEqual(['active']);
    expect(line.catchUps[0]?.kinds).toEqual(['worker']);
    expect(line.limits).toEqual([]);
  });
});

describe('order', () => {
  test('messages of one moment come in any order, and the newest status stands', async () => {
    let seed = 3;
    const shuffle = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const server = await lines.start({ shuffle });
    const line = await lines.online(server);
    const jobs = [...Array(30).keys()].map((n) => server.addJob({ name: `shot ${n}` }).id);
    await until('all new', () => line.events.length === jobs.length);
    for (const id of jobs) server.setJob(id, 'active');
    for (const id of jobs) server.setJob(id, 'completed');
    await until('all results', () => line.events.length === 3 * jobs.length);
    const overtaken = line.events.filter(({ title }) => title === 'active, overtaken');
    expect(overtaken.length).toBeGreaterThan(0);
    expect(overtaken.every(({ stream, alert, phase }) => stream && alert === null && phase === null)).toBe(true);
    for (const id of jobs) {
      const story = line.events.filter(({ alert }) => alert === `job:${id}`);
      expect(story.at(-1)?.phase).toBe('closed');
    }
  });
});

describe('the end of a line', () => {
  test('a Manager that says that it shuts down is the cause of the loss', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    server.shutDown();
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'shut-down' }, fatal: false, byServer: true });
    expect(told(line)).toEqual([['connection', null, 'info', 'manager-shutdown', true]]);
  });

  test('one that drops without a word has closed it', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    server.drop();
    await until('down', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'closed' }, byServer: true });
  });

  test('a dead line is found by the heartbeat', async () => {
    const server = await lines.start({ heartbeat: { intervalMs: 200, timeoutMs: 800 } });
    const line = await lines.online(server);
    expect(await line.session.prove?.()).toBeNull();
    server.silence = 'dead';
    await until('lost', () => line.down);
    expect(line.down).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('pause holds what comes, resume brings it in order', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    line.session.pause();
    for (let n = 0; n < 50; n++) server.setStatus(`s${n}`);
    const other = await lines.online(server);
    server.setStatus('last');
    await until('another line heard it', () => other.events.some(({ level }) => level === 'last'));
    expect(line.events).toHaveLength(0);
    expect(line.session.behindSince?.()).toBeLessThanOrEqual(Date.now());
    line.session.resume();
    expect(line.session.behindSince?.()).toBeNull();
    await until('all', () => line.events.length === 51);
    expect(line.events.at(-1)?.level).toBe('last');
  });

  test('a line that is closed while it opens leaves nothing behind', async () => {
    const server = await lines.start();
    const line = lines.open(server.url);
    line.session.close();
    const other = await lines.online(server);
    await until('the other alone', () => server.sockets().length === 1);
    expect(line.said).toEqual([]);
    expect(other.down).toBeNull();
  });

  test('two servers of one address share neither socket nor headers', async () => {
    const server = await lines.start();
    const protocol = flamenco();
    await lines.online(server, { id: 'a' }, { net: { headers: { 'x-line': 'a' } } }, protocol);
    await lines.online(server, { id: 'b' }, { net: { headers: { 'x-line': 'b' } } }, protocol);
    expect(server.sockets().map(({ headers }) => headers['x-line'])).toEqual(['a', 'b']);
  });
});

describe('the proof', () => {
  test('passes while the Manager answers, and changes nothing there', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    const job = server.addJob({ status: 'active' });
    server.setJob(job.id, 'failed');
    server.setWorker(server.addWorker().id, 'error');
    await until('heard', () => line.events.length === 4);
    const rooms = [...(server.sockets()[0]?.rooms ?? [])];
    expect(await line.session.prove?.()).toBeNull();
    expect([...(server.sockets()[0]?.rooms ?? [])]).toEqual(rooms);
  });

  test('fails when the line is connected and silent', async () => {
    const server = await lines.start();
    const line = await lines.online(server, {}, { clock: hasty });
    server.silence = 'mute';
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('finds nothing silent that is not read', async () => {
    const server = await lines.start();
    const line = await lines.online(server, {}, { clock: hasty });
    line.session.pause();
    expect(await line.session.prove?.()).toBeNull();
    line.session.resume();
    server.silence = 'mute';
    const proof = line.session.prove?.();
    line.session.pause();
    expect(await proof).toBeNull();
    line.session.resume();
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' } });
  });

  test('is given by what comes while the answer is late', async () => {
    const server = await lines.start();
    const line = await lines.online(server, {}, { clock: hasty });
    server.silence = 'mute';
    const proof = line.session.prove?.();
    await until('asked', () => server.sockets()[0]?.asked.at(-1)?.startsWith('unsubscribe '));
    server.silence = 'no';
    server.addJob({ status: 'active' });
    expect(await proof).toBeNull();
  });

  test.each<[string, (server: Awaited<ReturnType<Lines['start']>>) => void]>([
    ['a result', (server) => server.setJob([...server.jobs.keys()][0] ?? '', 'failed', {}, 'missed')],
    ['a deletion', (server) => server.deleteJob([...server.jobs.keys()][0] ?? '', 'missed')],
    ['another status of the farm', (server) => server.setStatus('active', 'missed')],
    ['a worker in error', (server) => server.setWorker([...server.workers.keys()][0] ?? '', 'error', 'missed')],
  ])('fails when %s was never told', async (_, miss) => {
    const server = await lines.start();
    server.addJob({ status: 'active' });
    server.addWorker();
    const line = await lines.online(server, {}, { clock: hasty });
    miss(server);
    expect(await line.session.prove?.()).toMatchObject({ cause: { code: 'silent' }, fatal: false });
  });

  test('gives what is on its way a moment', async () => {
    const server = await lines.start();
    const line = await lines.online(server, {}, { clock: hasty });
    server.setStatus('active', 'missed');
    const proof = line.session.prove?.();
    await until('asked', () => server.requests.filter((request) => request === 'GET /api/v3/status').length === 2);
    server.setStatus('active');
    expect(await proof).toBeNull();
  });

  test('a refused subscription proves nothing against the line', async () => {
    const server = await lines.start();
    server.answers.set('allJobs', 'unknown subscription type, ignoring request');
    const { id } = server.addJob({ status: 'active' });
    const line = await lines.online(server, {}, { clock: hasty });
    server.setJob(id, 'failed', {}, 'missed');
    expect(await line.session.prove?.()).toBeNull();
  });

  test('REST that fails is a limit, and none when it is back', async () => {
    const server = await lines.start();
    const line = await lines.online(server);
    server.rest = 500;
    expect(await line.session.prove?.()).toBeNull();
    expect(line.limits.map(({ subscription, why }) => [subscription, why.code])).toEqual([['REST', 'http']]);
    server.rest = 'answering';
    expect(await line.session.prove?.()).toBeNull();
    expect(line.limits).toEqual([]);
  });
});
