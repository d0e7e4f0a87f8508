import type { Cause, EventRow, Severity } from '../preload/contract/api.ts';
import { eventToast, testToast } from '../preload/contract/texts/index.ts';
import type { Alerts } from './alerts.ts';
import type { Clock } from './clock.ts';
import type { Delivery, History, StandingToast } from './history/history.ts';
import type { Stored } from './intake.ts';
import { type Entry, rowOf } from './judge.ts';
import { buttonsOf } from './toast-buttons.ts';
import type { Shown, Toast, ToastDriver, ToastReply, Urgency } from './toasts/driver.ts';

export interface ToasterOptions {
  readonly driver: Pick<ToastDriver, 'show' | 'withdraw'>;
  readonly history: History;
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly previews: () => boolean;
  /** Rows whose outcome became known. */
  readonly delivered: (ids: readonly number[]) => void;
  /** The user opened a toast: an event, or the history where it was a summary. */
  readonly opened: (event: number | null) => void;
  /** The user marked an event seen. */
  readonly seen: (event: number) => void;
  /** Whether a server takes an acknowledgement of one of its alerts, now. */
  readonly acknowledges: (server: string, alert: string) => boolean;
  /** The user takes care of what an event is about, on its server. */
  readonly acknowledged: (event: number) => void;
  /** The user wants to sign in to the server of an event. */
  readonly signIn: (event: number) => void;
  /** The user wants to hear no more of what an event is about for an hour. */
  readonly snoozed: (event: number) => void;
  /** Toasts cannot be shown; null: they can again. */
  readonly failing: (why: Cause | null) => void;
  readonly failed: (line: string) => void;
}

/** How long a toast waits for the name of its subject. */
const nameMs = 1_000;
/** New words for a standing toast come at most this often. */
const refreshMs = 1_000;
const keptToasts = 1_000;

/** Shows what was decided and committed, each alert's toasts in their order, and says what became of it. */
export class Toaster {
  readonly #options: ToasterOptions;
  /** The last toast of each alert that may still stand. */
  readonly #standing = new Map<string, { readonly ref: StandingToast; readonly urgency: Urgency }>();
  readonly #lines = new Map<string, Promise<void>>();
  readonly #names = new Map<string, Set<(name: string | null) => void>>();
  readonly #refreshes = new Map<string, { latest: { entry: Entry; id: number }; readonly cancel: () => void }>();
  /** What a reply is about: an event, or null for a summary. */
  readonly #about = new Map<string, number | null>();
  #failing = false;
  #tried = false;
  #closed = false;

  constructor(
    options: ToasterOptions,
    standing: readonly { server: string; key: string; toast: StandingToast | null }[],
  ) {
    this.#options = options;
    for (const { server, key, toast } of standing) {
      if (toast !== null) this.#standing.set(lineOf(server, key), { ref: toast, urgency: 'show' });
    }
  }

  /** Shows what these events were given. */
  stored({ firstId, entries }: Stored): void {
    entries.forEach((entry, index) => {
      const { verdict, event } = entry;
      if (verdict.held === null && verdict.toast !== 'none') this.#inLine(entry, firstId + index);
      else if (entry.step === 'closes' || entry.acknowledged) this.#withdrawSettled(event);
      else if (verdict.toast === 'none' && event.phase === 'updated') this.#refresh(entry, firstId + index);
    });
  }

