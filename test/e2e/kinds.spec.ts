import { expect, test } from '@playwright/test';
import { startDesktop } from '../desktop/desktop.ts';
import { type Notice, shown } from '../desktop/notices.ts';
import { dataDirectory, historyRows, startHost } from '../host.ts';
import { startFlamenco } from '../servers/flamenco.ts';
import { boiler, pump, startKamea } from '../servers/kamea.ts';
import { startRackhd } from '../servers/rackhd.ts';
import { alertMessage, workflowMessages } from '../servers/rackhd-bodies.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { status } from './house.ts';

test('all four kinds of server notify of what they are watched for', async ({ page }) => {
  test.setTimeout(120_000);
  const desktop = await startDesktop();
  const backUp = { id: 'op1', name: 'Back up' };
  const saymon = await startSaymon({ entities: [{ id: '64bb02', name: 'UPS-1', operations: [backUp] }] });
  const kamea = await startKamea({ tokens: ['token-1'] });
  const flamenco = await startFlamenco();
  const rackhd = await startRackhd({ records: { nodes: [{ id: '57b1aa', name: 'rack-1-node-1', type: 'compute' }] } });
  const webUrl = 'https://web.example';
  const objects = `${webUrl}/objects/{id}`;
  const data = await dataDirectory({
    version: 1,
    toasts: { maxPerMinute: 600 },
    servers: [
      {
        ...{ id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, webUrl: objects },
        auth: { type: 'session', sessionId: 'session-1' },
      },
      {
        ...{ id: 'iot', name: 'IOT', protocol: 'kamea', url: kamea.url, apiUrl: kamea.url, webUrl },
        ...{ auth: { type: 'bearer', token: 'token-1' }, devices: [boiler, pump] },
      },
      { id: 'farm', name: 'Farm', protocol: 'flamenco', url: flamenco.url },
      {
        id: 'racks',
        name: 'Racks',
        protocol: 'rackhd',
        url: rackhd.url,
        apiUrl: rackhd.url.replace('ws', 'http'),
        webUrl,
      },
    ],
  });
  const host = await startHost(data.path, desktop.env);
  await until(
    'all online',
    async () => (await status(data.path)).servers.every(({ state }) => state === 'online'),
    20_000,
  );

  const found = async (kind: string, server: string) => {
    const rows = await historyRows(data.path, '--kind', kind, '--server', server);
    return rows.find((row) => row.decision.outcome === 'shown');
  };

  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  const incident = await shown(desktop.notices, 'Critical: UPS-1');
  expect(urgencyOf(incident)).toBe(2);
  expect(incident.actions.slice(0, 2)).toEqual(['default', 'Open']);
  expect(await until('the incident', () => found('incident', 'noc'))).toMatchObject({
    ...{ kind: 'incident', phase: 'opened', severity: 'critical', title: 'CPU over 95 %' },
    ...{ subject: { id: '64bb02', name: 'UPS-1' }, url: `${webUrl}/objects/64bb02` },
  });

  const battery = { entityId: '64bb02', entityType: 1, entityName: 'UPS-1' };
  saymon.trap({ entity: battery, level: 2 });
  const trap = await shown(desktop.notices, 'Error: UPS-1');
  expect(trap.body).toBe('on battery\nTrap · NOC · from 10.0.0.9');
  expect(await until('the trap', () => found('trap', 'noc'))).toMatchObject({
    ...{ kind: 'trap', phase: null, severity: 'error', title: 'on battery' },
    ...{ subject: { id: '64bb02', name: 'UPS-1' }, url: `${webUrl}/objects/64bb02` },
  });

  const script = { id: '67aa01', operation_id: 'op1', owner_id: '64bb02', owner_type: 1, process_meta: null };
  const description = { exitCode: 1, stdout: 'no space left' };
  saymon.emit('job-result-received', { ...script, timestamp: Date.now(), description });
  const result = await shown(desktop.notices, 'Job failed: Back up');
  expect([urgencyOf(result), result.body]).toEqual([1, 'Exit code 1: no space left\non UPS-1\nJob · NOC']);
  expect(await until('the job of SAYMON', () => found('job', 'noc'))).toMatchObject({
    ...{ kind: 'job', phase: 'closed', severity: 'error', title: 'Exit code 1: no space left' },
    ...{ subject: { id: 'op1', name: 'Back up' }, url: `${webUrl}/objects/64bb02` },
  });

  const alert = { host: '10.0.0.9', alert: { reading: { Description: 'Fan failed' } } };
  rackhd.publish(alertMessage('C', 'sel', 'critical', '57b1aa', alert));
  await shown(desktop.notices, 'Critical: rack-1-node-1');
  expect(await until('the alert of a poller', () => found('trap', 'racks'))).toMatchObject({
    ...{ kind: 'trap', severity: 'critical', title: 'Fan failed', url: webUrl },
    subject: { id: '57b1aa', name: 'rack-1-node-1' },
  });

  const workflow = { graphId: 'g1', graphName: 'Install CentOS', status: 'failed', nodeId: '57b1aa' };
  rackhd.publish(...workflowMessages('C', 'finished', workflow));
  await shown(desktop.notices, 'Job failed: Install CentOS');
  expect(await until('the workflow', () => found('job', 'racks'))).toMatchObject({
    ...{ kind: 'job', phase: 'closed', severity: 'error', title: 'node rack-1-node-1, failed', url: webUrl },
    ...{ subject: { id: 'g1', name: 'Install CentOS' }, repeats: 1 },
  });

  const { id } = flamenco.addJob({ name: 'shot_010', status: 'active', steps_total: 250 });
  flamenco.setJob(id, 'failed', { steps_completed: 80 });
  const job = await shown(desktop.notices, 'Job failed: shot_010');
  expect(job.body).toContain('80 of 250 steps\nJob · Farm · after');
  expect(await until('the job', () => found('job', 'farm'))).toMatchObject({
    ...{ kind: 'job', phase: 'closed', severity: 'error', subject: { id, name: 'shot_010' } },
    url: `${flamenco.url}/app/jobs/${id}`,
  });

  kamea.withdraw(pump.deviceId);
  const denial = await shown(desktop.notices, 'Access denied: Pump 7');
  expect(denial.body).toContain('IOT does not let your account read it.');
  expect(await until('the denial', () => found('access-denied', 'iot'))).toMatchObject({
    ...{ kind: 'access-denied', phase: 'opened', severity: 'error', url: webUrl },
    subject: { id: pump.deviceId, name: 'Pump 7' },
  });
  await until('the others to go on', async () => {
    const iot = (await status(data.path)).servers.find((server) => server.id === 'iot');
    return iot?.state === 'online';
  });

  await page.goto(`${host.url}&history`);
  for (const text of ['CPU over 95 %', 'on battery', 'Fan failed', 'Install CentOS', 'shot_010', 'Pump 7']) {
    await expect(page.locator('.row', { hasText: text }).first()).toBeVisible();
  }
  // What no proof can find is said at the server that it is true of, and at no other.
  await page.getByRole('button', { name: 'Servers' }).click();
  const blind = page.getByText('cannot be asked');
  await page.locator('[data-server=iot]').getByRole('button', { name: /^IOT/ }).click();
  await expect(blind).toBeVisible();
  await page.locator('[data-server=noc]').getByRole('button', { name: /^NOC/ }).click();
  await expect(page.getByRole('heading', { name: 'NOC' })).toBeVisible();
  await expect(blind).toHaveCount(0);
  await host.stop();
  await Promise.all([saymon, kamea, flamenco, rackhd].map((each) => each.close()));
  await desktop.close();
  await data.remove();
});

