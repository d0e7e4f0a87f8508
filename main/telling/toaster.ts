import type { Cause, EventRow, Severity } from '../../preload/contract/api.ts';
import { testToast } from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { AlertRecord, Delivery, History, StandingToast } from '../history/history.ts';
import { AwaitedNames } from '../intake/awaited-names.ts';
import type { Stored } from '../intake/intake.ts';
import { type Entry, rowOf } from '../intake/judge.ts';
import { lineOfEntry, lineOfEvent } from '../merging/lines.ts';
import { plainTally, type Told } from '../merging/tally.ts';
import type { Shown, Toast, ToastDriver, ToastReply, Urgency } from '../toasts/driver.ts';
import type { Owed } from './owed.ts';
import { Rewordings } from './rewordings.ts';
import { calmWordsOf, contentOf, type Said, saidOf, wordsOf } from './said.ts';
import { passing, Screen, type Stay } from './screen.ts';
import { StandingToasts } from './standing-toasts.ts';
import { Tallies } from './tallies.ts';
import { buttonsOf } from './toast-buttons.ts';
import { type Content, occupiedBy } from './toast-room.ts';
import { Turns } from './turns.ts';
import { written } from './written.ts';

export interface ToasterOptions {
  readonly driver: Pick<ToastDriver, 'show' | 'withdraw'>;
  readonly history: History;
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly previews: () => boolean;
  /** What became of an event is known, and stored. */
  readonly delivered: (row: EventRow) => void;
  /** The user opened a toast: an event, or the history where it was a summary. */
  readonly opened: (event: number | null) => void;
  /** The user marked an event seen, and with it those equal to it that its toast stood for. */
  readonly seen: (event: number, equal: readonly number[]) => void;
  /** Whether a server takes an acknowledgement of one of its alerts, now. */
  readonly acknowledges: (server: string, alert: string) => boolean;
  /** The user takes care of what an event is about, on its server, and with it of those equal to it. */
  readonly acknowledged: (event: number, equal: readonly number[]) => void;
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

/** New words for a standing toast come at most this often. */
const rewordMs = 1_000;
/** What could not be said is tried again after this. */
const retryMs = 10_000;

/** Where a toast goes. */
interface Way {
  readonly urgency: Urgency;
  /** Where it stands from now on. */
  readonly line: string;
  /** Whose place it takes; left out: that of the one before it at its line. */
  readonly before?: string;
  readonly silent?: true;
}

/** Shows what was decided and committed, each alert's toasts in their order, and says what became of it. */
export class Toaster {
  readonly #options: ToasterOptions;
  readonly #screen: Screen;
  readonly #standing: StandingToasts;
  readonly #tallies = new Tallies();
  readonly #turns = new Turns();
  readonly #names: AwaitedNames;
  readonly #rewordings: Rewordings;
  #closed = false;