  /** The name of a subject came, or cannot be had. */
  renamed(server: string, type: string, id: string, name: string | null): void {
    for (const resolve of this.#names.get(`${server}\0${type}\0${id}`) ?? []) resolve(name);
  }

  /** Shows what is to be said about an event besides the event itself; replies to it are about the event. */
  async tell(toast: Toast, event: number): Promise<Shown> {
    return this.#send(toast, event);
  }

  /** Shows a toast that is about no single event; replies to it open the history. */
  async show(toast: Toast): Promise<Shown> {
    return this.#send(toast, null);
  }

  test(severity: Severity, how: Pick<Toast, 'urgency' | 'sound'>): Promise<Shown> {
    return this.#send({ ...testToast({ severity }), ...how, severity, buttons: [], replaces: null }, null);
  }

  /** Shows what has been told already once more, with its sound, in the place of the toast that still stands. */
  again(
    row: EventRow,
    { openedAt, ...how }: Pick<Toast, 'urgency' | 'sound'> & { readonly openedAt: number | null },
  ): void {
    const line = lineOfRow(row);
    this.#then(line, async () => {
      if (this.#closed) return;
      const { clock, previews } = this.#options;
      const context = { was: null, openedAt, times: 1, since: null };
      const words = eventToast(row, { now: clock.now(), previews: previews(), ...context });
      const replaces = this.#standing.get(line)?.ref ?? null;
      const toast = { ...words, ...how, severity: row.severity, buttons: this.#buttons(row), replaces };
      const shown = await this.#send(toast, row.id);
      if (!shown.shown || shown.ref === null) return;
      keepNewest(this.#standing, line, { ref: shown.ref, urgency: how.urgency });
      if (row.alert !== null) this.#saveToast(row.server, row.alert, shown.ref);
    });
  }

  /** Whether a toast of an alert stands, as far as its daemon says. */
  stands(server: string, alert: string): boolean {
    return this.#standing.has(lineOf(server, alert));
  }

  /** The toast that stands for an alert; it is the caller's to replace. */
  takeStanding(server: string, key: string): StandingToast | null {
    const line = lineOf(server, key);
    const standing = this.#standing.get(line);
    this.#standing.delete(line);
    return standing?.ref ?? null;
  }

  /** What was seen needs no toast any more; `all`: every one of ours goes. */
  async withdraw(rows: readonly EventRow[] | 'all'): Promise<void> {
    const lines = rows === 'all' ? [...this.#standing.keys()] : rows.map(lineOfRow);
    for (const line of new Set(lines)) await this.#takeAway(line);
  }

  /** Whether any toast was tried. */
  get tried(): boolean {
    return this.#tried;
  }

  /** What was found out about toasts without showing one; null: they can be shown. */
  probed(why: Cause | null): void {
    if ((why !== null) === this.#failing) return;
    this.#failing = why !== null;
    this.#options.failing(why);
  }

  /** What the user did with a toast. */
  reply(reply: ToastReply): void {
    const name = nameOf(reply.ref);
    if (reply.type === 'gone') {
      this.#about.delete(name);
      for (const [line, { ref }] of this.#standing) if (nameOf(ref) === name) this.#standing.delete(line);
      return;
    }
    const alert = this.#options.alerts.withToast(reply.ref);
    // Daemons tell every program of every click: one on somebody else's toast is none of ours.
    if (alert === null && !this.#about.has(name)) return;
    const about = this.#about.get(name) ?? alert?.lastEvent ?? null;
    if (about !== null) {
      this.#options.seen(about);
      if (reply.type === 'button' && reply.key === 'snooze') this.#options.snoozed(about);
      if (reply.type === 'button' && reply.key === 'acknowledge') this.#options.acknowledged(about);
    }
    if (reply.type === 'clicked' || reply.key === 'open') this.#options.opened(about);
    else if (reply.key === 'sign-in' && about !== null) this.#options.signIn(about);
  }

  /** Ends after the toasts that are under way. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { cancel } of this.#refreshes.values()) cancel();
    await Promise.all(this.#lines.values());
  }

  #inLine(entry: Entry, id: number): void {
    const line = lineOfRow({ ...entry.event, id });
    // Its words are newer than those that wait.
    this.#refreshes.get(line)?.cancel();
    this.#refreshes.delete(line);
    const row = this.#named(entry, id);
    this.#then(line, async () => this.#showEvent(entry, await row));
  }

  /** The toasts of one alert go one after the other. */
  #then(line: string, show: () => Promise<void>): void {
    const turn = (this.#lines.get(line) ?? Promise.resolve()).then(show);
    this.#lines.set(line, turn);
    void turn.then(() => {
      if (this.#lines.get(line) === turn) this.#lines.delete(line);
    });
  }

  async #showEvent(entry: Entry, row: EventRow): Promise<void> {
    const { id } = row;
    // What is not shown by now stays pending, and goes into the summary of the next start.
    if (this.#closed) return;
    const replaces = this.#standing.get(lineOfRow(row))?.ref ?? null;
    const urgency = entry.verdict.toast === 'none' ? 'quiet' : entry.verdict.toast;
    const shown = await this.#send(this.#toast(entry, row, urgency, replaces), id);
    if (shown.shown) this.#stands(row, entry, shown.ref, urgency);
    const delivery: Delivery = shown.shown
      ? { id, outcome: 'shown', reason: null, driver: shown.driver }
      : { id, outcome: 'failed', reason: 'driver-failed', driver: shown.driver, why: shown.why };
    await this.#write(() => this.#options.history.delivered([delivery]));
    this.#options.delivered([id]);
  }

  #toast(entry: Entry, row: EventRow, urgency: Urgency, replaces: StandingToast | null): Toast {
    const words = eventToast(row, {
      now: this.#options.clock.now(),
      previews: this.#options.previews(),
      was: entry.step === 'worsens' ? entry.was : null,
      openedAt: entry.openedAt,
      times: 1,
      since: null,
    });
    const { sound } = entry.verdict;
    return { ...words, urgency, severity: row.severity, buttons: this.#buttons(row), replaces, sound };
  }

  #buttons(row: EventRow): Toast['buttons'] {
    return buttonsOf(row, row.alert !== null && this.#options.acknowledges(row.server, row.alert));
  }

  /** Remembers with the alert which toast stands for it, so that a later run can replace it. */
  #stands(row: EventRow, entry: Entry, ref: StandingToast | null, urgency: Urgency): void {
    const line = lineOfRow(row);
    // A closing that stays unseen, as a failed job's does, goes when it is seen.
    if (ref === null || (entry.step === 'closes' && !entry.event.attention)) this.#standing.delete(line);
    else keepNewest(this.#standing, line, { ref, urgency });
    if (row.alert !== null && entry.step !== 'closes') this.#saveToast(row.server, row.alert, ref);
  }

  #saveToast(server: string, key: string, ref: StandingToast | null): void {
    const { alerts, clock, history } = this.#options;
    const open = alerts.get(server, key);
    if (open === null) return;
    alerts.put({ ...open.record, toast: ref }, clock.now());
    const record = open.record;
    void this.#write(() => history.saveAlerts([record]));
  }

  /**
   * Nothing says any longer that something is open which has closed, although its closing is not shown; nor that
   * somebody is wanted where somebody has acknowledged it.
   */
  #withdrawSettled({ server, alert }: Entry['event']): void {
    const line = alert === null ? null : lineOf(server, alert);
    if (line === null || (!this.#standing.has(line) && !this.#lines.has(line))) return;
    this.#then(line, () => this.#takeAway(line));
  }

  async #takeAway(line: string): Promise<void> {
    const standing = this.#standing.get(line);
    this.#standing.delete(line);
    if (standing !== undefined) await this.#options.driver.withdraw(standing.ref);
  }

  /** A toast that still stands gets the new words of its alert, without a sound. */
  #refresh(entry: Entry, id: number): void {
    const { server, alert } = entry.event;
    const line = alert === null ? null : lineOf(server, alert);
    if (line === null || !this.#standing.has(line)) return;
    const waiting = this.#refreshes.get(line);
    if (waiting !== undefined) {
      waiting.latest = { entry, id };
      return;
    }
    const cancel = this.#options.clock.after(refreshMs, () => {
      const due = this.#refreshes.get(line);
      this.#refreshes.delete(line);
      if (due !== undefined) this.#then(line, () => this.#reword(line, due.latest.entry, due.latest.id));
    });
    this.#refreshes.set(line, { latest: { entry, id }, cancel });
  }

  async #reword(line: string, entry: Entry, id: number): Promise<void> {
    const standing = this.#standing.get(line);
    if (standing === undefined) return;
    const toast = this.#toast(entry, rowOf(entry.event, id), standing.urgency, standing.ref);
    const shown = await this.#send({ ...toast, silent: true }, id);
    if (shown.shown && shown.ref !== null) this.#standing.set(line, { ...standing, ref: shown.ref });
  }

  /** The row with its subject's name, where that comes in time. */
  async #named({ event, naming }: Entry, id: number): Promise<EventRow> {
    const row = rowOf(event, id);
    const { subject } = row;
    if (!naming || subject === null || subject.id === null) return row;
    const place = `${row.server}\0${subject.type}\0${subject.id}`;
    const waiting = this.#names.get(place) ?? new Set();
    this.#names.set(place, waiting);
    const name = await new Promise<string | null>((resolve) => {
      const done = (found: string | null) => {
        cancel();
        waiting.delete(done);
        if (waiting.size === 0) this.#names.delete(place);
        resolve(found);
      };
      const cancel = this.#options.clock.after(nameMs, () => done(null));
      waiting.add(done);
    });
    return name === null ? row : { ...row, subject: { ...subject, name } };
  }

  async #send(toast: Toast, about: number | null): Promise<Shown> {
    const shown = await this.#options.driver.show(toast);
    if (shown.shown && shown.ref !== null) keepNewest(this.#about, nameOf(shown.ref), about);
    this.#tried = true;
    this.probed(shown.shown ? null : shown.why);
    return shown;
  }

  async #write(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#options.failed(
        `What became of a toast could not be stored: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}

/** Not every daemon says when a toast is gone. */
function keepNewest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= keptToasts) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

/** Where the toasts of an event stand: with its alert, or by themselves. */
function lineOfRow({ server, alert, id }: Pick<EventRow, 'server' | 'alert' | 'id'>): string {
  return alert === null ? `${server}\0\0${id}` : lineOf(server, alert);
}

function lineOf(server: string, key: string): string {
  return `${server}\0${key}`;
}

function nameOf(ref: StandingToast): string {
  return `${ref.driver}\0${ref.owner}\0${ref.id}`;
}
