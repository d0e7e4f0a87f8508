import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { historyRows, startHost, tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, type House, status, test } from './house.ts';
import { tabTo } from './keyboard.ts';
import { unreadable } from './readable.ts';

const rule = (id: string, text: string) => ({ id, when: { text: [{ contains: text }] }, then: { toast: 'none' } });

/** Settings with one SAYMON server and these rules. */
function withRules(rules: readonly unknown[]) {
  return {
    of: (saymon: Saymon) => ({
      version: 1,
      rules,
      servers: [
        {
          ...{ id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url },
          auth: { type: 'session', sessionId: 'session-1' },
        },
      ],
    }),
  };
}

/** The rules as they stand in the settings file. */
async function stored({ data }: House): Promise<readonly { readonly id: string }[]> {
  return JSON.parse(await readFile(join(data, 'settings.json'), 'utf8')).rules ?? [];
}

async function openRules(page: Page, { host }: House): Promise<void> {
  await page.goto(host.url);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByRole('heading', { name: 'Notify me about' })).toBeVisible();
}

/** Events that are stored and decided. */
async function decided({ data }: House, count: number, ...filter: readonly string[]) {
  return until(`${count} events`, async () => {
    const rows = await historyRows(data, ...filter);
    return rows.length === count && rows.every(({ decision }) => decision.outcome !== 'pending') ? rows : null;
  });
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

test.describe('a rule', () => {
  test('that silences a kind of event is made by the keyboard alone, and the next one says so', async ({
    house,
    page,
  }) => {
    const { desktop, saymon, data } = house;
    await openRules(page, house);
    await expect(page.getByText('No exception yet.')).toBeVisible();
    saymon.trap({ level: 2 });
    await shown(desktop.notices, 'Error: UPS-1');
    const [first] = await decided(house, 1, '--kind', 'trap');
    expect(first?.decision).toMatchObject({ outcome: 'shown', rule: 'default-fault' });
    const all = (await historyRows(data)).length;

    await tabTo(page, page.getByRole('button', { name: 'Add an exception' }).first());
    await page.keyboard.press('Enter');
    await expect(page.getByText('Without a condition this is about everything that comes.')).toBeVisible();
    await expect(page.locator('.sentence')).toHaveText(/Whatever comes: not/);
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await page.keyboard.type('Traps of the lab');
    await tabTo(page, page.getByRole('button', { name: 'Add a condition' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Kind', exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('checkbox', { name: 'Trap' }));
    await page.keyboard.press('Space');
    await expect(page.locator('.sentence')).toHaveText(/When kind is trap: not/);
    await expect(page.locator('.tried')).toContainText(
      `Would have matched 1 of the last ${all}, 1 of which gave a notification. With it 0 would.`,
    );
    await expect(page.locator('.trial li')).toHaveText([/UPS-1.*on battery/]);
    await tabTo(page, page.getByRole('button', { name: 'Add', exact: true }));
    await page.keyboard.press('Enter');

    const line = page.locator('[data-rule=traps-of-the-lab]');
    await expect(line).toContainText('When kind is trap: not');
    await expect(line.getByRole('button', { name: /^Traps of the lab/ })).toBeFocused();

    saymon.trap({ level: 2, payload: { text: 'on battery again' } });
    const trap = await until('the trap to be silenced', async () => {
      const rows = await historyRows(data, '--kind', 'trap');
      return rows.find(({ title, decision }) => title === 'on battery again' && decision.outcome === 'silenced');
    });
    expect(trap.decision).toMatchObject({ reason: 'rule', rule: 'traps-of-the-lab' });
    // What is not silenced still comes, and nothing came before it.
    saymon.openIncident({ entityId: '64bb03', state: '1', text: 'CPU over 95 %' });
    await shown(desktop.notices, /^Critical/);
    expect(desktop.notices.filter(({ title }) => title === 'Error: UPS-1')).toHaveLength(1);
    await expect(line).toContainText('1 in 7 days', { timeout: 20_000 });

    await page.keyboard.press('2');
    const row = page.locator('.row', { hasText: 'on battery again' });
    await expect(row).toContainText('Held back');
    await row.click();
    await expect(page.locator('.detail')).toContainText(/Traps.of.the.lab/i);
  });

  test('is made from an event with what an operator would ask, tried at once, and narrowed or widened at a click', async ({
    house,
    page,
  }) => {
    const { saymon, data } = house;
    await openRules(page, house);
    for (let n = 0; n < 3; n++) saymon.trap({ level: 2, payload: { text: `battery at ${n} %` } });
    saymon.trap({ level: 2, payload: { text: 'door open' } });
    const rows = await decided(house, 4, '--kind', 'trap');
    const like = rows.find(({ title }) => title === 'battery at 2 %');
    const all = (await historyRows(data)).length;
    await page.evaluate((event) => {
      window.location.hash = `#rules=new&from=${event}`;
    }, like?.id);
    await expect(page.getByText('It silences events like the one that it is made from.')).toBeVisible();
    await expect(page.locator('.tried')).toContainText(`Would have matched 3 of the last ${all}`);
    await expect(page.locator('.sentence')).toHaveText(
      /When server is NOC and severity below critical and subject is “UPS-1” and text matches “\^battery at \[0-9.,\]\+ %\$”: not/,
    );
    await expect(page.locator('[data-condition=subject] .help')).toHaveText('This is UPS-1.');

    // What the event has besides narrows it at a click; a condition taken away widens it, and can be had again.
    const more = page.getByRole('group', { name: 'This event also has' });
    await expect(more.getByRole('button')).toHaveText(['+ kind is trap', '+ topic is snmp-trap']);
    await more.getByRole('button', { name: 'kind is trap' }).click();
    await expect(page.locator('.sentence')).toContainText('When server is NOC and kind is trap and');
    await page.getByRole('button', { name: 'Remove: Text' }).click();
    await expect(page.locator('.tried')).toContainText(`Would have matched 4 of the last ${all}`);
    await more.getByRole('button', { name: /^\+ text matches/ }).click();
    await expect(page.locator('.tried')).toContainText(`Would have matched 3 of the last ${all}`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('.exception')).toContainText(/Silence UPS-1/);
    await expect(page.locator('.exception')).toContainText('subject is “UPS-1”');
    expect(await stored(house)).toMatchObject([{ when: { subject: [{ is: like?.subject?.id }] } }]);
    // In the list and in its editor alike, also once the page is loaded anew.
    await page.reload();
    await page.getByRole('button', { name: /^Silence UPS-1/ }).click();
    await expect(page.locator('.sentence')).toContainText('subject is “UPS-1”');
    await expect(more).toHaveCount(0);
    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.evaluate((event) => {
      window.location.hash = `#rules=new&from=${event}&toast=show`;
    }, like?.id);
    await expect(page.getByText('It shows events like the one that it is made from.')).toBeVisible();

    await page.evaluate(() => {
      window.location.hash = '#rules=new&from=999999';
    });
    await expect(page.getByText('This event is not in the history any more')).toBeVisible();
    await expect(page.locator('.sentence')).toHaveText(/Whatever comes: not/);
  });

  test('says at its field what is wrong, while it is typed and when it is to be saved', async ({ house, page }) => {
    await openRules(page, house);
    await page.getByRole('button', { name: 'Add an exception' }).first().click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await expect(page.locator('.tried')).toContainText('Correct what is marked');
    // What is still empty is no fault before it is to be saved.
    await expect(page.locator('.fault')).toHaveCount(0);
    await page.getByLabel('Text: Test').selectOption('does not match the pattern');
    await page.getByLabel('Text: Value').fill('a(?=b)');
    await expect(page.locator('[data-condition=text] .fault')).toContainText('This pattern is not supported');
    await expect(page.getByLabel('Text: Value')).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByLabel('Text: Value')).toBeFocused();
    expect(await stored(house)).toEqual([]);

    await page.getByLabel('Text: Value').fill('^a+$');
    await expect(page.locator('.fault')).toHaveCount(0);
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('button', { name: 'Limit of a number' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('[data-condition=alert] .fault')).toBeVisible();
    await page.getByLabel('Field', { exact: true }).fill('values.temperature');
    await page.getByLabel('opens when it is: Value').fill('80');
    await page.getByLabel('closes when it is: Value').fill('90');
    await expect(page.locator('[data-condition=alert] .fault')).toContainText('leave room between them');
    await page.getByLabel('closes when it is: Value').fill('75');
    await expect(page.locator('.fault')).toHaveCount(0);
    await page.getByLabel('Notification', { exact: true }).selectOption('');
    await page.getByRole('button', { name: 'Add an effect' }).click();
    await page.getByRole('button', { name: 'Repeat until seen' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('.exception')).toContainText(
      'When text does not match “^a+$” and values.temperature > 80 until < 75: an alert of warning, as the default rules have it, again every 5 min until seen, at most 12 times',
    );
    expect(await stored(house)).toMatchObject([
      {
        when: { text: [{ pattern: '^a+$', not: true }] },
        then: {
          alert: { field: 'values.temperature', open: '> 80', close: '< 75' },
          repeat: { everyMin: 5, atMost: 12 },
        },
      },
    ]);
    expect((await stored(house))[0]).not.toHaveProperty('then.toast');
  });

  test('asks all that a rule can ask, and is the same when it is opened again', async ({ house, page }) => {
    await openRules(page, house);
    await page.getByRole('button', { name: 'Add an exception' }).first().click();
    const add = async (name: string) => {
      await page.getByRole('button', { name: 'Add a condition' }).click();
      await page.getByRole('button', { name, exact: true }).click();
    };
    await add('Server');
    await page.getByRole('checkbox', { name: 'NOC' }).check();
    await page.getByLabel('Server: Another one').fill('lab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: 'lab' })).toBeChecked();
    await add('Kind of server');
    await page.getByRole('checkbox', { name: 'SAYMON' }).check();
    await add('Topic');
    await page.getByRole('checkbox', { name: /SNMP traps/ }).check();
    await page.getByLabel('Topic: Another one').fill('my-event');
    await page.keyboard.press('Enter');
    await add('Severity');
    await page.getByLabel('Severity from').selectOption('error');
    await page.getByLabel('Severity to').selectOption('warning');
    await expect(page.getByLabel('Severity from')).toHaveValue('warning');
    await add('Phase');
    await page.getByRole('checkbox', { name: 'Opened' }).check();
    await add('Subject');
    await page.getByLabel('Subject: Value').fill('core-sw');
    await add('Field of the message');
    await page.getByLabel('Field of the message: Field').fill('values.t');
    await page.getByLabel('Field of the message: Test').selectOption('is above');
    await page.getByLabel('Field of the message: Value').fill('80');
    await add('Stream');
    await page.getByLabel('Stream', { exact: true }).selectOption('false');
    await page.getByRole('button', { name: 'Add an effect' }).click();
    await page.getByRole('button', { name: 'Other severity' }).click();
    await page.getByLabel('Other severity', { exact: true }).selectOption('critical');
    await page.getByLabel('Notification', { exact: true }).selectOption('Urgently');
    const sentence =
      'When server is NOC or lab and kind of server is SAYMON and topic is snmp-trap or my-event and severity is warning and phase is opened and subject contains “core-sw” and values.t > 80 and it does not stream: as critical, urgently';
    await expect(page.locator('.sentence')).toContainText(sentence);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.locator('.exception')).toContainText(sentence);
    const [saved] = await stored(house);
    expect(saved).toMatchObject({
      when: {
        ...{ server: ['noc', 'lab'], protocol: ['saymon'], topic: ['snmp-trap', 'my-event'], phase: ['opened'] },
        ...{ minSeverity: 'warning', maxSeverity: 'warning', subject: [{ contains: 'core-sw' }], stream: false },
        payload: [{ path: 'values.t', test: '>', value: 80 }],
      },
      then: { toast: 'urgent', severity: 'critical' },
    });
    await page.getByRole('button', { name: /^When server is NOC/ }).click();
    await expect(page.locator('.sentence')).toContainText(sentence);
    await page.getByRole('button', { name: 'Remove: Stream' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('.exception')).not.toContainText('stream:');
    expect(await stored(house)).toHaveLength(1);
  });
});

test.describe('the exceptions', () => {
  test.use({
    settings: withRules([rule('a', 'one'), rule('b', 'two'), rule('c', 'three'), { ...rule('d', ''), then: {} }]),
  });

  test('are moved, switched, removed and brought back', async ({ house, page }) => {
    await openRules(page, house);
    const lines = page.locator('.exception');
    const order = () => lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-rule')));
    await expect(lines).toHaveCount(4);
    await expect(lines.last()).toContainText('Say what it does');

    await page.locator('[data-rule=a]').getByRole('button', { name: 'Move down' }).click();
    await expect.poll(order).toEqual(['b', 'a', 'c', 'd']);
    await expect(page.locator('[data-rule=a]').getByRole('button', { name: 'Move down' })).toBeFocused();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(order).toEqual(['a', 'b', 'c', 'd']);
    // At the end of its way a button has nothing more to do, and the line keeps the focus.
    await page.locator('[data-rule=c]').getByRole('button', { name: 'Move down' }).click();
    await expect.poll(order).toEqual(['a', 'b', 'd', 'c']);
    await expect(page.locator('[data-rule=c] [data-act=open]')).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('k');
    await expect(page.locator('[data-rule=d] [data-act=open]')).toBeFocused();
    await expect.poll(async () => (await stored(house)).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);

    await page.locator('[data-rule=b]').getByRole('checkbox').uncheck();
    await expect.poll(() => stored(house)).toContainEqual({ ...rule('b', 'two'), enabled: false });

    await page.locator('[data-rule=b]').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(order).toEqual(['a', 'd', 'c']);
    await expect(page.locator('[data-rule=d] [data-act=open]')).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(order).toEqual(['a', 'b', 'd', 'c']);
    await expect(page.locator('[data-rule=b]').getByRole('checkbox')).not.toBeChecked();
  });

  test('are told to every window', async ({ house, page, context }) => {
    await openRules(page, house);
    const other = await context.newPage();
    await openRules(other, house);
    await page.locator('[data-rule=a]').getByRole('button', { name: 'Remove' }).click();
    await expect(other.locator('.exception')).toHaveCount(3);
    await other.locator('[data-rule=b] [data-act=open]').click();
    await page.locator('[data-rule=b]').getByRole('button', { name: 'Remove' }).click();
    await expect(other.getByText('There is no rule “b” any more.')).toBeVisible();
  });

  test('take no change back that another window made of the one that is open in both', async ({
    house,
    page,
    context,
  }) => {
    const other = await context.newPage();
    for (const each of [page, other]) {
      await openRules(each, house);
      await each.locator('[data-rule=b] [data-act=open]').click();
      await expect(each.getByLabel('Name', { exact: true })).toBeVisible();
    }
    await page.getByRole('button', { name: 'Add an effect' }).click();
    await page.getByRole('button', { name: 'Other severity' }).click();
    await other.getByLabel('Name', { exact: true }).fill('two and a half');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('two and a half');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect
      .poll(async () => (await stored(house)).find(({ id }) => id === 'b'))
      .toMatchObject({ name: 'two and a half', then: { severity: expect.any(String) } });
  });
});

test.describe('the default rules', () => {
  test('are changed by one choice, and made as they were', async ({ house, page }) => {
    const { desktop, saymon } = house;
    await openRules(page, house);
    const line = page.locator('[data-rule=default-fault]');
    const undo = line.getByRole('button', { name: 'As it was at first' });
    await expect(undo).toBeHidden();
    await page.getByLabel('Errors and warnings: How').selectOption('Not');
    await expect(undo).toBeVisible();
    expect(await stored(house)).toEqual([{ id: 'default-fault', then: { toast: 'none' } }]);
    saymon.trap({ level: 2, payload: { text: 'silent' } });
    const [silent] = await decided(house, 1, '--kind', 'trap');
    expect(silent?.decision).toMatchObject({ outcome: 'silenced', reason: 'rule', rule: 'default-fault' });
    await undo.click();
    await expect(undo).toBeHidden();
    await expect(page.getByLabel('Errors and warnings: How')).toHaveValue('show');
    expect(await stored(house)).toEqual([]);
    saymon.trap({ level: 2, payload: { text: 'aloud' } });
    await shown(desktop.notices, 'Error: UPS-1');

    // Of several lines the choice makes all alike, or each as it was.
    const jobs = page.getByLabel('Results of jobs: How');
    await expect(jobs).toHaveValue('mixed');
    await jobs.selectOption('Urgently');
    await page.getByLabel('Results of jobs: Sound').selectOption('None');
    await expect.poll(() => stored(house)).toEqual([{ id: 'default-job', then: { toast: 'urgent', sound: 'none' } }]);
    await jobs.selectOption('Failed as usual, else quietly');
    await expect.poll(() => stored(house)).toEqual([{ id: 'default-job', then: { sound: 'none' } }]);
    await page.getByLabel('Results of jobs: Sound').selectOption('Standard');
    await expect.poll(() => stored(house)).toEqual([]);
  });

  test('lose no choice that was made before the last one was told', async ({ house, page }) => {
    let held: string[] | null = null;
    let give = (_: string) => {};
    await page.routeWebSocket(/\/socket$/, (socket) => {
      const server = socket.connectToServer();
      give = (message) => socket.send(message);
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => (held === null ? socket.send(message) : held.push(String(message))));
    });
    await openRules(page, house);
    held = [];
    await page.getByLabel('Results of jobs: How').selectOption('Urgently');
    const isToldOf = (message: string) => message.includes('"default-job","name"') && message.includes('"urgent"');
    const first = await until('the first choice to be told', () => held?.find(isToldOf) ?? null);
    await page.getByLabel('Results of jobs: Sound').selectOption('None');
    await expect.poll(() => stored(house)).toEqual([{ id: 'default-job', then: { toast: 'urgent', sound: 'none' } }]);
    // It is told of the first one, while the second is under way.
    for (const message of held.splice(0, held.indexOf(first) + 1)) give(message);
    await page.getByLabel('Results of jobs: How').selectOption('Quietly');
    await expect.poll(() => stored(house)).toEqual([{ id: 'default-job', then: { toast: 'quiet', sound: 'none' } }]);
    for (const message of held.splice(0)) give(message);
    held = null;
    await expect(page.getByLabel('Results of jobs: How')).toHaveValue('quiet');
    await expect(page.getByLabel('Results of jobs: Sound')).toHaveValue('none');
  });

  test('and rules of a policy are locked, with the reason', async ({ house, page }) => {
    const policy = join(house.data, 'policy.json');
    await writeFile(
      policy,
      JSON.stringify({
        defaults: { rules: [{ id: 'default-rest', then: { toast: 'quiet' } }] },
        enforced: {
          rules: [
            {
              id: 'ward',
              name: 'The ward',
              enabled: true,
              when: { minSeverity: 'critical' },
              then: { toast: 'urgent' },
            },
            { id: 'default-critical', then: { toast: 'urgent' } },
          ],
        },
      }),
    );
    await house.host.stop();
    const host = await startHost(house.data, house.desktop.env, ['--policy', policy]);
    await openRules(page, { ...house, host });
    const reason = `Set by your administrator (${policy})`;
    await expect(page.locator('[data-rule=default-critical]')).toContainText(reason);
    await expect(page.getByLabel('Critical events: How')).toBeDisabled();
    await expect(page.getByLabel('Critical events: Sound')).toBeEnabled();
    // A policy's default is not a change of the user's that could be taken back.
    await expect(page.getByLabel('Everything else: How')).toHaveValue('quiet');
    await expect(page.locator('[data-rule=default-rest]').getByRole('button')).toHaveCount(0);

    const ward = page.locator('[data-rule=ward]');
    await expect(ward).toContainText(reason);
    await expect(ward.getByRole('checkbox')).toBeDisabled();
    await expect(ward.getByRole('button')).toHaveCount(1);
    await ward.getByRole('button').click();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page.getByLabel('Notification', { exact: true })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Save' })).toBeHidden();
    await expect(page.locator('.tried')).toContainText(/Would have matched|no event yet/);
    expect(await host.stop()).toBe(0);
  });
});

/** Snoozes for an hour, in the page and as the page does: no click on a notification can be made here that does. */
function snooze(what: unknown): Promise<unknown> {
  const socket = new WebSocket(`ws://${window.location.host}/socket`);
  return new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      if ('answer' in JSON.parse(String(data))) resolve(null);
    });
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ token: sessionStorage.getItem('tocsin-token') }));
      socket.send(JSON.stringify({ id: 1, command: 'snooze', input: { what, until: Date.now() + 3_600_000 } }));
    });
  });
}

