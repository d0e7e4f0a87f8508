import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataDirectory, historyRows, startHost, tocsin } from '../host.ts';
import { startFlamenco } from '../servers/flamenco.ts';
import { startKamea } from '../servers/kamea.ts';
import { startRackhd } from '../servers/rackhd.ts';
import { alertMessage, logMessage, workflowMessages } from '../servers/rackhd-bodies.ts';
import { until } from '../until.ts';
import { expectText, markup, unprintable, watched, words } from './hostile-words.ts';
import { expect, test } from './house.ts';

test('nothing that a server sends is more than text, on any screen, in any output', async ({
  house,
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const { saymon, desktop, data, host } = house;
  const origin = new URL(host.url).origin;
  const faults = watched(page, origin);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const [flamenco, kamea] = await Promise.all([startFlamenco(), startKamea({ tokens: ['token-1'] })]);
  const nodes = [{ id: `n${markup}`, name: words[3], type: 'compute' }];
  const rackhd = await startRackhd({ records: { nodes } });
  saymon.entities.set('64cc01', { id: '64cc01', name: words[3] });
  await page.goto(`${host.url}&history`);
  await expect(page.getByText('1 of 1 online')).toBeVisible();

  // In every field that is drawn: names, titles, bodies, words for levels, topics, people, jobs, errors.
  for (const [index, word] of words.entries()) {
    const opened = saymon.openIncident({ entityId: '64cc01', state: word.slice(0, 2_000), text: word, comment: word });
    saymon.changeIncident(opened.id, {
      acknowledgedBy: word.slice(0, 2_000),
      acknowledgementTimestamp: Date.now() + index,
    });
    saymon.trap({
      level: 2,
      entity: { entityId: `64${index}`, entityType: 1, entityName: word },
      payload: { senderAddress: word.slice(0, 200), trapOid: word.slice(0, 200), text: word },
    });
    saymon.emit('client-notification', { text: word, title: word, state: word.slice(0, 100) });
    saymon.emit('error', { message: word });
  }
  const servers = [
    { id: 'farm', name: 'Farm', protocol: 'flamenco', url: flamenco.url },
    { id: 'racks', name: 'Racks', protocol: 'rackhd', url: rackhd.url },
    {
      ...{ id: 'iot', name: 'IOT', protocol: 'kamea', url: kamea.url, apiUrl: kamea.url },
      ...{ auth: { type: 'bearer', token: 'token-1' }, devices: kamea.devices },
    },
  ];
  const settings = JSON.parse(await readFile(`${data}/settings.json`, 'utf8')) as { servers: unknown[] };
  await writeFile(`${data}/more.json`, JSON.stringify({ servers: [...settings.servers, ...servers] }));
  const imported = await tocsin(['import', `${data}/more.json`, '--data-dir', data]);
  expect(imported.code, imported.stderr).toBe(0);
  await expect(page.getByText('4 of 4 online')).toBeVisible({ timeout: 30_000 });
  for (const word of words) {
    const name = word.slice(0, 20_000);
    const job = flamenco.addJob({ name, activity: name });
    flamenco.setJob(job.id, 'failed', { activity: name });
    const worker = flamenco.addWorker({ name });
    flamenco.setWorker(worker.id, 'error');
    rackhd.publish(
      logMessage('error', name, 'x'),
      alertMessage('C', 'sel', name.slice(0, 100), `n${markup}`, {
        host: name,
        alert: { reading: { Description: name } },
      }),
      ...workflowMessages('C', 'finished', {
        graphId: name.slice(0, 50),
        graphName: name,
        status: name.slice(0, 50),
        nodeId: `n${markup}`,
      }),
    );
    kamea.say('internal_server_error', { message: name });
    const device = kamea.devices[0]?.deviceId ?? '';
    kamea.telemetry(device, { deviceId: device, timestamp: Date.now(), [name.slice(0, 60)]: name });
  }
  const rows = await until(
    'all of it to be decided',
    async () => {
      const all = await historyRows(data);
      const from = (id: string) =>
        all.some((row) => row.server === id && JSON.stringify([row.title, row.subject]).includes('<script>'));
      return from('noc') && from('farm') && all.every(({ decision }) => decision.outcome !== 'pending') ? all : null;
    },
    60_000,
  );
  for (const row of rows) expect(row.title.length).toBeLessThanOrEqual(500);

  // Every screen, and every event of a page of them opened.
  const drawn = (what: string) => expectText(page, what);
  const fresh = async (place: string) => {
    await page.goto('about:blank');
    await page.goto(`${host.url}&${place}`);
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  };
  for (const place of ['overview', 'servers', 'servers=noc', 'servers=farm', 'servers=racks', 'rules', 'settings']) {
    await fresh(place);
    await expect(page.locator('#screen h1').first()).toBeAttached();
    await drawn(place);
  }
  await fresh('history&streams=yes');
  await expect(page.locator('.row').first()).toBeVisible();
  await drawn('history');
  const told = rows.filter(({ title }) => words.some((word) => title.startsWith(word.slice(0, 12)))).slice(0, 12);
  expect(told.length).toBeGreaterThan(8);
  for (const { id, title } of told) {
    await fresh(`history&event=${id}`);
    await expect(page.locator('.detail h2')).toBeVisible();
    await page.locator('.detail').getByText('As received').click();
    await drawn(`event ${title.slice(0, 30)}`);
    await page.locator('.detail').getByRole('button', { name: 'Copy', exact: true }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    await fresh(`rules=new&from=${id}`);
    await expect(page.locator('.sentence')).toBeVisible();
    const called = page.getByLabel('Name', { exact: true });
    expect(await called.inputValue()).not.toMatch(unprintable);
    // What it would have matched, of which this event is one.
    await expect(page.locator('.trial li').first()).toBeVisible();
    await drawn(`rule from ${title.slice(0, 30)}`);
  }

  // What the daemon was asked for: markup escaped for one that reads it, one line of title, three of body.
  for (const { title, body } of desktop.notices) {
    expect(title).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
    expect(title.length).toBeLessThanOrEqual(80);
    expect(body).not.toMatch(/<(script|img|svg|b)\b/);
    expect(body).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
  }

  // The command line: no escape reaches the terminal, and no line is made of two.
  for (const args of [
    ['history'],
    ['status'],
    ['check'],
    ['history', '--csv'],
    ['history', '--json', '--limit', '0'],
  ]) {
    const { stdout, stderr } = await tocsin([...args, '--data-dir', data]);
    // In a cell of CSV a tab and the end of a line are text.
    const said = args.includes('--csv') ? stdout.replaceAll(/[\t\r]/g, ' ') : stdout;
    expect(`${said}${stderr}`, args.join(' ')).not.toMatch(unprintable);
  }
  const { stdout: csv } = await tocsin(['history', '--csv', '--data-dir', data]);
  // A comma within quotes begins no cell; a semicolon or a line's end does in some spreadsheets.
  const cells = [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)];
  for (const [, quoted, bare] of cells) {
    expect(quoted ?? bare ?? '').not.toMatch(/(^|[;\t\r\n])[ \u00a0]*[=+@\uff1d\uff0b\uff20]/);
  }
  expect(csv).toContain("'=cmd");

  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(faults).toEqual([]);
  await Promise.all([flamenco.close(), kamea.close(), rackhd.close()]);
});

test('what a server offers and says in a connection test is text', async ({ house, page }) => {
  const { saymon, host } = house;
  const faults = watched(page, new URL(host.url).origin);
  for (const [index, name] of words.entries()) saymon.entities.set(`64ee0${index}`, { id: `64ee0${index}`, name });
  await page.goto(`${host.url}&servers=noc`);
  const field = page.locator('.field', { hasText: 'Statistics of' });
  await field.getByRole('button', { name: 'Choose from the server' }).click();
  await expect(field.getByRole('checkbox').first()).toBeVisible({ timeout: 20_000 });
  await expect(field).toContainText('<script>window.ran=1</script>');
  const text = await field.evaluate((element) => element.textContent);
  expect(text).not.toMatch(unprintable);
  // A megabyte of a name is cut with a mark.
  expect(text).toMatch(/x{100,}…/);
  expect(text.length).toBeLessThan(6_000);
  for (const box of await field.getByRole('checkbox').all()) {
    expect((await box.locator('..').boundingBox())?.height).toBeLessThan(200);
  }
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Connection test' })).toContainText('Subscribe');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(faults).toEqual([]);
});

test('what a server answers that is none of ours is text where the test of a connection stops', async ({ page }) => {
  const hostile = `${words[3]} ${words[4]} ${markup} ${'x'.repeat(100_000)}`;
  const wild = createServer((_, response) => {
    // An Engine.IO refusal, a REST error, a version: whoever reads it finds what misleads.
    const fields = ['message', 'error', 'title', 'code', 'reason', 'name', 'version', 'shutdown'];
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify(Object.fromEntries(fields.map((field) => [field, hostile]))));
  });
  await new Promise<void>((resolve) => wild.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(wild.address() as AddressInfo).port}`;
  const servers = [
    {
      id: 'saymon',
      protocol: 'saymon',
      url,
      apiUrl: url,
      auth: { type: 'password', login: 'operator', password: 'a-password' },
    },
    {
      ...{ id: 'kamea', protocol: 'kamea', url, apiUrl: url, auth: { type: 'bearer', token: 'token-1' } },
      devices: [{ deviceId: '3f0b5f6e-7a3c-4f58-9d2e-000000000001' }],
    },
    { id: 'flamenco', protocol: 'flamenco', url },
    { id: 'rackhd', protocol: 'rackhd', url: url.replace('http', 'ws') },
  ];
  const data = await dataDirectory({ version: 1, servers });
  const host = await startHost(data.path);
  try {
    const faults = watched(page, new URL(host.url).origin);
    const answered: string[] = [];
    for (const { id } of servers) {
      await page.goto('about:blank');
      await page.goto(`${host.url}&servers=${id}`);
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      const steps = page.getByRole('list', { name: 'Connection test' });
      await expect(steps.locator('.failed')).toBeVisible({ timeout: 20_000 });
      answered.push((await steps.textContent()) ?? '');
      await expectText(page, `the test of ${id}`);
    }
    // Somewhere its own words are shown, cut with a mark.
    expect(answered.join()).toContain('txt.exe');
    expect(answered.join()).toContain('…');
    for (const args of [['check'], ['status']]) {
      const { stdout, stderr } = await tocsin([...args, '--data-dir', data.path]);
      expect(`${stdout}${stderr}`).not.toMatch(unprintable);
    }
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(faults).toEqual([]);
  } finally {
    await host.stop();
    await data.remove();
    wild.close();
  }
});
