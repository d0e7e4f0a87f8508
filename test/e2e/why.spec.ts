import type { Page } from '@playwright/test';
import { shown } from '../desktop/notices.ts';
import { tocsin } from '../host.ts';
import type { Saymon } from '../servers/saymon.ts';
import { expect, test } from './house.ts';

/** The house with its server and whatever else is set. */
function withSettings(change: object, ofServer: object = {}) {
  return {
    of: (saymon: Saymon) => {
      const auth = { type: 'session', sessionId: 'session-1' };
      const noc = { id: 'noc', name: 'NOC', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
      return { version: 1, servers: [{ ...noc, ...ofServer }], ...change };
    },
  };
}

/** Opens the detail of the newest event with these words. */
async function open(page: Page, words: string) {
  await page.locator('.row', { hasText: words }).first().click();
  return page.getByRole('complementary', { name: 'Event' });
}

test.describe('an event in a pause', () => {
  test('says so, and is followed by others when the pause is ended beside it', async ({ house, page }) => {
    const { saymon, host, data, desktop } = house;
    await tocsin(['pause', '15m', '--data-dir', data]);
    saymon.openIncident({ text: 'While paused' });
    await page.goto(`${host.url}&history`);
    const detail = await open(page, 'While paused');
    await expect(detail).toContainText(
      /Not shown: notifications are paused until .*\d\d:\d\d; it is told in the summary at the end\./,
    );
    await detail.getByRole('button', { name: 'Resume now' }).click();
    await shown(desktop.notices, /^1 event while paused/);
    await expect(detail).toContainText(/Not shown: notifications were paused from \d\d:\d\d to \d\d:\d\d/);
    await expect(detail.getByRole('button', { name: 'Resume now' })).toBeHidden();
    await expect(page.getByText(/Tocsin is paused/)).toBeHidden();
    saymon.openIncident({ entityId: '64bb03', text: 'After it' });
    await shown(desktop.notices, /^Critical: /);
  });
});

test.describe('an event in quiet hours', () => {
  const clock = (byMs: number) => new Date(Date.now() + byMs).toISOString().slice(11, 16);
  const window = { from: clock(-7_200_000), to: clock(7_200_000) };
  test.use({
    settings: withSettings({
      quietHours: { enabled: true, timeZone: 'UTC', windows: [window], passSeverity: null },
    }),
  });

  test('says so, and they end at a click', async ({ house, page }) => {
    const { saymon, host, desktop } = house;
    saymon.openIncident({ text: 'In the night' });
    await page.goto(`${host.url}&history`);
    const detail = await open(page, 'In the night');
    await expect(detail).toContainText(/Not shown: it came in quiet hours, from .*, and does not pass them/);
    await detail.getByRole('button', { name: 'End quiet hours' }).click();
    await shown(desktop.notices, /^1 event while quiet/);
    await expect(detail.getByRole('button', { name: 'End quiet hours' })).toBeHidden();
    saymon.openIncident({ entityId: '64bb03', text: 'After it' });
    await shown(desktop.notices, /^Critical: /);
    // They come again: what is held back then is changed in the settings.
    await detail.getByRole('link', { name: 'Change quiet hours' }).click();
    await expect(page.getByRole('heading', { name: 'Quiet hours' })).toBeInViewport();
  });
});

test.describe('an event under a rule of the user', () => {
  const rule = { id: 'r1', name: 'Only serious traps', when: { kind: ['trap'] }, then: { toast: 'none' } };
  test.use({ settings: withSettings({ rules: [rule] }) });

  test('names the rule, and leads to it and to a rule that shows such events', async ({ house, page }) => {
    const { saymon, host } = house;
    saymon.trap({ level: 1, payload: { text: 'on battery' } });
    await page.goto(`${host.url}&history`);
    const detail = await open(page, 'on battery');
    await expect(detail).toContainText('Not shown: your rule “Only serious traps” keeps it to the history.');
    await expect(detail.getByRole('link', { name: 'Always show ones like this' })).toHaveAttribute(
      'href',
      /^#rules=new&from=\d+&toast=show$/,
    );
    await detail.getByRole('link', { name: 'Change this rule' }).click();
    await expect(page).toHaveURL(/#rules=r1$/);
  });
});

test.describe('an event of a muted server', () => {
  test.use({ settings: withSettings({}, { muted: true }) });

  test('says so, and the server is unmuted at a click', async ({ house, page }) => {
    const { saymon, host, desktop } = house;
    saymon.openIncident({ text: 'Muted one' });
    await page.goto(`${host.url}&history`);
    const detail = await open(page, 'Muted one');
    await expect(detail).toContainText('Not shown: NOC is muted.');
    await detail.getByRole('button', { name: 'Unmute NOC' }).click();
    await expect(detail).toContainText('Not shown: NOC was muted.');
    await expect(detail.getByRole('button', { name: 'Unmute NOC' })).toBeHidden();
    saymon.openIncident({ entityId: '64bb03', text: 'Heard one' });
    await shown(desktop.notices, /^Critical: /);
  });
});

test.describe('an event that streams', () => {
  test.use({ settings: withSettings({}, { subscriptions: { incidents: true, stat: ['1:64bb02'] } }) });

  test('says so in plain words, and leads to the default rule', async ({ house, page }) => {
    const { saymon, host } = house;
    await page.goto(`${host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
    await page.evaluate(() => {
      window.location.hash = '#history=&streams=yes';
    });
    saymon.emit('stat', {
      entityType: 'obj',
      entityId: '64bb02',
      payload: { taskType: 'cpu', payload: { load: 5 } },
    });
    await page.locator('.row').first().click();
    const detail = page.getByRole('complementary', { name: 'Event' });
    await expect(detail).toContainText('Not shown: its topic streams, and goes to the history only.');
    await expect(detail.getByRole('link', { name: 'Always show ones like this' })).toBeVisible();
    await detail.getByRole('link', { name: 'Change this rule' }).click();
    await expect(page).toHaveURL(/#rules=default-stream$/);
  });
});

test.describe('events of a storm', () => {
  test.use({ settings: withSettings({ toasts: { maxPerMinute: 2 } }) });

  test('say with how many others they were told, and lead to the limit', async ({ house, page }) => {
    const { saymon, host, desktop } = house;
    for (let n = 0; n < 30; n++) saymon.trap({ level: 1, payload: { text: `Trap ${n}.` } });
    await shown(desktop.notices, /more from NOC/);
    await page.goto(`${host.url}&history`);
    const detail = await open(page, 'Trap 29.');
    await expect(detail).toContainText(/Told together with \d\d others: NOC sent more than is shown/);
    await detail.getByRole('link', { name: 'Raise the limit' }).click();
    const limit = page.getByLabel('At most so many a minute');
    await expect(limit).toHaveValue('2');
    await limit.fill('0');
    await limit.press('Tab');
    await expect(limit).toHaveAccessibleDescription(/Give a whole number from 1 to 600\./);
    await expect(limit).toHaveValue('0');
    await limit.fill('60');
    await limit.press('Tab');
    await expect(page.getByLabel('and as an error after')).toHaveValue('15');
    await page.reload();
    await expect(page.getByLabel('At most so many a minute')).toHaveValue('60');
  });
});

test('an event that could not be shown says what the daemon said, and leads to the checks', async ({ house, page }) => {
  const { saymon, host, desktop } = house;
  await desktop.endDaemon();
  saymon.openIncident({ text: 'Unheard' });
  await page.goto(`${host.url}&history`);
  await expect(page.locator('.row')).toContainText('Failed');
  const detail = await open(page, 'Unheard');
  await expect(detail).toContainText(/Not shown: .+ could not show a notification: .+\./);
  await detail.getByRole('link', { name: 'Check notifications' }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Notifications' })).toContainText('no notification daemon runs');
});
