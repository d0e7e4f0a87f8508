import { expect, test } from './house.ts';

test('a screen reader is told politely what is new and serious, and which line is lost and back', async ({
  house,
  page,
}) => {
  const { saymon, host } = house;
  await page.goto(host.url);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
  const news = page.locator('[aria-live=polite]');
  await expect(news).toHaveText('');
  saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
  await expect(news).toHaveText('Critical: UPS-1, CPU over 95 %');
  await saymon.kill();
  await expect(news).toHaveText('Out of reach: NOC', { timeout: 20_000 });
  await saymon.start();
  await expect(news).toHaveText(/Back: NOC/, { timeout: 40_000 });
});

test('nothing moves where that is not wanted, and shapes are told without our colours', async ({ house, page }) => {
  house.saymon.openIncident({ state: '1', text: 'CPU over 95 %' });
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await page.goto(`${house.host.url}&history`);
  await page.locator('.row').click();
  await expect(page.locator('.detail')).toContainText('As received');
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  expect(await moving()).toBe(0);
  const shape = page.locator('.detail .severity').first();
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'CanvasText';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  expect(await shape.evaluate((mark) => getComputedStyle(mark, '::before').backgroundColor)).toBe(system);
  await page.emulateMedia({ forcedColors: 'none', contrast: 'more' });
  const [muted, text] = await page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('.detail .muted') ?? document.body);
    return [color, getComputedStyle(document.body).color];
  });
  expect(muted).toBe(text);
});
