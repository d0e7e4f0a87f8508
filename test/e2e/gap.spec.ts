import { shown } from '../desktop/notices.ts';
import { historyRows } from '../host.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

const awayMs = 20_000;

test('a server that was away for 20 s is caught up with, and told in one toast', async ({ house, page }) => {
  test.setTimeout(180_000);
  const { desktop, saymon, host, data } = house;
  await page.goto(`${host.url}&history`);
  const known = saymon.openIncident({ entityId: '64bb02', state: '2', text: 'Battery weak' });
  await shown(desktop.notices, /UPS-1/);
  const before = saymon.subscriptions()[0]?.calls.map(({ topic }) => topic) ?? [];
  expect(before.length).toBeGreaterThan(3);

  const goneAt = Date.now();
  await saymon.kill();
  await expect(page.getByText('NOC is out of reach')).toBeVisible();
  saymon.closeIncident(known.id);
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  saymon.openIncident({ entityId: '64bb02', state: '4', text: 'Fan slow' });
  await until('20 s to pass', () => Date.now() - goneAt > awayMs, awayMs + 5_000);
  await saymon.start();

  // By chance the next try comes as late as a minute after the last one.
  const toast = await shown(desktop.notices, /while offline/, 90_000);
  expect(toast.title).toBe('3 events while offline, worst: critical');
  expect(toast.body).toContain('NOC');
  await until('the server to be online', async () => (await status(data)).servers[0]?.state === 'online');
  const [line, ...others] = saymon.subscriptions();
  expect(others).toEqual([]);
  expect(line?.calls.map(({ topic }) => topic)).toEqual(before);
  expect(new Set(before).size).toBe(before.length);

  const rows = await historyRows(data);
  const caught = rows.filter(({ via, kind }) => via === 'catch-up' && kind === 'incident');
  expect(caught.map(({ title, phase }) => `${phase} ${title}`).sort()).toEqual([
    'closed Battery weak',
    'opened CPU over 95 %',
    'opened Fan slow',
  ]);
  expect(caught.filter(({ phase }) => phase === 'opened').map(({ decision }) => decision)).toEqual([
    expect.objectContaining({ outcome: 'merged', reason: 'catch-up' }),
    expect.objectContaining({ outcome: 'merged', reason: 'catch-up' }),
  ]);
  const gap = rows.find(({ kind }) => kind === 'connection');
  if (gap === undefined) throw new Error('The gap is no event');
  const { from, to } = gap.payload as { from: number; to: number };
  expect(to - from).toBeGreaterThan(awayMs - 2_000);
  await page.locator(`.row[data-event="${gap.id}"]`).click();
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText(
    /\d\d:\d\d to \d\d:\d\d: nothing was received for (?:\d\d s|1 min)\./,
  );
  expect(await status(data)).toMatchObject({ openAlerts: 2 });
  const after = desktop.notices.filter(({ at }) => at > toast.at - 1_000);
  expect(after.map(({ title }) => title)).toEqual([toast.title]);
});
