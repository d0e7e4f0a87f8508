import { ipcMain } from 'electron';
import type { Answer } from '../../preload/contract/api.ts';
import type { Window } from './window.ts';

/** Hands the window's commands to its session, which checks name and input; whoever else asks is refused. */
export function answerWindow(window: Window, failed: (line: string) => void): void {
  ipcMain.handle(
    'command',
    async ({ sender, senderFrame }, name: unknown, input: unknown): Promise<Answer<unknown>> => {
      const session = window.sessionOf(sender, senderFrame);
      if (session !== null && typeof name === 'string') return session.handle(name, input);
      failed(`A command from ${senderFrame?.url ?? 'a closed page'} was refused: it is not our window`);
      return { ok: false, error: { code: 'failed', text: 'This page is not the window of Tocsin' } };
    },
  );
}
