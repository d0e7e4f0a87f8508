import { type PauseChoice, pauseAtMostMs, type SnoozeTarget } from '../../preload/contract/api.ts';
import { isPauseEnd, pauseUntil } from '../rules/pause.ts';
import { type CommandTable, Refusal } from './table.ts';

interface SilenceCommands {
  readonly silence: {
    pause(until: number): void;
    resume(): void;
    endQuiet(): boolean;
    snooze(what: SnoozeTarget, name: string, until: number | null): void;
    unsnooze(what: SnoozeTarget): boolean;
  };
  /** What it is called that is to be snoozed; null: there is none. */
  readonly nameOf: (what: SnoozeTarget) => string | null;
  readonly zone: () => string;
  readonly now: () => number;
}

const snoozeAtMostMs = 30 * 86_400_000;

/** Pause, quiet hours and snoozes by hand. */
export function silenceCommands({ silence, nameOf, zone, now }: SilenceCommands) {
  const until = (input: { readonly for: PauseChoice } | { readonly until: number }) =>
    'for' in input ? pauseUntil(input.for, zone(), now()) : input.until;

  return {
    pause: async (input) => {
      const end = until(input);
      if (!isPauseEnd(end, now())) {
        throw new Refusal('bad-input', `A pause ends within ${pauseAtMostMs / 3_600_000} hours: choose such a time`);
      }
      silence.pause(end);
      return { until: end };
    },
    resume: async () => {
      silence.resume();
      return null;
    },
    'quiet.end': async () => {
      if (silence.endQuiet()) return null;
      throw new Refusal('not-found', 'There are no quiet hours now that would end by themselves');
    },
    snooze: async (input) => {
      const end = 'until' in input ? input.until : null;
      if (end !== null && (end <= now() || end - now() > snoozeAtMostMs)) {
        throw new Refusal('bad-input', 'A snooze ends within 30 days: choose such a time, or mute the server');
      }
      const name = nameOf(input.what);
      if (name === null) throw new Refusal('not-found', 'What was to be snoozed is not there any more');
      silence.snooze(input.what, name, end);
      return null;
    },
    unsnooze: async ({ what }) => {
      if (silence.unsnooze(what)) return null;
      throw new Refusal('not-found', 'This is not snoozed any more');
    },
  } satisfies Partial<CommandTable>;
}
