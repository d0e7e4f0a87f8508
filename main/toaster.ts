import { type Cause, type EventRow, rankOf, type Severity } from '../preload/contract/api.ts';
import { calmToast, eventToast, testToast } from '../preload/contract/texts/index.ts';
import type { Alerts } from './alerts.ts';
import type { Clock } from './clock.ts';
import type { AlertRecord, Delivery, History, StandingToast } from './history/history.ts';
import type { Stored } from './intake.ts';
import { type Entry, rowOf } from './judge.ts';
import { keepNewest } from './keep-newest.ts';
import { lineOf, lineOfEvent } from './lines.ts';
import type { Owed } from './owed.ts';
import { summaryOf, summaryOfAlert, timesOver } from './summary.ts';
import { plainTally, type Tally, type Told } from './tally.ts';
import { buttonsOf } from './toast-buttons.ts';
import { type Content, type Occupant, type Occupied, ToastRoom } from './toast-room.ts';
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
  /** The user marked an event seen, and with it those equal to it that its toast stood for. */
  readonly seen: (event: number, equal: readonly number[]) => void;
  /** The user wants to sign in to the server of an event. */
  readonly signIn: (event: number) => void;
  /** The user wants to hear no more of what an event is about for an hour. */
  readonly snoozed: (event: number) => void;
  /** The toasts of these lines say nothing any more: they were seen, or could not be shown. */
  readonly ended: (lines: ReadonlySet<string>) => void;
  /** A toast gave way to others: its words go on in a summary. */
  readonly gaveWay: (content: Content) => void;
  /** Which merged events wait to be told. */
  readonly owed: Owed;
  /** Toasts cannot be shown; null: they can again. */
  readonly failing: (why: Cause | null) => void;
  readonly failed: (line: string) => void;
}

/** How long a toast waits for the name of its subject. */
const nameMs = 1_000;
/** New words for a standing toast come at most this often. */
const refreshMs = 1_000;
/** What could not be said is tried again after this. */
const retryMs = 10_000;
const keptToasts = 1_000;
/** So many equal events are marked as seen with their toast. */
const keptEqual = 10_000;

/** What a toast says: an event, and what is known of it beside. */
interface Said {
  readonly entry: Entry;
  readonly row: EventRow;
}

interface Standing {
  readonly ref: StandingToast;
  readonly urgency: Urgency;
  /** Null: the last run showed it. */
  readonly said: Said | null;
}

/** Nothing of these toasts goes on in a summary. */
const passing: Pick<Occupant, 'content' | 'lasting'> = { content: () => null, lasting: () => false };

/** Shows what was decided and committed, each alert's toasts in their order, and says what became of it. */
export class Toaster {
  readonly #options: ToasterOptions;
  readonly #room: ToastRoom;
  /** The last toast of each alert that may still stand. */
  readonly #standing = new Map<string, Standing>();
  /** What the toast of a line says beyond its event. */
  readonly #tallies = new Map<string, Tally>();
  /** Ids of the events that were merged into the toast of a line. */
  readonly #equal = new Map<string, number[]>();
  readonly #lines = new Map<string, Promise<void>>();
  readonly #names = new Map<string, Set<(name: string | null) => void>>();
  readonly #refreshes = new Map<string, { latest: Said | null; readonly cancel: () => void }>();
  /** What a reply is about: an event, or null for a summary. */
  readonly #about = new Map<string, number | null>();
  #failing = false;
  #closed = false;

