import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSync } from 'atomically';
import { z } from 'zod';
import { severities } from '../../preload/contract/api.ts';
import { snoozeTarget } from '../../preload/contract/schemas.ts';
import { setAside } from '../settings/aside.ts';

const stretch = z.object({ since: z.number(), until: z.number() });
const schema = z.object({
  version: z.literal(1),
  /** The last pause; past once it is over. */
  pause: stretch.nullable(),
  /** Quiet hours that were ended by hand: from when to when they would have gone on. */
  lifted: stretch.nullable(),
  snoozes: z
    .array(
      z.object({
        what: snoozeTarget,
        name: z.string(),
        since: z.number(),
        until: z.number().nullable(),
        worst: z.enum(severities).nullable(),
      }),
    )
    .readonly(),
  /** What held toasts back and is over, the newest first; absent in files of earlier versions. */
  past: z
    .array(
      z.object({
        since: z.number(),
        until: z.number(),
        how: z.enum(['paused', 'quiet-hours', 'snoozed']),
        /** What was snoozed, and what it is called. */
        what: snoozeTarget.nullable(),
        name: z.string().nullable(),
      }),
    )
    .readonly()
    .default([]),
});

/** What was chosen by hand to hold toasts back, as it is kept across restarts. */
export type Kept = Readonly<z.infer<typeof schema>>;

/** A time in which toasts were held back. */
export type PastSilence = Kept['past'][number];

const nothingKept: Kept = { version: 1, pause: null, lifted: null, snoozes: [], past: [] };

/** Where it is kept: beside the history, for it belongs to this machine and to no export of settings. */
export interface SilenceFile {
  /** What cannot be read is set aside, and nothing is held back: better a toast too many. */
  read(): Kept;
  /** Atomic. Throws Node's error. */
  write(kept: Kept): void;
}

/** Keeps `silence.json` in a directory. */
export function openSilenceFile(
  directory: string,
  now: () => number,
  log: { readonly warn: (line: string) => void },
): SilenceFile {
  const path = join(directory, 'silence.json');
  return {
    read() {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn(`${path} cannot be read: ${String(error)}`);
        return nothingKept;
      }
      const parsed = schema.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      log.warn(`${path} could not be read, pause and snoozes in it are over. It is kept as ${setAside(path, now())}.`);
      return nothingKept;
    },
    write(kept) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
