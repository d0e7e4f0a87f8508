import { shown } from '../desktop/notices.ts';
import { historyRows } from '../host.ts';
import { until } from '../until.ts';
import { expect, status, test } from './house.ts';

const fields = [
  'id',
  'key',
  'repeats',
  'server',
  'serverName',
  'protocol',
  'kind',
  'topic',
  'phase',
  'severity',
  'level',
  'subject',
  'alert',
  'title',
  'body',
  'occurredAt',
  'receivedAt',
  'seenAt',
  'url',
  'via',
  'decision',
  'payload',
];

test("a server's incident becomes a notification, a history row and a line in the window", async ({ house, page }) => {
  const { desktop, saymon, host, data } = house;
  await page.goto(`${host.url}&history`);
  await expect(page.getByText('No events yet.')).toBeVisible();
  await expect(page.getByText(/NOC is online since/)).toBeVisible();

  const incident = saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  const toast = await shown(desktop.notices, 'Critical: UPS-1');
  expect(toast.body).toBe('CPU over 95 %\nIncident · NOC');

  const row = page.locator('.row', { hasText: 'CPU over 95 %' });
  await expect(row).toBeVisible();
  await expect(row).toContainText('Critical');
  await expect(row).toContainText('UPS-1');
  await expect(row).toContainText('Shown');

  const [event] = await until('the event in the history', async () => {
    const rows = await historyRows(data, '--kind', 'incident', '--min-severity', 'critical');
    return rows[0]?.decision.outcome === 'shown' ? rows : null;
  });
  expect(Object.keys(event ?? {})).toEqual(expect.arrayContaining(fields));
  expect(Object.keys(event ?? {})).toHaveLength(fields.length);
  expect(event).toMatchObject({
    server: 'noc',
    serverName: 'NOC',
    protocol: 'saymon',
    kind: 'incident',
    topic: 'incidents',
    phase: 'opened',
    severity: 'critical',
    level: 'Alarm',
    subject: { id: '64bb02', name: 'UPS-1' },
    title: 'CPU over 95 %',
    via: 'live',
    seenAt: null,
    decision: { outcome: 'shown', reason: null, rule: 'default-critical', driver: 'freedesktop' },
  });
  expect(JSON.stringify(event?.payload)).toContain(incident.id);
  expect(await status(data)).toMatchObject({ openAlerts: 1, unseen: 1 });

  saymon.closeIncident(incident.id);
  const cleared = await shown(desktop.notices, 'Cleared: UPS-1');
  expect(cleared.replaces).toBe(toast.id);
  expect(cleared.id).toBe(toast.id);
  expect(cleared.hints['urgency']?.data).toBe(0);
  await expect(page.locator('.row', { hasText: 'OK' })).toContainText('CPU over 95 %');
  await until('the alert to be closed', async () => (await status(data)).openAlerts === 0);

  await row.first().click();
  const detail = page.getByRole('complementary', { name: 'Event' });
  await expect(detail.getByRole('heading', { name: 'UPS-1' })).toBeVisible();
  await expect(detail.getByText('The story of this alert')).toBeVisible();
  await detail.getByText('As received').click();
  await expect(detail.locator('pre')).toContainText(incident.id);
});

test('a click on the toast marks it seen', async ({ house }) => {
  const { desktop, saymon, data } = house;
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await shown(desktop.notices, 'Critical: UPS-1');
  await desktop.click('first');
  await until('nothing to be unseen', async () => (await status(data)).unseen === 0);
});