  constructor(options: ToasterOptions, standing: readonly AlertRecord[]) {
    this.#options = options;
    const earlier: Occupied[] = [];
    for (const record of standing) {
      const { server, key, toast: ref, severity, changedAt: shownAt } = record;
      if (ref === null) continue;
      this.#standing.set(lineOf(server, key), { ref, urgency: 'show', said: null });
      const servers = new Map([[server, options.alerts.serverName(server)]]);
      const content = () => ({ servers, alerts: [{ server, key }], summary: summaryOfAlert(record) });
      const urgency = severity === 'critical' ? 'urgent' : 'show';
      earlier.push({ ref, shownAt, urgency, content, lasting: () => false });
    }
    this.#room = new ToastRoom(
      {
        clock: options.clock,
        withdraw: (ref) => options.driver.withdraw(ref),
        gaveWay: (ref, content) => {
          this.#forget(ref);
          if (content !== null) options.gaveWay(content);
        },
      },
      earlier,
    );
  }

  /** Shows what these events were given. */
  stored({ firstId, entries }: Stored): void {
    entries.forEach((entry, index) => {
      const { verdict, event, told } = entry;
      const id = firstId + index;
      if (verdict.held === null && verdict.toast !== 'none') this.#inLine(entry, id);
      else if (told !== null && (verdict.held === 'storm' || told.stays)) this.#merge(entry, id, told);
      else if (entry.step === 'closes') this.#withdrawLine(told?.line ?? lineOfEvent(event));
      else if (verdict.toast === 'none' && event.phase === 'updated') this.#reworded(entry, id);
    });
  }

  /** The name of a subject came, or cannot be had. */
  renamed(server: string, type: string, id: string, name: string | null): void {
    for (const resolve of this.#names.get(`${server}\0${type}\0${id}`) ?? []) resolve(name);
  }

  /** Shows a toast that is about no single event; replies to it open the history. */
  async show(toast: Toast, occupant: Pick<Occupant, 'content' | 'lasting'> = passing): Promise<Shown> {
    return this.#send(toast, null, occupant);
  }

  /** Shows an event once more at a line, as it stands now; false: it could not be shown. */
  async again(line: string, { entry, row }: Said, urgency: Urgency): Promise<boolean> {
    await this.#lines.get(line);
    const own = lineOfEvent(row);
    const replaces = this.#standing.get(line)?.ref ?? null;
    this.#tallies.delete(line);
    const said: Said = { entry: { ...entry, step: 'opens', openedAt: entry.openedAt ?? row.occurredAt }, row };
    const shown = await this.#send(
      this.#toast(said, urgency, replaces, own),
      row.id,
      this.#occupantOf(said, own, urgency),
    );
    if (shown.shown) {
      this.#standing.delete(line);
      this.#stands(said, shown.ref, urgency, own);
    }
    return shown.shown;
  }

  /** Says quietly, in the place of the toast that something flaps, that it is closed and has been calm. */
  async calm(line: string, { entry, row }: Said): Promise<void> {
    await this.#lines.get(line);
    const replaces = this.takeStanding(line);
    const { flapping } = this.#tallies.get(line) ?? plainTally;
    this.#tallies.delete(line);
    if (replaces === null) return;
    const now = this.#options.clock.now();
    const words = calmToast(row, {
      now,
      previews: this.#options.previews(),
      was: null,
      openedAt: entry.openedAt,
      times: 1,
      since: null,
      flapping: flapping === null ? null : { times: flapping.times, forMs: now - flapping.since },
    });
    await this.#send({ ...words, urgency: 'quiet', severity: 'ok', buttons: [], replaces }, row.id, passing);
  }

  test(severity: Severity): Promise<Shown> {
    const urgency = severity === 'critical' ? 'urgent' : rankOf(severity) >= rankOf('warning') ? 'show' : 'quiet';
    return this.#send({ ...testToast({ severity }), urgency, severity, buttons: [], replaces: null }, null, passing);
  }

  /** Whether a toast stands at a line, as far as its daemon says. */
  stands(line: string): boolean {
    return this.#standing.has(line);
  }

  /** Whether this toast stands, as far as its daemon says. */
  isUp(ref: StandingToast): boolean {
    return this.#about.has(nameOf(ref));
  }

  async takeDown(ref: StandingToast): Promise<void> {
    this.#room.gone(ref);
    await this.#options.driver.withdraw(ref);
  }

  /** The toast that stands at a line; it is the caller's to replace. */
  takeStanding(line: string): StandingToast | null {
    const standing = this.#standing.get(line);
    this.#standing.delete(line);
    return standing?.ref ?? null;
  }

  /** What was seen needs no toast any more; `all`: every one of ours goes. */
  async withdraw(rows: readonly EventRow[] | 'all'): Promise<void> {
    const lines = new Set(rows === 'all' ? this.#standing.keys() : rows.map(lineOfEvent));
    this.#options.ended(lines);
    for (const line of lines) await this.#takeAway(line);
  }

  /** What the user did with a toast. */
  reply(reply: ToastReply): void {
    const name = nameOf(reply.ref);
    if (reply.type === 'gone') {
      this.#room.gone(reply.ref);
      this.#forget(reply.ref);
      return;
    }
    const alert = this.#options.alerts.withToast(reply.ref);
    // Daemons tell every program of every click: one on somebody else's toast is none of ours.
    if (alert === null && !this.#about.has(name)) return;
    const about = this.#about.get(name) ?? alert?.lastEvent ?? null;
    if (about !== null) {
      this.#options.seen(
        about,
        this.#linesOf(reply.ref).flatMap((line) => (this.#equal.get(line) ?? []).filter((id) => id !== about)),
      );
      if (reply.type === 'button' && reply.key === 'snooze') this.#options.snoozed(about);
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
    const own = lineOfEvent(entry.event);
    const line = entry.told?.line ?? own;
    // Its words are newer than those that wait.
    this.#refreshes.get(line)?.cancel();
    this.#refreshes.delete(line);
    // What follows from an alert still follows when that is worse, and when it closes.
    const follow = entry.step === 'opens' ? 0 : (this.#tallies.get(line)?.follow ?? 0);
    this.#tally(line, { ...plainTally, follow, ...entry.told?.change });
    // What counts on, and what has become worse, stands still for those before it.
    if (entry.step !== 'worsens' && (entry.told?.change.times ?? 1) === 1) this.#equal.delete(line);
    this.#addEqual(line, id);
    const row = this.#named(entry, id);
    this.#then(line, async () => this.#showEvent({ entry, row: await row }, line));
    if (line !== own) this.#withdrawLine(own);
  }

  /** An event is told with the toast of another one. */
  #merge(entry: Entry, id: number, { line, change }: Told): void {
    const { server } = entry.event;
    const own = lineOfEvent(entry.event);
    if (line !== own) this.#withdrawLine(own);
    this.#tally(line, { ...(this.#tallies.get(line) ?? plainTally), ...change });
    if (entry.verdict.held === 'storm') {
      this.#options.owed.owes(server, line, id);
      if (change.follow === undefined) this.#addEqual(line, id);
    }
    this.#refresh(line, null, refreshMs);
  }

  #addEqual(line: string, id: number): void {
    const equal = this.#equal.get(line) ?? [];
    equal.push(id);
    if (equal.length > keptEqual) equal.splice(0, equal.length - keptEqual);
    keepNewest(this.#equal, line, equal, keptToasts);
  }

  #tally(line: string, tally: Tally): void {
    keepNewest(this.#tallies, line, tally, keptToasts);
  }

  #told(server: string, line: string, upTo = this.#options.owed.lastOf(server, line)): void {
    if (upTo !== null) void this.#options.owed.told(server, line, upTo);
  }

  /** The toasts of one alert go one after the other. */
  #then(line: string, show: () => Promise<void>): void {
    const turn = (this.#lines.get(line) ?? Promise.resolve()).then(show);
    this.#lines.set(line, turn);
    void turn.then(() => {
      if (this.#lines.get(line) === turn) this.#lines.delete(line);
    });
  }

  async #showEvent(said: Said, line: string): Promise<void> {
    const { entry, row } = said;
    const { id } = row;
    // What is not shown by now stays pending, and goes into the summary of the next start.
    if (this.#closed) return;
    const replaces = this.#standing.get(line)?.ref ?? null;
    const urgency = entry.verdict.toast === 'none' ? 'quiet' : entry.verdict.toast;
    const upTo = this.#options.owed.lastOf(row.server, line);
    const shown = await this.#send(
      this.#toast(said, urgency, replaces, line),
      id,
      this.#occupantOf(said, line, urgency),
    );
    if (shown.shown) {
      this.#stands(said, shown.ref, urgency, line);
      this.#told(row.server, line, upTo);
    } else {
      this.#options.ended(new Set([line]));
      this.#options.owed.leave(row.server, line);
    }
    const delivery: Delivery = shown.shown
      ? { id, outcome: 'shown', reason: null, driver: shown.driver }
      : { id, outcome: 'failed', reason: 'driver-failed', driver: shown.driver };
    await this.#write(() => this.#options.history.delivered([delivery]));
    this.#options.delivered([id]);
  }

  #toast({ entry, row }: Said, urgency: Urgency, replaces: StandingToast | null, line: string): Toast {
    const now = this.#options.clock.now();
    const { times, since, flapping, follow } = this.#tallies.get(line) ?? plainTally;
    const words = eventToast(row, {
      now,
      previews: this.#options.previews(),
      was: entry.step === 'worsens' ? entry.was : null,
      openedAt: entry.openedAt,
      times,
      since,
      flapping: flapping === null ? null : { times: flapping.times, forMs: now - flapping.since },
      follow,
    });
    return { ...words, urgency, severity: row.severity, buttons: buttonsOf(row), replaces };
  }

  /** What is quiet, as a closing, says nothing that has to go on. */
  #occupantOf({ entry, row }: Said, line: string, urgency: Urgency): Pick<Occupant, 'content' | 'lasting'> {
    if (urgency === 'quiet') return passing;
    const one = summaryOf(null, [entry.event], row.id, () => true);
    if (one === null) return passing;
    const servers = new Map([[row.server, row.serverName]]);
    const alerts = row.alert === null ? [] : [{ server: row.server, key: row.alert }];
    const content = () => ({ servers, alerts, summary: timesOver(one, this.#tallies.get(line)?.times ?? 1) });
    return { content, lasting: () => false };
  }

  /** Remembers with the alert which toast stands for it, so that a later run can replace it. */
  #stands({ entry, row }: Said, ref: StandingToast | null, urgency: Urgency, line: string): void {
    // A closing that stays unseen, as a failed job's does, goes when it is seen.
    if (ref === null || (entry.step === 'closes' && !entry.event.attention)) this.#standing.delete(line);
    else keepNewest(this.#standing, line, { ref, urgency, said: { entry, row } }, keptToasts);
    if (row.alert === null) return;
    const { alerts, clock, history } = this.#options;
    const open = alerts.get(row.server, row.alert);
    if (open === null || entry.step === 'closes') return;
    alerts.put({ ...open.record, toast: ref }, clock.now());
    const record = open.record;
    void this.#write(() => history.saveAlerts([record]));
  }

  /** Nothing says any longer that something is open which has closed, although its closing is not shown. */
  #withdrawLine(line: string): void {
    if (!this.#standing.has(line) && !this.#lines.has(line)) return;
    this.#then(line, () => this.#takeAway(line));
  }

  async #takeAway(line: string): Promise<void> {
    const standing = this.#standing.get(line);
    this.#standing.delete(line);
    if (standing !== undefined) await this.takeDown(standing.ref);
  }

  /** A toast that still stands gets the new words of its alert. */
  #reworded(entry: Entry, id: number): void {
    const line = lineOfEvent(entry.event);
    if (entry.event.alert !== null && this.#standing.has(line)) {
      this.#refresh(line, { entry, row: rowOf(entry.event, id) }, refreshMs);
    }
  }

  /** A toast that still stands says soon what is true by then, without a sound; `latest` null: of the same event. */
  #refresh(line: string, latest: Said | null, afterMs: number): void {
    const waiting = this.#refreshes.get(line);
    if (waiting !== undefined) {
      waiting.latest = latest ?? waiting.latest;
      return;
    }
    const cancel = this.#options.clock.after(afterMs, () => {
      const due = this.#refreshes.get(line);
      this.#refreshes.delete(line);
      if (due !== undefined) this.#then(line, () => this.#reword(line, due.latest));
    });
    this.#refreshes.set(line, { latest, cancel });
  }

  async #reword(line: string, latest: Said | null): Promise<void> {
    const standing = this.#standing.get(line);
    const said = latest ?? standing?.said ?? null;
    const server = line.slice(0, line.indexOf('\0'));
    const upTo = this.#options.owed.lastOf(server, line);
    // Who was told before knows it, and has taken the toast away.
    if (standing === undefined || said === null) return this.#told(server, line);
    const toast = { ...this.#toast(said, standing.urgency, standing.ref, line), silent: true };
    const shown = await this.#send(toast, said.row.id, this.#occupantOf(said, line, standing.urgency));
    if (!shown.shown) return this.#closed ? undefined : this.#refresh(line, said, retryMs);
    if (shown.ref !== null) this.#standing.set(line, { ...standing, ref: shown.ref, said });
    this.#told(server, line, upTo);
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

  async #send(toast: Toast, about: number | null, occupant: Pick<Occupant, 'content' | 'lasting'>): Promise<Shown> {
    const taken = await this.#room.reserve(toast.replaces, { ...occupant, urgency: toast.urgency });
    const shown = await this.#options.driver.show(toast);
    if (shown.shown && shown.ref !== null) keepNewest(this.#about, nameOf(shown.ref), about, keptToasts);
    await taken(shown.shown ? shown.ref : null);
    if (shown.shown === this.#failing) {
      this.#failing = !shown.shown;
      this.#options.failing(shown.shown ? null : shown.why);
    }
    return shown;
  }

  /** A toast is gone. */
  #forget(ref: StandingToast): void {
    this.#about.delete(nameOf(ref));
    for (const line of this.#linesOf(ref)) this.#standing.delete(line);
    const { alerts, clock, history } = this.#options;
    const alert = alerts.withToast(ref);
    if (alert === null || this.#closed) return;
    alerts.put({ ...alert.record, toast: null }, clock.now());
    void this.#write(() => history.saveAlerts([alert.record]));
  }

  #linesOf(ref: StandingToast): readonly string[] {
    const name = nameOf(ref);
    return [...this.#standing].flatMap(([line, standing]) => (nameOf(standing.ref) === name ? [line] : []));
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

function nameOf(ref: StandingToast): string {
  return `${ref.driver}\0${ref.owner}\0${ref.id}`;
}
