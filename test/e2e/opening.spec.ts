import { expect, test } from './house.ts';

test.describe('an opening window', () => {
  test('has one line, dialled before its script is there, and rows without a style of their own', async ({
    house,
    page,
  }) => {
    const lines: string[] = [];
    page.on('websocket', (socket) => lines.push(socket.url()));
    // The script waits until the line has been dialled without it.
    await page.route('**/assets/index-*.js', async (route) => {
      await expect.poll(() => lines).toHaveLength(1);
      await route.continue();
    });
    house.saymon.openIncident({ entityId: '64bb02', state: '1', text: 'CPU over 95 %' });
    await page.goto(`${house.host.url}&history`);
    await expect(page.locator('.row')).toHaveCount(1);
    expect(lines).toHaveLength(1);
    await expect(page.locator('.row[style]')).toHaveCount(0);
  });

  test('dials by itself where that was not done before', async ({ house, page }) => {
    await page.route('**/dial.js', (route) => route.abort());
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('No events yet.')).toBeVisible();
  });

  test('says that it connects when the answer takes long', async ({ house, page }) => {
    await page.routeWebSocket(/\/socket$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        if (!String(text).includes('"window.start"')) server.send(text);
      });
    });
    await page.goto(`${house.host.url}&history`);
    await expect(page.getByText('Connecting')).toBeVisible();
  });
});
