import { describe, expect, test } from 'vitest';
import { changeOf, type Known } from '../../../main/protocols/flamenco/change.ts';
import { Standing } from '../../../main/protocols/flamenco/standing.ts';
import { pictureOf, translate } from '../../../main/protocols/flamenco/translate.ts';
import { momentOf, readJob } from '../../../main/protocols/flamenco/wire.ts';
import type { WireEvent } from '../../../main/protocols/protocol.ts';

const base = 'http://manager.example:8080';
const id = '0a1b2c3d-0000-4000-8000-000000000001';
const worker = '0a1b2c3d-0000-4000-8000-000000000003';
const updated = '2026-01-02T03:04:05.123456Z';
const now = 1_767_323_046_000;

/** Hears messages one after another, as a line does; the events of the last. */
function told(messages: readonly (readonly [topic: string, message: unknown])[]): readonly WireEvent[] {
  const standing = new Standing();
  const context = { base, nameOf: (type: 'job' | 'worker', of: string) => standing.nameOf(type, of) };
  return messages.map(([topic, message]) => {
    const event = translate(topic, message, standing, now, context);
    standing.learn(topic, message, now);
    return event;
  });
}

function last(...messages: readonly (readonly [topic: string, message: unknown])[]): WireEvent {
  const event = told(messages).at(-1);
  if (event === undefined) throw new Error('nothing was told');
  return event;
}

const job = { id, name: 'shot_010', updated, type: 'simple-blender-render', priority: 50, refresh_tasks: false };
const node = { id: worker, name: 'node-3', updated, version: '3.8.5', can_restart: false };

describe('jobs', () => {
  test.each<[string, object, object]>([
    ['new', { status: 'queued' }, { phase: 'opened', severity: 'info', title: 'queued', stream: false }],
    [
      'started',
      { status: 'active', previous_status: 'queued' },
      { phase: 'updated', severity: 'info', title: 'active', stream: false },
    ],
    [
      'completed',
      { status: 'completed', previous_status: 'active' },
      { phase: 'closed', severity: 'ok', title: 'completed', stream: false },
    ],
    [
      'failed with steps',
      { status: 'failed', previous_status: 'active', steps_completed: 80, steps_total: 250 },
      { phase: 'closed', severity: 'error', title: '80 of 250 steps', stream: false },
    ],
    [
      'failed, of a Manager that counts no steps',
      { status: 'failed', previous_status: 'active' },
      { phase: 'closed', severity: 'error', title: 'was active', stream: false },
    ],
    [
      'canceled',
      { status: 'canceled', previous_status: 'cancel-requested' },
      { phase: 'closed', severity: 'info', title: 'canceled', level: 'canceled', stream: false },
    ],
    [
      'a status that nobody knows',
      { status: 'dancing', previous_status: 'active' },
      { phase: 'updated', severity: 'info', title: 'dancing', stream: false },
    ],
    [
      'an unknown one that claims a fault',
      { status: 'storage-lost', previous_status: 'active' },
      { phase: 'updated', severity: 'warning', stream: false },
    ],
  ])('%s', (_, change, expected) => {
    const event = last(['/jobs', { ...job, ...change }]);
    expect(event).toMatchObject({
      kind: 'job',
      topic: '/jobs',
      alert: `job:${id}`,
      subject: { type: 'job', id, name: 'shot_010' },
      url: `${base}/app/jobs/${id}`,
      occurredAt: Date.parse('2026-01-02T03:04:05.123Z'),
      ...expected,
    });
    expect(event.key).toMatch(new RegExp(`^job:${id}:[a-z-]+:1767323045123456000$`));
  });

  test.each<[string, object, string]>([
    ['progress', { steps_completed: 81, steps_total: 250 }, '81 of 250 steps'],
    ['a priority', { priority: 70 }, 'priority 70'],
    ['a request to delete it', { delete_requested_at: updated }, 'deletion asked for'],
    ['the same again', {}, 'active'],
  ])('%s goes to the history only and touches no alert', (_, change, title) => {
    const active = { ...job, status: 'active' };
    const event = last(['/jobs', { ...active, previous_status: 'queued' }], ['/jobs', { ...active, ...change }]);
    expect(event).toMatchObject({ stream: true, phase: null, alert: null, key: null, severity: 'info', title });
  });

  test('a job that was never told of and stands at its result is not new', () => {
    expect(last(['/jobs', { ...job, status: 'completed', priority: 70 }])).toMatchObject({ stream: true, alert: null });
  });

  test('another status without a previous one is a change: its message was missed', () => {
    const event = last(['/jobs', { ...job, status: 'active' }], ['/jobs', { ...job, status: 'failed' }]);
    expect(event).toMatchObject({ phase: 'closed', severity: 'error', title: 'was active', stream: false });
  });

  test('a deletion carries zero values: the name is remembered, the alert closes in silence', () => {
    const gone = { id, updated: '0001-01-01T00:00:00Z', status: '', type: '', priority: 0, was_deleted: true };
    expect(last(['/jobs', { ...job, status: 'active' }], ['/jobs', gone])).toMatchObject({
      phase: 'closed',
      alert: `job:${id}`,
      subject: { name: 'shot_010' },
      occurredAt: null,
      title: 'deleted',
      stream: true,
    });
  });

  test('two messages that changed places: the older one changes nothing', () => {
    const events = told([
      ['/jobs', { ...job, status: 'queued', updated: '2026-01-02T03:04:05.1Z' }],
      ['/jobs', { ...job, status: 'failed', previous_status: 'active', updated: '2026-01-02T03:04:05.300000001Z' }],
      ['/jobs', { ...job, status: 'active', previous_status: 'queued', updated: '2026-01-02T04:04:05.3+01:00' }],
      ['/jobs', { ...job, status: 'queued', previous_status: 'failed', updated: '2026-01-02T03:04:06Z' }],
    ]);
    expect(events.map(({ phase, stream, title }) => [phase, stream, title])).toEqual([
      ['opened', false, 'queued'],
      ['closed', false, 'was active'],
      [null, true, 'active, overtaken'],
      ['updated', false, 'queued'],
    ]);
  });

  test('a result comes again with the same key', () => {
    const failed = { ...job, status: 'failed', previous_status: 'active' };
    const [first, second] = told([
      ['/jobs', failed],
      ['/jobs', failed],
    ]);
    expect(first?.key).not.toBeNull();
    expect(second).toMatchObject({ key: first?.key, stream: false });
  });

  test.each([null, 'x', 5, [], {}, { id: {} }, { id, status: {} }])('%j is shown as what it is', (message) => {
    const event = last(['/jobs', message]);
    expect(event).toMatchObject({ kind: 'job', payload: message, alert: null, stream: true });
    expect(event.body).toBe(JSON.stringify(message));
  });
});