  constructor(options: ToasterOptions, remembered: readonly AlertRecord[]) {
    this.#options = options;
    const { alerts, clock, driver, failing, history } = options;
    this.#names = new AwaitedNames(clock);
    this.#rewordings = new Rewordings(clock, (line, latest) => {
      void this.#turns.take([line], () => this.#reword(line, latest));
    });
    this.#standing = new StandingToasts({ alerts, history, write: (write) => void this.#write(write) }, remembered);
    const gaveWay = (ref: StandingToast, content: Content | null) => {
      this.#forget(ref);
      if (content !== null) options.gaveWay(content);
    };
    this.#screen = new Screen({ driver, clock, failing, gaveWay }, occupiedBy(remembered, alerts));
  }

  /** Shows what these events were given. */
  stored({ firstId, entries }: Stored): void {
    entries.forEach((entry, index) => {
      const { verdict, event, told } = entry;
      const id = firstId + index;
      if (verdict.held === null && verdict.toast !== 'none') this.#inLine(entry, id);
      else if (entry.acknowledged) this.#settled(entry);
      else if (told !== null && (verdict.held === 'storm' || told.stays)) this.#merge(entry, id, told);
      else if (entry.step === 'closes') this.#withdrawLine(told?.line ?? lineOfEvent(event));
      else if (verdict.toast === 'none' && event.phase === 'updated') this.#reworded(entry, id);
    });
  }

  /** The name of a subject came, or cannot be had. */
  renamed(server: string, type: string, id: string, name: string | null): void {
    this.#names.came(server, type, id, name);
  }

  /** Shows what is to be said about an event besides the event itself; replies to it are about the event. */
  tell(toast: Toast, event: number): Promise<Shown> {
    return this.#screen.show(toast, event, passing);
  }

  /** Shows a toast that is about no single event; replies to it open the history. */
  show(toast: Toast, stay: Stay = passing): Promise<Shown> {
    return this.#screen.show(toast, null, stay);
  }

  test(severity: Severity, how: Pick<Toast, 'urgency' | 'sound'>): Promise<Shown> {
    return this.show({ ...testToast({ severity }), ...how, severity, buttons: [], replaces: null });
  }

  /** Shows what has been told already once more, with its sound, in the place of the toast that still stands. */
  repeat(line: string, said: Said, urgency: Urgency): void {
    void this.#turns.take([line], async () => {
      if (!this.#closed) await this.#say(said, { line, urgency });
    });
  }

  /** Shows at its own line how an event stands that was told at another one; false: it could not be shown. */
  restate(line: string, said: Said, urgency: Urgency): Promise<boolean> {
    const own = lineOfEvent(said.row);
    return this.#turns.take([line, own], async () => {
      this.#tallies.drop(line);
      const { shown } = await this.#say(said, { line: own, before: line, urgency });
      return shown;
    });
  }

  /** Says quietly, in the place of the toast that something flaps, that it is closed and has been calm. */
  calm(line: string, said: Said): Promise<void> {
    return this.#turns.take([line], async () => {
      const replaces = this.takeStanding(line);
      const tally = this.#tallies.at(line);
      this.#tallies.drop(line);
      if (replaces === null) return;
      const words = calmWordsOf(said, tally, this.#moment());
      const toast = { ...words, urgency: 'quiet', severity: 'ok', buttons: [], replaces } as const;
      await this.#screen.show(toast, said.row.id, passing);
    });
  }

  /** Whether a toast stands at a line, as far as its daemon says. */
  stands(line: string): boolean {
    return this.#standing.at(line) !== null;
  }

  /** Whether this toast stands, as far as its daemon says. */
  isUp(ref: StandingToast): boolean {
    return this.#screen.aboutOf(ref) !== undefined;
  }

  takeDown(ref: StandingToast): Promise<void> {
    return this.#screen.withdraw(ref);
  }

  /** The toast that stands at a line; it is the caller's to replace. */
  takeStanding(line: string): StandingToast | null {
    return this.#standing.take(line)?.ref ?? null;
  }

  /** What was seen needs no toast any more; `all`: every one of ours goes. */
  async withdraw(rows: readonly EventRow[] | 'all'): Promise<void> {
    const all = () => [...this.#standing.lines(), ...this.#turns.lines()];
    const lines = new Set(rows === 'all' ? all() : rows.map(lineOfEvent));
    this.#options.ended(lines);
    for (const line of lines) await this.withdrawAt(line);
  }

  /** What stands at a line says nothing any more. What is on its way there goes once it has come, which nobody waits for. */
  async withdrawAt(line: string): Promise<void> {
    const busy = this.#turns.isBusy(line);
    const taken = this.#turns.take([line], () => this.#takeAway(line));
    if (!busy) await taken;
  }

  /** Whether any toast was tried. */
  get tried(): boolean {
    return this.#screen.tried;
  }

  /** What was found out about toasts without showing one; null: they can be shown. */
  probed(why: Cause | null): void {
    this.#screen.probed(why);
  }

  /** What the user did with a toast. */
  reply(reply: ToastReply): void {
    const { ref } = reply;
    if (reply.type === 'gone') {
      this.#screen.gone(ref);
      this.#forget(ref);
      return;
    }
    const alert = this.#options.alerts.withToast(ref);
    const ours = this.#screen.aboutOf(ref);
    const known = ours === undefined ? reply.about : ours;
    // Daemons tell every program of every click: one on somebody else's toast is none of ours.
    if (alert === null && known === undefined) return;
    const about = known ?? alert?.lastEvent ?? null;
    if (about !== null) {
      const lines = this.#standing.linesOf(ref);
      const equal = lines.flatMap((line) => this.#tallies.equal(line).filter((id) => id !== about));
      this.#options.seen(about, equal);
      if (reply.type === 'button' && reply.key === 'snooze') this.#options.snoozed(about);
      if (reply.type === 'button' && reply.key === 'acknowledge') this.#options.acknowledged(about, equal);
    }
    if (reply.type === 'clicked' || reply.key === 'open') this.#options.opened(about);
    else if (reply.key === 'sign-in' && about !== null) this.#options.signIn(about);
  }

  /** Ends after the toasts that are under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rewordings.end();
    await this.#turns.settled();
  }

  #inLine(entry: Entry, id: number): void {
    const own = lineOfEvent(entry.event);
    const line = lineOfEntry(entry);
    const before = entry.told?.line ?? own;
    // Its words are newer than those that wait.
    for (const each of [line, before]) this.#rewordings.drop(each);
    // What follows from an alert still follows when that is worse, and when it closes.
    const follow = entry.step === 'opens' ? 0 : this.#tallies.at(before).follow;
    if (before !== line) this.#tallies.drop(before);
    this.#tallies.put(line, { ...plainTally, follow, ...entry.told?.change });
    this.#tallies.moveEqual(before, line);
    // What counts on, and what has become worse, stands still for those before it.
    if (entry.step !== 'worsens' && (entry.told?.change.times ?? 1) === 1) this.#tallies.dropEqual(line);
    this.#tallies.addEqual(line, id);
    const row = rowOf(entry.event, id);
    const named = entry.naming ? this.#names.named(row) : row;
    void this.#turns.take([line, before], async () => this.#showEvent(entry, await named, line, before));
    if (line !== own) this.#withdrawLine(own);
  }

  /** An event is told with the toast of another one. */
  #merge(entry: Entry, id: number, { line, change, stays }: Told): void {
    const { server } = entry.event;
    const own = lineOfEvent(entry.event);
    if (line !== own) this.#withdrawLine(own);
    if (!stays) this.#withdrawLine(line);
    this.#tallies.put(line, { ...this.#tallies.at(line), ...change });
    if (entry.verdict.held === 'storm') {
      this.#options.owed.owes(server, line, id);
      if (change.follow === undefined) this.#tallies.addEqual(line, id);
    }
    this.#rewordings.add(line, null, rewordMs);
  }

  /** Nothing says any longer that somebody is wanted where somebody has acknowledged it. */
  #settled({ event, told }: Entry): void {
    if (told === null || !told.stays) this.#withdrawLine(told?.line ?? lineOfEvent(event));
  }

  #told(server: string, line: string, upTo = this.#options.owed.lastOf(server, line)): void {
    if (upTo !== null) void this.#options.owed.told(server, line, upTo);
  }

  async #showEvent(entry: Entry, row: EventRow, line: string, before: string): Promise<void> {
    const { id, server } = row;
    const { owed, ended, history } = this.#options;
    // What is not shown by now stays pending, and goes into the summary of the next start.
    if (this.#closed) return;
    const urgency = entry.verdict.toast === 'none' ? 'quiet' : entry.verdict.toast;
    const upTo = owed.lastOf(server, before);
    const shown = await this.#say(saidOf(entry, row), { line, before, urgency });
    if (shown.shown) {
      this.#told(server, before, upTo);
    } else {
      ended(new Set([line, before]));
      owed.leave(server, before);
    }
    const delivery: Delivery = shown.shown
      ? { id, outcome: 'shown', reason: null, driver: shown.driver, why: shown.before }
      : { id, outcome: 'failed', reason: 'driver-failed', driver: shown.driver, why: shown.why };
    await this.#write(() => history.delivered([delivery]));
    const { outcome, reason, driver } = delivery;
    this.#options.delivered({ ...row, decision: { ...row.decision, outcome, reason, driver } });
  }

  /** Shows it in the place of what stands, and remembers where it stands. */
  async #say(said: Said, { urgency, line, before = line, silent }: Way): Promise<Shown> {
    const { row, closes, lasting, sound } = said;
    const replaces = this.#standing.at(before)?.ref ?? null;
    const words = wordsOf(said, this.#tallies.at(line), this.#moment());
    const toast = { ...words, urgency, severity: row.severity, buttons: this.#buttons(row), replaces };
    const how = { ...(sound === undefined ? {} : { sound }), ...(silent === undefined ? {} : { silent }) };
    // What is quiet, as a closing, says nothing that has to go on.
    const content = urgency === 'quiet' ? passing.content : contentOf(said, () => this.#tallies.at(line).times);
    const shown = await this.#screen.show({ ...toast, ...how }, row.id, { ...passing, content });
    if (!shown.shown) return shown;
    if (before !== line) this.#standing.take(before);
    if (shown.ref === null || (closes && !lasting)) this.#standing.take(line);
    else this.#standing.put(line, { ref: shown.ref, urgency, said });
    if (row.alert !== null && !closes) this.#standing.remember(row.server, row.alert, shown.ref);
    return shown;
  }

  #buttons(row: EventRow): Toast['buttons'] {
    return buttonsOf(row, row.alert !== null && this.#options.acknowledges(row.server, row.alert));
  }

  #moment(): { readonly now: number; readonly previews: boolean } {
    return { now: this.#options.clock.now(), previews: this.#options.previews() };
  }

  /** Nothing says any longer that something is open which has closed, although its closing is not shown. */
  #withdrawLine(line: string): void {
    if (!this.stands(line) && !this.#turns.isBusy(line)) return;
    void this.withdrawAt(line);
  }

  async #takeAway(line: string): Promise<void> {
    const standing = this.#standing.take(line);
    if (standing !== null) await this.takeDown(standing.ref);
  }

  /** A toast that still stands gets the new words of its alert. */
  #reworded(entry: Entry, id: number): void {
    const line = lineOfEvent(entry.event);
    if (entry.event.alert === null || !this.stands(line)) return;
    this.#rewordings.add(line, saidOf(entry, rowOf(entry.event, id)), rewordMs);
  }

  async #reword(line: string, latest: Said | null): Promise<void> {
    const standing = this.#standing.at(line);
    const said = latest ?? standing?.said ?? null;
    const server = line.slice(0, line.indexOf('\0'));
    const upTo = this.#options.owed.lastOf(server, line);
    // Who was told before knows it, and has taken the toast away.
    if (standing === null || said === null) return this.#told(server, line);
    const shown = await this.#say(said, { line, urgency: standing.urgency, silent: true });
    if (shown.shown) this.#told(server, line, upTo);
    else if (!this.#closed) this.#rewordings.add(line, said, retryMs);
  }

  /** A toast is gone. */
  #forget(ref: StandingToast): void {
    if (!this.#closed) this.#standing.forget(ref);
  }

  #write(write: () => Promise<void>): Promise<void> {
    return written(write, 'What became of a toast', this.#options.failed);
  }
}
