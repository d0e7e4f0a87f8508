import { askHost, HeldDirectory } from '../control/ask.ts';
import type { ControlCommand } from '../control/commands.ts';
import { Ending, statuses } from './ending.ts';

/** Asks the running host of a data directory; null when none runs. A refusal ends the command. */
export async function asked<T>(directory: string, command: ControlCommand, input?: unknown): Promise<T | null> {
  const reply = await askHost(directory, command, input).catch((error: unknown) => {
    if (error instanceof HeldDirectory) throw new Ending(statuses.notRunning, error.message);
    throw error;
  });
  if (!reply.running) return null;
  if (reply.answer.ok) return reply.answer.value as T;
  const { code, text } = reply.answer.error;
  throw new Ending(code === 'starting' ? statuses.notRunning : statuses.unusable, text);
}
