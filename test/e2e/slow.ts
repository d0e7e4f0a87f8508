import type { Page } from '@playwright/test';
import type { CommandName } from '../../preload/contract/api.ts';

/** A host that takes its time over some commands. */
export interface Slow {
  /** How often the page has asked for it. */
  asked(command: CommandName): number;
  /** Lets the answers go, and all that come after. */
  release(): void;
}

/** Holds back the answers to these commands on the page's line, and whatever is asked is counted; call it before the page opens. */
export async function slowHost(page: Page, commands: readonly CommandName[]): Promise<Slow> {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  let holds = true;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    const slow = new Set<number>();
    socket.onMessage((message) => {
      const { id, command } = JSON.parse(String(message)) as { id?: number; command?: string };
      if (id !== undefined && command !== undefined) {
        asked.push(command);
        if (commands.some((each) => each === command)) slow.add(id);
      }
      server.send(message);
    });
    server.onMessage((message) => {
      const { id } = JSON.parse(String(message)) as { id?: number };
      const isSlow = holds && id !== undefined && slow.has(id);
      if (isSlow) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  return {
    asked: (command) => asked.filter((each) => each === command).length,
    release: () => {
      holds = false;
      for (const send of held.splice(0)) send();
    },
  };
}