describe('how a message stands to what is known', () => {
  const known: Known = {
    name: '',
    status: 'canceled',
    previous: 'cancel-requested',
    updated: 5n,
    heardAt: now,
    priority: null,
    steps: null,
  };
  test.each<[string, Parameters<typeof changeOf>[0], Known | null, string]>([
    ['older', { status: 'active', previous: 'queued', updated: 4n, deleted: false }, known, 'late'],
    [
      'of the same time, one step back in the chain',
      { status: 'cancel-requested', previous: 'active', updated: 5n, deleted: false },
      known,
      'late',
    ],
    [
      'of the same time, one step on',
      { status: 'requeueing', previous: 'canceled', updated: 5n, deleted: false },
      known,
      'changed',
    ],
    [
      'of the same time, back to where it came from',
      { status: 'cancel-requested', previous: 'canceled', updated: 5n, deleted: false },
      known,
      'changed',
    ],
    [
      'older, but long after: a clock was set',
      { status: 'active', previous: 'queued', updated: 4n, deleted: false },
      { ...known, heardAt: now - 60_000 },
      'changed',
    ],
    [
      'older, and the last one lies ahead: our clock was set too',
      { status: 'active', previous: 'queued', updated: 4n, deleted: false },
      { ...known, heardAt: now + 3_600_000 },
      'changed',
    ],
    ['without a time', { status: 'active', previous: 'queued', updated: null, deleted: false }, known, 'changed'],
    ['gone', { status: '', previous: null, updated: null, deleted: true }, known, 'deleted'],
    ['of nobody', { status: 'active', previous: null, updated: 1n, deleted: false }, null, 'new'],
  ])('%s', (_, message, before, change) => {
    expect(changeOf(message, before, now)).toBe(change);
  });
});

describe('times of Go', () => {
  test.each<[unknown, bigint | null]>([
    ['2026-01-02T03:04:05Z', 1_767_323_045_000_000_000n],
    ['2026-01-02T03:04:05.1Z', 1_767_323_045_100_000_000n],
    ['2026-01-02T03:04:05.123456789+01:30', 1_767_317_645_123_456_789n],
    ['2026-01-01T22:04:05-05:00', 1_767_323_045_000_000_000n],
    ['0001-01-01T00:00:00Z', null],
    ['2026-01-02', null],
    ['', null],
    [1_767_323_045, null],
    [null, null],
  ])('%s', (text, moment) => {
    expect(momentOf(text)).toBe(moment);
  });
});

