import type { Subject } from '../../preload/contract/api.ts';
import type { AlertRecord } from '../history/history.ts';

type About = Pick<AlertRecord, 'server' | 'kind' | 'subject'>;

/** The open alerts of each subject, running jobs left out. */
export class OpenSubjects<T> {
  readonly #alerts = new Map<string, Set<T>>();
  readonly #none: ReadonlySet<T> = new Set();

  /** The alerts that are open at a subject, in the order in which they opened. In a flood they are many. */
  at(server: string, subject: Pick<Subject, 'type' | 'id'> | null): ReadonlySet<T> {
    const place = placeOf(server, subject);
    return (place === null ? undefined : this.#alerts.get(place)) ?? this.#none;
  }

  /** What an alert is about from now on instead of `before`; null: it is not open. */
  move(alert: T, before: About | null, after: About | null): void {
    if (before !== null && after !== null && isSame(before.subject, after.subject)) return;
    const [from, to] = [before && wanted(before), after && wanted(after)];
    const left = from === null ? undefined : this.#alerts.get(from);
    left?.delete(alert);
    if (from !== null && left?.size === 0) this.#alerts.delete(from);
    if (to === null) return;
    const alerts = this.#alerts.get(to);
    if (alerts === undefined) this.#alerts.set(to, new Set([alert]));
    else alerts.add(alert);
  }
}

function isSame(one: Subject | null, other: Subject | null): boolean {
  return one === other || (one !== null && other !== null && one.type === other.type && one.id === other.id);
}

function wanted({ server, kind, subject }: About): string | null {
  return kind === 'job' ? null : placeOf(server, subject);
}

function placeOf(server: string, subject: Pick<Subject, 'type' | 'id'> | null): string | null {
  const id = subject?.id ?? null;
  return id === null ? null : `${server}\0${subject?.type}\0${id}`;
}
