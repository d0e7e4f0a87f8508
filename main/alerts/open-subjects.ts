import type { Kind, Subject } from '../../preload/contract/api.ts';
import type { Alerts } from './alerts.ts';

interface Opening {
  readonly server: string;
  readonly kind: Kind;
  readonly subject: Subject | null;
  readonly key: string;
}

/** The open alerts of each subject, running jobs left out. */
export class OpenSubjects {
  readonly #alerts: Pick<Alerts, 'get'>;
  readonly #keys = new Map<string, Set<string>>();

  constructor(alerts: Pick<Alerts, 'get' | 'keys'>) {
    this.#alerts = alerts;
    for (const { server, key } of alerts.keys()) {
      const open = alerts.get(server, key);
      if (open !== null) this.opened({ ...open.record, server, key });
    }
  }

  opened({ server, kind, subject, key }: Opening): void {
    const place = kind === 'job' ? null : placeOf(server, subject);
    if (place === null) return;
    const keys = this.#keys.get(place);
    if (keys === undefined) this.#keys.set(place, new Set([key]));
    else keys.add(key);
  }

  closed(server: string, subject: Subject | null, key: string): void {
    const place = placeOf(server, subject);
    const keys = place === null ? undefined : this.#keys.get(place);
    keys?.delete(key);
    if (place !== null && keys?.size === 0) this.#keys.delete(place);
  }

  /** Whether any other alert is open at a subject that nobody has acknowledged. */
  isAnyWanting(server: string, subject: Subject | null, except: string | null): boolean {
    for (const key of this.at(server, subject)) {
      if (key !== except && this.#alerts.get(server, key)?.record.acknowledgedBy === null) return true;
    }
    return false;
  }

  /** Whether another alert than this one is open at a subject. */
  isOpen(server: string, subject: Subject | null, but: string): boolean {
    for (const key of this.at(server, subject)) if (key !== but) return true;
    return false;
  }

  /** Keys of the alerts that are open at a subject. In a flood they are many: nobody asks for more than the first few. */
  *at(server: string, subject: Pick<Subject, 'type' | 'id'> | null): Iterable<string> {
    const place = placeOf(server, subject);
    const keys = place === null ? undefined : this.#keys.get(place);
    for (const key of keys ?? []) {
      if (this.#alerts.get(server, key) !== null) yield key;
      // Some close by hand, or with their server.
      else keys?.delete(key);
    }
    if (place !== null && keys?.size === 0) this.#keys.delete(place);
  }
}

function placeOf(server: string, subject: Pick<Subject, 'type' | 'id'> | null): string | null {
  const id = subject?.id ?? null;
  return id === null ? null : `${server}\0${subject?.type}\0${id}`;
}