describe('workers', () => {
  const awake = ['/workers', { ...node, status: 'awake', previous_status: 'starting' }] as const;
  const failed = ['/workers', { ...node, status: 'error', previous_status: 'awake' }] as const;
  const about = { kind: 'worker', subject: { type: 'worker', id: worker, name: 'node-3' }, alert: `worker:${worker}` };

  test('an error opens', () => {
    expect(last(awake, failed)).toMatchObject({
      ...about,
      phase: 'opened',
      severity: 'error',
      title: 'was awake',
      stream: false,
      url: `${base}/app/workers/${worker}`,
      key: `worker:${worker}:error:1767323045123456000`,
    });
  });

  test.each(['awake', 'offline', 'asleep', 'restart', 'testing'])('%s after an error closes', (status) => {
    const back = { ...node, status, previous_status: 'error', updated: '2026-01-02T03:05:00Z' };
    expect(last(failed, ['/workers', back])).toMatchObject({
      ...about,
      phase: 'closed',
      severity: 'info',
      title: status,
    });
  });

  test.each(['offline', 'asleep'])('%s is recorded', (status) => {
    const event = last(awake, ['/workers', { ...node, status, previous_status: 'awake' }]);
    expect(event).toMatchObject({ ...about, phase: null, severity: 'info', title: status, stream: false });
  });

  test('what a worker was before is not known: it closes what an earlier run may have left open', () => {
    expect(last(['/workers', { ...node, status: 'awake' }])).toMatchObject({ phase: 'closed', severity: 'info' });
  });

  test('a sleep schedule leaves the status as it is', () => {
    const asked = { ...node, status: 'awake', status_change: { status: 'asleep', is_lazy: true } };
    expect(last(awake, ['/workers', asked])).toMatchObject({ stream: true, phase: null, title: 'asked to be asleep' });
  });

  test('one that is deleted is gone, without a word', () => {
    const gone = { ...node, status: 'error', deleted_at: updated };
    expect(last(failed, ['/workers', gone])).toMatchObject({ phase: 'closed', stream: true, title: 'deleted' });
  });

  test('a partial message keeps the name that was told before', () => {
    const { name: _, ...nameless } = node;
    const event = last(awake, ['/workers', { ...nameless, status: 'error', previous_status: 'awake' }]);
    expect(event.subject?.name).toBe('node-3');
  });
});

describe('the farm', () => {
  test.each<[string[], object]>([
    [['inoperative'], { phase: 'opened', severity: 'error', alert: 'farm', level: 'inoperative' }],
    [['inoperative', 'active'], { phase: 'closed', severity: 'ok', alert: 'farm' }],
    [['inoperative', 'unknown'], { phase: null, alert: null, severity: 'info' }],
    [['inoperative', 'unknown', 'idle'], { phase: 'closed', alert: 'farm' }],
    [['inoperative', 'unknown', 'inoperative'], { phase: null, alert: null, stream: true }],
    [['idle', 'active'], { phase: null, alert: null, severity: 'info', stream: false }],
    [['idle'], { phase: 'closed', alert: 'farm' }],
  ])('%j', (statuses, expected) => {
    const event = last(...statuses.map((status) => ['/status', { status }] as const));
    expect(event).toMatchObject({ kind: 'state', topic: '/status', key: null, ...expected });
  });
});