/** As the daemon was told: 0 low, 1 normal, 2 critical. */
function urgencyOf({ hints }: Notice): unknown {
  return hints['urgency']?.data;
}

test('the last picture of a job shows in its detail, on a click', async ({ page }) => {
  const desktop = await startDesktop();
  const flamenco = await startFlamenco();
  const subscriptions = { jobs: true, lastRendered: true };
  const data = await dataDirectory({
    servers: [{ id: 'farm', name: 'Farm', protocol: 'flamenco', url: flamenco.url, subscriptions }],
  });
  const host = await startHost(data.path, desktop.env);
  await until('online', async () => (await status(data.path)).servers.every(({ state }) => state === 'online'));
  const { id } = flamenco.addJob({ name: 'shot_010', status: 'active', steps_total: 250 });
  flamenco.lastRendered(id);
  await page.goto(`${host.url}&history`);
  await page.getByRole('button', { name: 'show', exact: true }).click();
  await page
    .locator('.row', { hasText: 'shot_010' })
    .filter({ hasText: /picture|render/i })
    .first()
    .click();
  // The Manager itself may be opened, although it has no https.
  const link = page.getByRole('link', { name: 'Open in Farm' });
  await expect(link).toHaveAttribute('href', new RegExp(`^${flamenco.url}/`));
  await page.getByRole('button', { name: 'Show the picture' }).click();
  const picture = page.getByRole('img', { name: 'The last picture of shot_010' });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(32);
  await host.stop();
  await flamenco.close();
  await desktop.close();
  await data.remove();
});
