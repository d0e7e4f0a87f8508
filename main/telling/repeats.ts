import type { EventRow, Repeat, Sound } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { History, Remembered } from '../history/history.ts';
import type { Stored } from '../intake/intake.ts';
import { isToasted } from '../intake/judge.ts';
import { lineOfEntry, lineOfEvent } from '../merging/lines.ts';
import { criticalRepeat, isTurn, type RepeatStand, repeatOf, repeatTurn, standSince } from '../rules/repeat.ts';
import type { Rules } from '../rules/rule.ts';
import type { Urgency } from '../toasts/driver.ts';
import { saidAgain } from './said.ts';
import { urgencyOf } from './summary-toast.ts';
import type { Toaster } from './toaster.ts';

export interface RepeatsOptions {
  readonly history: Pick<History, 'rows'>;
  readonly alerts: Pick<Alerts, 'get' | 'isUnseen'>;
  readonly toaster: Pick<Toaster, 'repeat'>;
  readonly clock: Clock;
  readonly rules: () => Rules;
  readonly repeatCritical: () => boolean;
  /** Whether the toast of an event is held back now. */
  readonly held: (row: EventRow) => boolean;
  readonly failed: (line: string) => void;
}

/** A toast that comes again until it is seen. */
interface Repeated {
  readonly server: string;
  readonly alert: string | null;
  /** The event that was shown. */
  readonly event: number;
  /** Where its toast stands: that of its equals stands for it too. */
  readonly line: string;
  readonly urgency: Urgency;
  readonly sound: Sound | undefined;
  /** What its rule says; left out: it comes again as critical ones do, while that is switched on. */
  readonly repeat: Repeat | undefined;
  readonly stand: RepeatStand;
}

/** So many come again at once, the newest; of the others the tray tells. */
const atOnce = 3;
const keptAtMost = 1_000;
/** While something is held back, and where the machine may have slept, it is looked at this often. */
const lookMs = 15_000;

/** Shows toasts again until somebody has seen what they tell. A repetition is no event: the history knows nothing of it. */
export class Repeats {
  readonly #options: RepeatsOptions;
  readonly #repeated = new Map<string, Repeated>();
  #cancel: () => void = () => undefined;
  #lookAt: number | null = null;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: RepeatsOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier run has shown and nobody has seen since. */
  async start({ alerts, attention }: Pick<Remembered, 'alerts' | 'attention'>): Promise<void> {
    const unseen = alerts.filter((alert) => alert.unseen && alert.toasted && alert.acknowledgedBy === null);
    const ids = [...unseen.flatMap((alert) => [alert.firstEvent, alert.lastEvent]), ...attention.map(({ id }) => id)];
    if (ids.length === 0) return;
    const rows = await this.#options.history.rows([...new Set(ids)]);
    // Of an alert the last one that was shown counts.
    for (const row of rows.toSorted((one, other) => one.id - other.id)) this.#goOn(row);
    this.#plan();
  }

