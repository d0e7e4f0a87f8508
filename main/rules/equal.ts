import type { Kind, Severity, Subject } from '../../preload/contract/api.ts';
import { isLately } from '../clock.ts';

/** After this an equal one is news again, unless the toast that tells it still stands. */
const equalMs = 600_000;

/** What makes two events equal, whatever their alerts. */
interface Comparable {
  readonly kind: Kind;
  readonly severity: Severity;
  readonly subject: Subject | null;
  readonly title: string;
  readonly body: string;
}

/** The toast that stands for equal events. A value: `joined` returns the next one. */
export interface EqualOnes {
  readonly times: number;
  /** When the first of them occurred. */
  readonly since: number;
  /** When the toast was shown last, by our clock. */
  readonly shownAt: number;
  readonly lastAt: number;
}

/**
 * The same for equal events of a server, and for no others. Joined into a text of its own: title and body are parts of
 * the server's text, which a template would keep in memory as long as the key.
 */
export function equalKey(server: string, { kind, severity, subject, title, body }: Comparable): string {
  return [server, kind, severity, subject?.type ?? '', subject?.id ?? subject?.name ?? '', title, body].join('\0');
}

/**
 * Whether an event goes into the toast of those equal to it (null: there is none): while that stands, and for 10 min
 * where it is gone. Then it has a toast of its own, which counts on where the last one came within 10 min.
 */
export function joined(
  before: EqualOnes | null,
  event: { readonly occurredAt: number; readonly stands: boolean },
  now: number,
): { readonly after: EqualOnes; readonly merged: boolean } {
  const known = before !== null && (event.stands || isLately(before.lastAt, equalMs, now)) ? before : null;
  if (known === null) return { merged: false, after: { times: 1, since: event.occurredAt, shownAt: now, lastAt: now } };
  const after = { ...known, times: known.times + 1, lastAt: now };
  if (event.stands || isLately(known.shownAt, equalMs, now)) return { merged: true, after };
  return { merged: false, after: { ...after, shownAt: now } };
}
