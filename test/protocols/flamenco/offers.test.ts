import { afterEach, expect, test } from 'vitest';
import { flamenco } from '../../../main/protocols/flamenco/adapter.ts';
import { targetOf } from '../line.ts';
import { Lines, settings } from './lines.ts';

const lines = new Lines();
afterEach(() => lines.end());

test.each(['3.4', '3.8'] as const)(
  'the form is offered the jobs by name, newest first (Flamenco %s)',
  async (version) => {
    const server = await lines.start({ version });
    server.addJob({ id: 'job-1', name: 'shot_010', status: 'completed', updated: '2026-11-20T10:00:00Z' });
    server.addJob({ id: 'job-2', name: 'shot_020', status: 'active', updated: '2026-11-20T11:00:00Z' });
    const target = targetOf(settings(server.url)) as never;
    expect(await flamenco().offers?.(target, 'subscriptions.tasksOf')).toEqual({
      offers: [
        { item: 'active', label: 'active', note: 'all jobs that run, as they come and go' },
        { item: 'job-2', label: 'shot_020', note: 'active job-2' },
        { item: 'job-1', label: 'shot_010', note: 'completed job-1' },
      ],
    });
    server.rest = 503;
    expect(await flamenco().offers?.(target, 'subscriptions.tasksOf')).toMatchObject({ why: { code: 'http' } });
  },
);