  /** Takes what is shown now. */
  stored({ firstId, entries }: Stored): void {
    const { clock, repeatCritical } = this.#options;
    const now = clock.now();
    entries.forEach((entry, index) => {
      const { verdict, event, told } = entry;
      if (!isToasted(verdict, told) || verdict.toast === 'none') return;
      const repeat = repeatOf(verdict, event.severity, repeatCritical());
      const { server, alert } = event;
      const [id, urgency, line] = [firstId + index, verdict.toast, lineOfEntry(entry)];
      const stand = repeat === null ? null : standSince(repeat, now, now);
      this.#keep(
        { ...{ server, alert, event: id, line, urgency }, sound: verdict.sound, repeat: verdict.repeat },
        stand,
      );
    });
    this.#plan();
  }

  /** Ends after what is being shown. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#looking;
  }

  #goOn(row: EventRow): void {
    const { clock, repeatCritical } = this.#options;
    const { outcome, rule } = row.decision;
    if (outcome !== 'shown') return;
    const { own, defaults } = this.#options.rules();
    const { repeat, sound, toast } =
      (own.find(({ id }) => id === rule) ?? defaults.find(({ id }) => id === rule))?.then ?? {};
    const given = toast === undefined || toast === 'none' ? urgencyOf(row.severity) : toast;
    const found = repeatOf({ toast: given, repeat }, row.severity, repeatCritical());
    if (found === null) return;
    const { server, alert, id: event } = row;
    const stand = standSince(found, row.receivedAt, clock.now());
    this.#keep({ server, alert, event, line: lineOfEvent(row), urgency: given, sound, repeat }, stand);
  }

  #keep(repeated: Omit<Repeated, 'stand'>, stand: RepeatStand | null): void {
    const place = placeOf({ ...repeated, id: repeated.event });
    this.#repeated.delete(place);
    if (stand === null) return;
    this.#repeated.set(place, { ...repeated, stand });
    const [oldest] = this.#repeated.keys();
    if (this.#repeated.size > keptAtMost && oldest !== undefined) this.#repeated.delete(oldest);
  }

  #plan(): void {
    if (this.#closed || this.#repeated.size === 0) return;
    const now = this.#options.clock.now();
    const nextAt = Math.min(...[...this.#repeated.values()].map(({ stand }) => stand.nextAt));
    const lookAt = nextAt > now ? Math.min(nextAt, now + lookMs) : now + lookMs;
    if (this.#lookAt !== null && this.#lookAt <= lookAt) return;
    this.#cancel();
    this.#lookAt = lookAt;
    this.#cancel = this.#options.clock.after(lookAt - now, () => {
      this.#lookAt = null;
      this.#looking = this.#looking.then(() => this.#look());
    });
  }

  async #look(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#showDue();
    } catch (error) {
      this.#options.failed(`What nobody has seen could not be shown again: ${String(error)}`);
    }
    this.#plan();
  }

  async #showDue(): Promise<void> {
    const now = this.#options.clock.now();
    const due = [...this.#repeated].filter(([, { stand, repeat = criticalRepeat }]) => isTurn(stand, repeat, now));
    const rows = new Map(
      (await this.#options.history.rows(due.map(([, each]) => this.#newest(each)))).map((row) => [row.id, row]),
    );
    const shown = new Set<string>();
    let room = atOnce;
    // The newest ones stand behind.
    for (const [place, repeated] of due.toReversed()) {
      const row = rows.get(this.#newest(repeated));
      if (this.#repeated.get(place) !== repeated) continue;
      const shows = this.#turn(place, repeated, row, now);
      const { urgency, sound, server, alert, line } = repeated;
      // One toast tells all that are equal.
      if (!shows || row === undefined || room === 0 || shown.has(line)) continue;
      room -= 1;
      shown.add(line);
      const openedAt = alert === null ? null : (this.#options.alerts.get(server, alert)?.record.openedAt ?? null);
      this.#options.toaster.repeat(line, saidAgain(row, openedAt, sound), urgency);
    }
  }

  /** Whether it is shown again now; what goes on is kept. */
  #turn(place: string, repeated: Repeated, row: EventRow | undefined, now: number): boolean {
    const { alerts, held, repeatCritical } = this.#options;
    const { alert, server, event, urgency } = repeated;
    const severity = (alert === null ? null : alerts.get(server, alert)?.record.severity) ?? row?.severity ?? 'ok';
    const unseen = row !== undefined && alerts.isUnseen({ server, alert, id: event });
    const repeat = repeatOf({ toast: urgency, repeat: repeated.repeat }, severity, repeatCritical());
    const turn = repeatTurn(repeated.stand, repeat, { now, unseen, held: row !== undefined && held(row) });
    if (turn.stand === null) this.#repeated.delete(place);
    else this.#repeated.set(place, { ...repeated, stand: turn.stand });
    return turn.do === 'show';
  }

  /** The event whose words are the newest of it. */
  #newest({ server, alert, event }: Repeated): number {
    return (alert === null ? null : this.#options.alerts.get(server, alert)?.lastEvent) || event;
  }
}

function placeOf({ server, alert, id }: Pick<EventRow, 'server' | 'alert' | 'id'>): string {
  return JSON.stringify(alert === null ? [server, id] : [server, alert]);
}
