import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../until.ts';
import { Lines } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

const manners = ['go', 'socket.io'] as const;

describe.each(manners)('a Manager with the manners of %s', (manner) => {
  test('it subscribes exactly once to each, and is caught up once', async () => {
    const server = await lines.start({ manners: manner });
    const subscriptions = { jobs: true, workers: true, tags: true, lastRendered: true };
    const line = await lines.online(server, { subscriptions });
    expect(server.sockets().map(({ asked }) => asked)).toEqual([
      ['subscribe allJobs', 'subscribe allWorkers', 'subscribe allWorkerTags', 'subscribe allLastRendered'],
    ]);
    expect(line.said).toEqual(['up', 'caughtUp']);
    expect(line.limits).toEqual([]);
    expect(server.attempts).toBe(1);
  });

  test('a job opens, runs and fails: one alert', async () => {
    const server = await lines.start({ manners: manner });
    const line = await lines.online(server);
    const { id } = server.addJob();
    server.setJob(id, 'active');
    server.setJob(id, 'failed', { steps_completed: 80 });
    await until('all', () => line.events.length === 3);
    expect(
      line.events.map(({ phase, severity, level, title, stream }) => [phase, severity, level, title, stream]),
    ).toEqual([
      ['opened', 'info', 'queued', 'queued', false],
      ['updated', 'info', 'active', 'active', false],
      ['closed', 'error', 'failed', '80 of 250 steps', false],
    ]);
    expect(new Set(line.events.map(({ alert }) => alert))).toEqual(new Set([`job:${id}`]));
    expect(line.events[2]).toMatchObject({
      kind: 'job',
      subject: { type: 'job', id, name: 'shot_010' },
      url: `${server.url}/app/jobs/${id}`,
    });
  });
});
