import { rankOf } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { type Clock, isLately } from '../clock.ts';
import type { Stored } from '../intake/intake.ts';
import { type Entry, rowOf } from '../intake/judge.ts';
import { flappingCalmMs } from '../rules/flapping.ts';
import type { Silence } from '../silence/silence.ts';
import type { Urgency } from '../toasts/driver.ts';
import { saidAgain } from './said.ts';
import type { Toaster } from './toaster.ts';

interface CalmingOptions {
  readonly toaster: Pick<Toaster, 'restate' | 'calm'>;
  readonly alerts: Pick<Alerts, 'get'>;
  readonly silence: Pick<Silence, 'holds'>;
  readonly clock: Clock;
}

/** Something that was told as flapping. */
interface Restless {
  /** What opened it last, its id, and how loud it is. */
  opening: { readonly entry: Entry; readonly id: number; readonly urgency: Urgency } | null;
  lastAt: number;
}

const retryMs = 60_000;
/** More than these flap at a time only where everything does. */
const watched = 10_000;

/** Waits until what flaps has been calm for a while, and tells how it stands then. */
export class Calming {
  readonly #options: CalmingOptions;
  /** By the line of the toast that says that it flaps; the one that moved last is the last. */
  readonly #restless = new Map<string, Restless>();
  #cancel: (() => void) | null = null;
  #closed = false;

  constructor(options: CalmingOptions) {
    this.#options = options;
  }

  stored({ firstId, entries }: Stored): void {
    entries.forEach((entry, index) => {
      const { told, verdict, step } = entry;
      if (told === null || (told.change.flapping ?? null) === null) return;
      const restless = this.#restless.get(told.line) ?? { opening: null, lastAt: 0 };
      restless.lastAt = this.#options.clock.now();
      const { toast } = verdict;
      if (step !== 'closes' && toast !== 'none') restless.opening = { entry, id: firstId + index, urgency: toast };
      this.#restless.delete(told.line);
      if (this.#restless.size < watched) this.#restless.set(told.line, restless);
    });
    if (this.#cancel === null) this.#wait();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #wait(): void {
    this.#cancel = null;
    const first = this.#restless.values().next().value;
    if (first === undefined || this.#closed) return;
    const waitMs = Math.max(0, first.lastAt + flappingCalmMs - this.#options.clock.now());
    this.#cancel = this.#options.clock.after(waitMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const now = this.#options.clock.now();
    for (const [line, restless] of [...this.#restless]) {
      if (isLately(restless.lastAt, flappingCalmMs, now)) break;
      this.#restless.delete(line);
      if (await this.#tell(line, restless)) continue;
      // Looked at again in a while, behind those that moved since.
      this.#restless.set(line, { ...restless, lastAt: now - flappingCalmMs + retryMs });
    }
    this.#wait();
  }

  /** False: it could not be told now. What was seen or acknowledged meanwhile needs no word. */
  async #tell(line: string, { opening }: Restless): Promise<boolean> {
    if (opening === null) return true;
    const { entry, id, urgency } = opening;
    const { server, alert } = entry.event;
    const record = this.#options.alerts.get(server, alert ?? '')?.record ?? null;
    const row = rowOf(entry.event, id);
    if (record === null) {
      await this.#options.toaster.calm(line, saidAgain(row, entry.openedAt));
      return true;
    }
    if (!record.unseen || record.acknowledgedBy !== null || rankOf(record.severity) < rankOf('warning')) return true;
    if (this.#options.silence.holds({ severity: record.severity, connectionLost: false })) return false;
    const said = saidAgain(
      { ...row, severity: record.severity, title: record.title, ours: record.ours, subject: record.subject },
      record.openedAt,
    );
    return this.#options.toaster.restate(line, said, urgency);
  }
}
