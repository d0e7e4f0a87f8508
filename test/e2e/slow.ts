import type { Page } from '@playwright/test';
import type { CommandName } from '../../preload/contract/api.ts';

/** A host that takes its time over some commands. */
export interface Slow {
  /** How often the page has asked for it. */
  asked(command: CommandName): number;
  /** Has it carried out, and all that come after. */
  release(command: CommandName): void;
}

/** Holds these commands back on the page's line and counts what is asked; call it before the page opens. */
export async function slowHost(page: Page, commands: readonly CommandName[]): Promise<Slow> {
  const asked: string[] = [];
  const held: { readonly command: string; readonly send: () => void }[] = [];
  const holding = new Set<string>(commands);
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { command } = JSON.parse(String(message)) as { command?: string };
      if (command !== undefined) asked.push(command);
      if (command !== undefined && holding.has(command)) held.push({ command, send: () => server.send(message) });
      else server.send(message);
    });
  });
  return {
    asked: (command) => asked.filter((each) => each === command).length,
    release: (command) => {
      holding.delete(command);
      for (const each of held) if (each.command === command) each.send();
    },
  };
}
