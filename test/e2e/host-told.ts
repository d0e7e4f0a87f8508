import type { Page } from '@playwright/test';

/** Has the page believe that its host can start with the system. */
export async function canStartWithSystem(page: Page): Promise<void> {
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) =>
      socket.send(String(message).replace('"canStartWithSystem":false', '"canStartWithSystem":true')),
    );
  });
}
