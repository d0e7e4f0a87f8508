import { type PauseChoice, pauseAtMostMs, pauseChoices } from '../../preload/contract/api.ts';
import { clockText } from '../../preload/contract/texts/index.ts';
import { places } from '../places.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';

interface PauseOptions {
  readonly dataDir?: string;
}

/** Holds every toast of the running host back for a time: `15m`, `1h`, `4h`, `tomorrow`, or until `HH:MM`. */
export async function pause(text: string, options: PauseOptions): Promise<void> {
  const now = Date.now();
  const input = pauseOf(text, now);
  if (input === null) {
    throw new Ending(statuses.unusable, `"${text}" is no time: give ${pauseChoices.join(', ')} or HH:MM.`);
  }
  const { until } = await told<{ readonly until: number }>(options, 'pause', input);
  await print(`Paused until ${clockText(until, now)}.\n`);
}

/** Ends the pause of the running host. */
export async function resume(options: PauseOptions): Promise<void> {
  await told(options, 'resume', {});
  await print('Not paused.\n');
}

/** What a pause is asked for with: a choice, or the next time that the clock here shows this; null: it is no time. */
export function pauseOf(text: string, now: number): { readonly for: PauseChoice } | { readonly until: number } | null {
  const choice = pauseChoices.find((each) => each === text);
  if (choice !== undefined) return { for: choice };
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (found === null) return null;
  const until = new Date(now);
  until.setHours(Number(found[1]), Number(found[2]), 0, 0);
  if (until.getTime() <= now) until.setDate(until.getDate() + 1);
  // A day on which clocks go back has 25 hours.
  return { until: Math.min(until.getTime(), now + pauseAtMostMs) };
}

async function told<T>({ dataDir }: PauseOptions, command: 'pause' | 'resume', input: unknown): Promise<T> {
  const directory = places(dataDir ?? null).localDirectory;
  const answer = await asked<T>(directory, command, input);
  if (answer !== null) return answer;
  throw new Ending(
    statuses.notRunning,
    `No Tocsin runs on ${directory}. Start it with "tocsin serve" or the desktop app.`,
  );
}
