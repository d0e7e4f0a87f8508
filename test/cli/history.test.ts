import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../main/clock.ts';
import { openHistory } from '../../main/history/open.ts';
import { newEvent } from '../history/events.ts';
import { startThread } from '../history/folder.ts';
import { dataDirectory, historyRows, tocsin } from '../host.ts';

const hourMs = 3_600_000;

let data: Awaited<ReturnType<typeof dataDirectory>>;
beforeAll(async () => {
  data = await dataDirectory({ version: 1 });
  const now = Date.now();
  const history = await openHistory({ directory: data.path, start: startThread, clock: systemClock });
  const one = (title: string, hoursAgo: number, change: Parameters<typeof newEvent>[0] = {}) => {
    const at = now - hoursAgo * hourMs;
    return newEvent({ title, body: '', occurredAt: at, receivedAt: at, ...change });
  };
  const events = [
    one('Disk is full', 50, { severity: 'critical' }),
    one('Fan slow', 5, { severity: 'warning', server: 'lab', serverName: 'Laboratory' }),
    one('On battery', 3, { kind: 'trap', severity: 'warning' }),
    one('Disk is nearly full', 1, { severity: 'error' }),
  ];
  await history.add({ events, alerts: [], repeats: [] });
  await history.close();
});
afterAll(() => data.remove());

it.each([
  [[], ['Disk is nearly full', 'On battery', 'Fan slow', 'Disk is full']],
  [
    ['--query', 'disk'],
    ['Disk is nearly full', 'Disk is full'],
  ],
  [['--server', 'lab'], ['Fan slow']],
  [['--kind', 'trap'], ['On battery']],
  [
    ['--min-severity', 'error'],
    ['Disk is nearly full', 'Disk is full'],
  ],
  [
    ['--since', '4h'],
    ['Disk is nearly full', 'On battery'],
  ],
  [['--since', '2d', '--query', 'disk'], ['Disk is nearly full']],
  [
    ['--limit', '2'],
    ['Disk is nearly full', 'On battery'],
  ],
  [['--query', 'nothing of it'], []],
])('prints with %j what it asks for, newest first', async (args, titles) => {
  expect((await historyRows(data.path, ...args)).map(({ title }) => title)).toEqual(titles);
});

it.each(['%', '---', '""'])(
  'says that there is nothing to search for in %j, rather than print everything',
  async (query) => {
    const told = await tocsin(['history', '--data-dir', data.path, '--query', query]);
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toBe(`--query "${query}" has nothing to search for: give a letter or a digit.\n`);
  },
);

it('prints the same rows for people and as CSV', async () => {
  const told = await tocsin(['history', '--data-dir', data.path, '--query', 'battery']);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Warning {3}NOC {2}Trap {2}On battery · UPS-1\n$/);
  const csv = await tocsin(['history', '--data-dir', data.path, '--csv', '--query', 'battery']);
  const [head, row, ...rest] = csv.stdout.trim().split('\r\n');
  expect(head).toMatch(/^id,key,repeats,server,/);
  expect(row).toContain('On battery');
  expect(rest).toEqual([]);
});

it('refuses a moment that is none', async () => {
  const told = await tocsin(['history', '--data-dir', data.path, '--since', 'soon']);
  const said = '--since "soon" is no moment: give ISO 8601, epoch ms, or how long ago (2h, 7d).';
  expect(told).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
});
