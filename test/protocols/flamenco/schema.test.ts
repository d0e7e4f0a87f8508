import { describe, expect, test } from 'vitest';
import { baseOf, socketPathOf } from '../../../main/protocols/flamenco/places.ts';
import { schema } from '../../../main/protocols/flamenco/schema.ts';
import { wantedOf } from '../../../main/protocols/flamenco/topics.ts';
import { protocols } from '../../../main/protocols/registry.ts';
import { settings } from './lines.ts';

const id = '0a1b2c3d-0000-4000-8000-000000000001';

describe('the settings', () => {
  test.each<[string, object]>([
    ['the least', {}],
    [
      'all',
      { subscriptions: { jobs: true, workers: false, tags: true, lastRendered: true, tasksOf: [id], taskLogs: [id] } },
    ],
    ['all jobs that run', { subscriptions: { tasksOf: 'active' } }],
    ['the same as a line of a list', { subscriptions: { tasksOf: ['active', id] } }],
  ])('%s', (_, given) => {
    expect(schema.parse(given)).toEqual(given);
  });

  test.each<[string, object]>([
    ['an unknown topic', { subscriptions: { job: true } }],
    ['an id that is none', { subscriptions: { tasksOf: ['shot_010'] } }],
    ['an id in capitals, which joins another room', { subscriptions: { tasksOf: [id.toUpperCase()] } }],
    ['another word', { subscriptions: { tasksOf: 'all' } }],
  ])('refused: %s', (_, given) => {
    expect(schema.safeParse(given).success).toBe(false);
  });

  test('each field of the form has a place in the schema', () => {
    const protocol = protocols.get('flamenco');
    const paths = protocol?.fields.map(({ path }) => path.split('.')[0]);
    const known = new Set([...Object.keys(schema.shape), 'url', 'path']);
    expect(paths?.filter((path) => path === undefined || !known.has(path))).toEqual([]);
  });
});

test('what is subscribed: jobs and workers, until the settings say which', () => {
  const nothing = {
    jobs: false,
    workers: false,
    tags: false,
    lastRendered: false,
    active: false,
    tasksOf: [],
    taskLogs: [],
  };
  const wanted = (subscriptions?: object) => wantedOf(settings('http://farm', { subscriptions }));
  expect(wanted()).toEqual({ ...nothing, jobs: true, workers: true });
  expect(wanted({})).toEqual(nothing);
  expect(wanted({ tasksOf: 'active' })).toEqual({ ...nothing, active: true });
  expect(wanted({ jobs: true, tasksOf: [id, 'active', id] })).toEqual({
    ...nothing,
    jobs: true,
    active: true,
    tasksOf: [id],
  });
});

test.each([
  [{ url: 'http://manager.example:8080' }, 'http://manager.example:8080', '/socket.io/'],
  [{ url: 'http://manager.example:8080/' }, 'http://manager.example:8080', '/socket.io/'],
  [{ url: 'wss://farm.example/flamenco/?a=b' }, 'https://farm.example/flamenco', '/flamenco/socket.io/'],
  [{ url: 'http://[::1]:8080', path: '/io/' }, 'http://[::1]:8080', '/io/'],
])('the places of %j', (server, base, path) => {
  expect([baseOf(server), socketPathOf(server)]).toEqual([base, path]);
});
