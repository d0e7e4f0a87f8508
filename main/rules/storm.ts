import { rankOf, type Severity } from '../../preload/contract/api.ts';
import { isLately } from '../clock.ts';

/** Toasts that may stand up at once before the rate holds. */
const burst = 3;
/** A storm is over when this long nothing came that would have toasted. */
export const calmMs = 30_000;
const minuteMs = 60_000;

/** How the toasts of the last minute stand. A value: `admit` returns the next one. */
export interface Storm {
  /** When toasts of their own were let through in the last minute, oldest first. */
  readonly admittedAt: readonly number[];
  /** Part of a toast that may go at once, up to `burst`, at `countedAt`. */
  readonly credit: number;
  readonly countedAt: number;
  /** Servers whose toasts go into a summary, since when, until when calm, and the worst in it. */
  readonly servers: Readonly<Record<string, { readonly lastAt: number; readonly worst: Severity }>>;
}

export const calm: Storm = { admittedAt: [], credit: burst, countedAt: 0, servers: {} };

/**
 * Whether a toast may go by itself: three at once, then `maxPerMinute` a minute over all servers; beyond that its
 * server's toasts go into one summary until 30 s are quiet. What is worse than everything in the summary goes by itself.
 */
export function admit(
  storm: Storm,
  toast: { readonly server: string; readonly severity: Severity },
  maxPerMinute: number,
  now: number,
): { readonly storm: Storm; readonly admitted: boolean } {
  const isLate = (at: number) => isLately(at, minuteMs, now);
  const admittedAt = storm.admittedAt.every(isLate) ? storm.admittedAt : storm.admittedAt.filter(isLate);
  const elapsedMs = Math.max(0, now - storm.countedAt);
  const credit = Math.min(burst, storm.credit + (elapsedMs * maxPerMinute) / minuteMs);
  const raging = storm.servers[toast.server];
  const inStorm = raging !== undefined && isLately(raging.lastAt, calmMs, now);
  const worse = inStorm && rankOf(toast.severity) > rankOf(raging.worst);
  const within = !inStorm && credit >= 1 && admittedAt.length < maxPerMinute;
  if (within || worse) {
    return {
      admitted: true,
      storm: {
        admittedAt: [...admittedAt, now],
        credit: Math.max(0, credit - 1),
        countedAt: now,
        servers: worse ? touched(storm, toast, now) : storm.servers,
      },
    };
  }
  return { admitted: false, storm: { admittedAt, credit, countedAt: now, servers: touched(storm, toast, now) } };
}

function touched(storm: Storm, toast: { server: string; severity: Severity }, now: number): Storm['servers'] {
  const before = storm.servers[toast.server];
  const stillOn = before !== undefined && isLately(before.lastAt, calmMs, now);
  const worst = stillOn && rankOf(before.worst) > rankOf(toast.severity) ? before.worst : toast.severity;
  if (before?.lastAt === now && before.worst === worst) return storm.servers;
  return { ...storm.servers, [toast.server]: { lastAt: now, worst } };
}
