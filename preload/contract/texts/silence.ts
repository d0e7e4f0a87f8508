import type { PauseChoice, Snooze, Status } from '../api.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';
import { clockText } from './time.ts';

const nameLength = 40;

export const english = {
  title: 'Pause',
  titleWhole: 'Pause, quiet hours, snoozes (p)',
  pauseFor: 'Show no notification for',
  resume: 'Resume',
  until: 'Until (within 24 h)',
  pause: 'Pause',
  endQuiet: 'End now',
  snoozed: 'Snoozed',
  /** After a count. */
  snoozedOf: 'snoozed',
  wake: 'Wake',
  lengths: { '15m': '15 min', '1h': '1 h', '4h': '4 h' },
  untilMorning: 'Until 08:00',
  untilTomorrow: 'Until tomorrow 08:00',
  pausedUntil: (time: string) => `paused until ${time}`,
  quietUntil: (time: string) => `quiet until ${time}`,
  quietAlways: 'quiet round the clock',
  snoozedUntil: (name: string, time: string) => `${name} until ${time}`,
  snoozedUntilChange: (name: string) => `${name} until it worsens or closes`,
};

/** The words of the menu for pause, quiet hours and snoozes. */
export const silenceScreen = words('silence', english);

/** A choice of the pause menu: `15 min`, `Until tomorrow 08:00`; local time. */
export function pauseText(choice: PauseChoice, now: number): string {
  if (choice !== 'tomorrow') return silenceScreen.lengths[choice];
  return new Date(now).getHours() < 8 ? silenceScreen.untilMorning : silenceScreen.untilTomorrow;
}

/** What holds every toast back: `paused until 08:00`, `quiet until 06:00`; null: nothing does. */
export function silencedText({ paused, quiet }: Pick<Status, 'paused' | 'quiet'>, now: number): string | null {
  if (paused !== null) return silenceScreen.pausedUntil(clockText(paused.until, now));
  if (quiet === null) return null;
  return quiet.until === null ? silenceScreen.quietAlways : silenceScreen.quietUntil(clockText(quiet.until, now));
}

/** `UPS-1 until 15:00`, `UPS-1 until it worsens or closes` */
export function snoozeText({ name, until }: Pick<Snooze, 'name' | 'until'>, now: number): string {
  const what = cut(name, nameLength);
  return until === null
    ? silenceScreen.snoozedUntilChange(what)
    : silenceScreen.snoozedUntil(what, clockText(until, now));
}

/** `Paused until 08:00`, `Quiet until 06:00`; null: nothing holds every toast back. */
export function silencedTitle(silenced: Pick<Status, 'paused' | 'quiet'>, now: number): string | null {
  const text = silencedText(silenced, now);
  return text === null ? null : text.charAt(0).toUpperCase() + text.slice(1);
}
