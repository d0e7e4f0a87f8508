import type { PauseChoice, Snooze, Status } from '../api.ts';
import { cut } from './plain.ts';
import { clockText } from './time.ts';

const lengths = { '15m': '15 min', '1h': '1 h', '4h': '4 h' } as const;
const nameLength = 40;

/** A choice of the pause menu: `15 min`, `Until tomorrow 08:00`; local time. */
export function pauseText(choice: PauseChoice, now: number): string {
  if (choice !== 'tomorrow') return lengths[choice];
  return new Date(now).getHours() < 8 ? 'Until 08:00' : 'Until tomorrow 08:00';
}

/** What holds every toast back: `paused until 08:00`, `quiet until 06:00`; null: nothing does. */
export function silencedText({ paused, quiet }: Pick<Status, 'paused' | 'quiet'>, now: number): string | null {
  if (paused !== null) return `paused until ${clockText(paused.until, now)}`;
  if (quiet === null) return null;
  return quiet.until === null ? 'quiet round the clock' : `quiet until ${clockText(quiet.until, now)}`;
}

/** `UPS-1 until 15:00`, `UPS-1 until it worsens or closes` */
export function snoozeText({ name, until }: Pick<Snooze, 'name' | 'until'>, now: number): string {
  return `${cut(name, nameLength)} until ${until === null ? 'it worsens or closes' : clockText(until, now)}`;
}

/** The words of the menu for pause, quiet hours and snoozes. */
export const silenceScreen = {
  title: 'Pause',
  titleWhole: 'Pause, quiet hours, snoozes (p)',
  pauseFor: 'Show no notification for',
  resume: 'Resume',
  until: 'Until (within 24 h)',
  pause: 'Pause',
  endQuiet: 'End now',
  snoozed: 'Snoozed',
  wake: 'Wake',
} as const;

/** `Paused until 08:00`, `Quiet until 06:00`; null: nothing holds every toast back. */
export function silencedTitle(silenced: Pick<Status, 'paused' | 'quiet'>, now: number): string | null {
  const text = silencedText(silenced, now);
  return text === null ? null : text.charAt(0).toUpperCase() + text.slice(1);
}
