import { afterEach, expect, test } from 'vitest';
import { seeded } from '../../seeded.ts';
import { startFlamencoDemo } from '../../servers/flamenco-demo.ts';
import { until } from '../../until.ts';
import { Lines } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

test('the demo farm renders jobs that end well and badly, and loses and mends workers, all with names', async () => {
  const demo = await startFlamencoDemo({ random: seeded(5), speed: 300 });
  lines.ends(() => demo.close());
  const subscriptions = { jobs: true, workers: true, tags: true, lastRendered: true, tasksOf: 'active' };
  const line = lines.open(demo.url, { subscriptions });
  const told = () => new Set(line.events.map(({ topic, phase, level }) => `${topic} ${phase} ${level}`));
  await until('one of each', () =>
    [
      '/jobs opened queued',
      '/jobs updated active',
      '/jobs closed completed',
      '/jobs closed failed',
      '/jobs closed canceled',
      '/workers opened error',
      '/workers closed awake',
      '/workers null asleep',
      '/status null active',
      '/task null completed',
      '/last-rendered null null',
    ].every((each) => told().has(each)),
  );
  const named = line.events.filter(({ kind }) => kind === 'job' || kind === 'worker');
  expect(named.filter(({ subject }) => (subject?.name ?? '') === '')).toEqual([]);
  expect(line.down).toBeNull();
  expect(line.limits).toEqual([]);
});