describe('what goes to the history only', () => {
  const task = {
    id: '0a1b2c3d-0000-4000-8000-000000000002',
    job_id: id,
    name: 'render-1-10',
    updated,
    status: 'soft-failed',
    previous_status: 'active',
    activity: 'Failed by node-3',
    worker: { name: 'node-3', uuid: worker },
    steps_completed: 3,
    steps_total: 10,
  };
  test.each<[string, string, unknown, object]>([
    [
      'a task that failed once',
      '/task',
      task,
      {
        kind: 'job',
        severity: 'warning',
        level: 'soft-failed',
        title: 'Failed by node-3',
        body: '3 of 10 steps, shot_010, node-3',
        url: `${base}/app/jobs/${id}/${task.id}`,
        subject: { type: 'task', id: task.id, name: 'render-1-10' },
      },
    ],
    ['a task that failed', '/task', { ...task, status: 'failed' }, { severity: 'error' }],
    [
      'a task that goes on',
      '/task',
      { ...task, status: 'active', activity: '' },
      { severity: 'info', title: 'active' },
    ],
    [
      'a picture',
      '/last-rendered',
      { job_id: id, thumbnail: { base: '/job-files/job-0a1b', suffixes: ['last-small.jpg', 'last.jpg'] } },
      { kind: 'other', url: `${base}/job-files/job-0a1b/last.jpg`, subject: { type: 'job', id, name: 'shot_010' } },
    ],
    [
      'a tag',
      '/workertags',
      { tag: { id: 't1', name: 'GPU', description: 'with cards' } },
      { kind: 'other', title: 'Tag changed', body: 'with cards', subject: { type: 'tag', id: 't1', name: 'GPU' } },
    ],
    ['a tag that is gone', '/workertags', { tag: { id: 't1', name: '' }, was_deleted: true }, { title: 'Tag deleted' }],
    ['the end of the Manager', '/lifecycle', { type: 'manager-shutdown' }, { kind: 'connection', severity: 'info' }],
    [
      'chat',
      '/message',
      { name: 'Ann', text: '<b>who has</b> shot 10?' },
      { kind: 'message', title: '<b>who has</b> shot 10?', body: 'from Ann' },
    ],
    [
      'a log',
      '/tasklog',
      { task_id: task.id, log: 'Fra:1\nFra:2\n' },
      { kind: 'message', title: 'Fra:2', body: 'Fra:1\nFra:2', subject: { type: 'task', id: task.id, name: null } },
    ],
  ])('%s', (_, topic, message, expected) => {
    const event = last(['/jobs', { ...job, status: 'active' }], [topic, message]);
    expect(event).toMatchObject({ topic, stream: true, phase: null, alert: null, payload: message, ...expected });
  });
});

test('an event that nobody knows is an event all the same', () => {
  expect(last(['/dance', { name: 'waltz', id: 7 }])).toMatchObject({
    kind: 'other',
    topic: '/dance',
    title: 'waltz',
    body: '{"name":"waltz","id":7}',
    subject: { type: 'object', id: '7', name: 'waltz' },
  });
  expect(last(['/dance', 'now']).title).toBe('now');
  expect(last(['/dance', undefined])).toMatchObject({ title: '/dance', body: '' });
});

test('an id that is no text of Unicode is an id all the same', () => {
  const event = last(['/jobs', { ...job, id: '\ud800', status: 'queued' }]);
  expect(event).toMatchObject({ phase: 'opened', url: `${base}/app/jobs/%EF%BF%BD` });
});

test('what a list of the Manager lacks is gone, unless it was heard of since the list was asked for', () => {
  const standing = new Standing();
  standing.learn('/jobs', { ...job, status: 'active' }, 100);
  standing.learn('/workers', { ...node, status: 'awake' }, 100);
  standing.only(new Set(), new Set(), 50, 300);
  expect([standing.jobs.size, standing.workers.size]).toEqual([1, 1]);
  standing.only(new Set(), null, 200, 300);
  expect([standing.jobs.size, standing.workers.size]).toEqual([0, 1]);
  // Heard before our clock was set back.
  standing.only(null, new Set(), 50, 60);
  expect(standing.workers.size).toBe(0);
});

describe('the address of a picture', () => {
  const picture = (thumbnail: unknown) => pictureOf({ job_id: id, thumbnail }, base);
  test.each<[string, unknown]>([
    ['another server', { base: '//evil.example', suffixes: ['x.jpg'] }],
    ['a script', { base: 'javascript:alert(1)', suffixes: ['x.jpg'] }],
    ['another server by its suffix', { base: '/', suffixes: ['/evil.example/x.jpg'] }],
    ['no suffix', { base: '/files', suffixes: [] }],
    ['nothing', null],
    ['strange types', { base: 5, suffixes: 'x' }],
  ])('none that leads to %s', (_, thumbnail) => {
    expect(picture(thumbnail)).toBeNull();
  });

  test('the smallest form where there is no larger one', () => {
    expect(picture({ base: '/files', suffixes: ['a-tiny.jpg'] })).toBe(`${base}/files/a-tiny.jpg`);
  });
});

test('a job is read whatever its fields are', () => {
  expect(readJob({ id: 5, steps_completed: '3', steps_total: '10', priority: '70', updated: 5 })).toMatchObject({
    id: '5',
    steps: { completed: 3, total: 10 },
    priority: 70,
    updated: null,
  });
});