test.describe('at the foot of the rail', () => {
  test('everything is paused, quiet hours are ended, and what is snoozed wakes', async ({ house, page }) => {
    const { saymon, data } = house;
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    saymon.openIncident({ entityId: '64bb02', text: 'Before' });
    await expect(page.locator('.row')).toContainText('Shown');
    await page.locator('.row').click();
    await page.locator('body').press('p');
    const menu = page.getByRole('region', { name: /^Pause/ });
    await expect(menu.getByRole('button', { name: '15 min' })).toBeFocused();
    // Escape leaves the menu, not the detail below it.
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(page.locator('.detail')).toBeVisible();
    await page.keyboard.press('Enter');
    await menu.getByRole('button', { name: '1 h', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Paused until .*\d\d:\d\d$/ })).toBeVisible();
    await until('the pause', async () => (await status(data)).paused !== null);
    saymon.openIncident({ entityId: '64bb03', text: 'While paused' });
    const held = await decided(house, 1, '--query', 'paused');
    expect(held[0]?.decision).toMatchObject({ outcome: 'silenced', reason: 'paused' });

    await page.locator('body').press('p');
    const soon = new Date(Date.now() + 2 * 3_600_000);
    const time = `${String(soon.getHours()).padStart(2, '0')}:${String(soon.getMinutes()).padStart(2, '0')}`;
    await menu.getByLabel('Until').fill(time);
    await menu.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.getByRole('button', { name: `Paused until` })).toContainText(time);
    await page.locator('body').press('p');
    await menu.getByRole('button', { name: 'Resume' }).click();
    // It has a button of that name of its own, which is there before anything ran.
    await expect(menu).toBeHidden();
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    expect((await status(data)).paused).toBeNull();

    const file = join(data, 'quiet.json');
    // One window of an hour around now, whatever the clock says.
    const clock = (plusMin: number) => new Date(Date.now() + plusMin * 60_000).toTimeString().slice(0, 5);
    const windows = [{ from: clock(-30), to: clock(30) }];
    await writeFile(file, JSON.stringify({ version: 1, quietHours: { enabled: true, windows } }));
    expect((await tocsin(['import', file, '--data-dir', data])).code).toBe(0);
    await expect(page.getByRole('button', { name: /^Quiet until/ })).toBeVisible();
    await page.locator('body').press('p');
    await menu.getByRole('button', { name: 'End now' }).click();
    await expect(menu.getByText(/^Quiet until/)).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  });

  test('snoozes are listed, and woken', async ({ house, page }) => {
    const { desktop, saymon, data } = house;
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    saymon.openIncident({ entityId: '64bb02', text: 'CPU over 95 %' });
    await shown(desktop.notices, 'Critical: UPS-1');
    await page.evaluate(snooze, { type: 'subject', server: 'noc', subjectType: 'object', subjectId: '64bb02' });
    await until('a snooze', async () => (await status(data)).snoozed === 1);
    await page.locator('body').press('p');
    const menu = page.getByRole('region', { name: /^Pause/ });
    await menu.getByRole('button', { name: /^Wake: UPS-1 until/ }).click();
    await expect(menu.getByText('UPS-1')).toBeHidden();
    await until('no snooze', async () => (await status(data)).snoozed === 0);
  });

  test('the keys are listed, and do nothing below the list', async ({ house, page }) => {
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await page.locator('body').press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    await expect(list).toContainText('Pause, quiet hours, snoozes');
    await page.keyboard.press('4');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Rules' })).toBeHidden();
    await page.keyboard.press('4');
    await expect(page).toHaveURL(/#rules/);
    await page.keyboard.press('/');
    await expect(page.getByLabel('Search in the history')).toBeFocused();
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme} colours`, () => {
    test.use({
      colorScheme: scheme,
      settings: withRules([
        { ...rule('a', 'one'), name: 'Named' },
        { id: 'bad', when: { text: [{ pattern: '(' }] }, then: { toast: 'none' } },
        { id: 'default-fault', then: { toast: 'quiet' } },
      ]),
    });

    test('all of it can be read and reached, also in a narrow window', async ({ house, page }) => {
      for (const [width, height] of [
        [900, 600],
        [640, 480],
        [320, 480],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(house.host.url);
        await page.getByRole('button', { name: 'Rules' }).click();
        await expect(page.locator('.exception')).toHaveCount(2);
        expect([width, await unreadable(page), await sideways(page)]).toEqual([width, [], false]);
        await page.locator('[data-rule=bad] [data-act=open]').click();
        await expect(page.locator('.tried')).toContainText('Correct');
        await page.getByRole('button', { name: 'Add a condition' }).click();
        expect([width, await unreadable(page), await sideways(page)]).toEqual([width, [], false]);
        await page.getByRole('button', { name: 'Save' }).click();
        await expect(page.getByLabel('Text: Value')).toBeFocused();

        await page.getByRole('button', { name: /^Pause/ }).click();
        const menu = page.getByRole('region', { name: /^Pause/ });
        for (const name of ['15 min', 'Pause']) {
          await expect(menu.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
        }
        expect([width, await unreadable(page), await sideways(page)]).toEqual([width, [], false]);
        await page.keyboard.press('Escape');
        await page.locator('main').press('?');
        await expect(page.getByRole('button', { name: 'Close', exact: true })).toBeVisible();
        expect([width, await unreadable(page)]).toEqual([width, []]);
        await page.keyboard.press('Escape');
      }
    });
  });
}
