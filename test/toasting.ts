import { Worker } from 'node:worker_threads';
import { Alerts } from '../main/alerts/alerts.ts';
import { systemClock } from '../main/clock.ts';
import { openHistory } from '../main/history/open.ts';
import { type CaughtUp, Intake } from '../main/intake/intake.ts';
import type { Entry } from '../main/intake/judge.ts';
import type { CatchUp, WireEvent } from '../main/protocols/protocol.ts';
import { rulesInForce } from '../main/rules/in-force.ts';
import type { Rules } from '../main/rules/rule.ts';
import { preferences } from '../main/settings/preferences.ts';
import { Silence } from '../main/silence/silence.ts';
import { openSilenceFile } from '../main/silence/silence-file.ts';
import { snoozeOf } from '../main/silence/snoozing.ts';
import { Calming } from '../main/telling/calming.ts';
import { HeldBack } from '../main/telling/held-back.ts';
import { Owed } from '../main/telling/owed.ts';
import { Repeats } from '../main/telling/repeats.ts';
import { Summaries } from '../main/telling/summaries.ts';
import { Toaster } from '../main/telling/toaster.ts';
import type { Shown, Toast, ToastDriver, ToastRef } from '../main/toasts/driver.ts';
import type { Player } from '../main/toasts/player.ts';
import type { Cause, EventRow, QuietHours, ServerSettings } from '../preload/contract/api.ts';
import { FakeClock } from './fake-clock.ts';
import { until } from './until.ts';
import { noc } from './wire.ts';

/** A notification daemon of which a test can say what it does; a toast that takes another's place keeps its number. */
export class ScriptedDriver implements ToastDriver {
  readonly name = 'scripted';
  readonly shown: Toast[] = [];
  readonly withdrawn: number[] = [];
  /** Why it shows nothing; null: it shows what it is given. */
  broken: Cause | null = null;
  /** Why the driver before it could not show what it shows; null: there is none. */
  before: Cause | null = null;
  /** How often it was asked to show one. */
  asked = 0;
  readonly #waiting: (() => void)[] = [];
  #held = false;
  #last = 0;

  /** Toasts wait until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  async show(toast: Toast): Promise<Shown> {
    this.asked++;
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.broken !== null) return { shown: false, driver: this.name, why: this.broken };
    this.shown.push(toast);
    if (toast.replaces === null) this.#last += 1;
    const ref = toast.replaces ?? this.ref(this.#last);
    return { shown: true, driver: this.name, ref, ...(this.before === null ? {} : { before: this.before }) };
  }

  ref(id: number): ToastRef {
    return { driver: this.name, owner: 'first life', id };
  }

  async withdraw(ref: ToastRef): Promise<void> {
    this.withdrawn.push(ref.id);
  }

  async probe(): Promise<Cause | null> {
    return this.broken;
  }

  async close(): Promise<void> {}
}

/** A machine without a player, and nothing to be heard. */
export const noPlayer: Player = {
  play: async () => noSound,
  probe: () => ({ why: noSound }),
  close: async () => undefined,
};
const noSound: Cause = { code: 'sound', params: { text: 'no player' } };

/** Quiet hours as they are set where nobody has set any: off. */
export const noQuietHours: QuietHours = preferences.parse({}).quietHours;

interface Circumstances {
  readonly clock?: FakeClock;
  readonly quietHours?: () => QuietHours;
  readonly rules?: Rules;
  /** Whether the server takes an acknowledgement of an alert: of none unless given. */
  readonly acknowledges?: (server: string, alert: string) => boolean;
  readonly repeatCritical?: () => boolean;
}

/** The way from an event to its toast over a real history, as the core lays it. */
export async function openToasting(
  directory: string,
  driver = new ScriptedDriver(),
  {
    clock = new FakeClock(1_800_000_000_000),
    quietHours = () => noQuietHours,
    rules = rulesInForce([], []),
    acknowledges = () => false,
    repeatCritical = () => false,
  }: Circumstances = {},
) {
  const history = await openHistory({
    directory,
    start: (workerData) => new Worker(new URL('../main/history/worker.ts', import.meta.url), { workerData }),
    clock: systemClock,
  });
  const remembered = await history.remembered();
  const alerts = new Alerts(remembered, () => 'NOC', acknowledges);
  const delivered: EventRow[] = [];
  const opened: (number | null)[] = [];
  const seen: number[] = [];
  const signedIn: number[] = [];
  const acknowledged: number[] = [];
  const failing: (Cause | null)[] = [];
  const failed: string[] = [];
  const entries: Entry[] = [];
  let lines = 0;
  let told = 0;
  let silenceChanges = 0;
  let owed = 0;
  const silence = new Silence({
    clock,
    file: openSilenceFile(directory, () => clock.now(), { warn: (line) => failed.push(line) }),
    quietHours,
    zone: () => 'UTC',
    alerts,
    changed: () => {
      silenceChanges += 1;
    },
    over: () => heldBack.over(),
    woken: (snooze) => heldBack.woken(snooze),
    failed: (line) => failed.push(line),
  });
  const owedToTell = new Owed({ history, failed: (line) => failed.push(line) });
  const toaster = new Toaster(
    {
      driver,
      history,
      alerts,
      clock,
      previews: () => true,
      delivered: (row) => delivered.push(row),
      opened: (event) => opened.push(event),
      seen: (event, equal) => seen.push(event, ...equal),
      acknowledges,
      acknowledged: (event, equal) => acknowledged.push(event, ...equal),
      ended: (lines) => intake.ended(lines),
      gaveWay: (content) => summaries.gaveWay(content),
      owed: owedToTell,
      signIn: (event) => signedIn.push(event),
      snoozed: (event) =>
        void history.rows([event]).then(([row]) => {
          const found = row === undefined ? null : snoozeOf(row);
          if (found !== null) silence.snooze(found.what, found.name, clock.now() + 3_600_000);
        }),
      failing: (why) => failing.push(why),
      failed: (line) => failed.push(line),
    },
    remembered.alerts,
  );
  const summaries = new Summaries({
    toaster,
    history,
    alerts,
    silence,
    owed: owedToTell,
    clock,
    previews: () => true,
    failed: (line) => failed.push(line),
  });
  const repeats = new Repeats({
    ...{ history, alerts, toaster, clock, repeatCritical },
    rules: () => rules,
    held: (row) => silence.hushes(row),
    failed: (line) => failed.push(line),
  });
  const calming = new Calming({ toaster, alerts, silence, clock });
  const intake = new Intake({
    history,
    alerts,
    // What comes together is gathered in real time.
    clock: { now: () => clock.now(), after: systemClock.after },
    rules: () => rules,
    maxPerMinute: () => 10,
    silence,
    stands: (line) => toaster.stands(line),
    stored: (stored) => {
      entries.push(...stored.entries);
      owed += stored.entries.filter(({ event }) => event.owedTo !== null).length;
      toaster.stored(stored);
      summaries.stored(stored);
      repeats.stored(stored);
      calming.stored(stored);
    },
    caughtUp: (caughtUp) => {
      void summaries.caughtUp(caughtUp).then(() => {
        told += 1;
      });
    },
    renamed: (server, type, id, name) => {
      if (type === 'none') lines += 1;
      else toaster.renamed(server, type, id, name);
    },
    drained: () => {},
    failing: () => {},
  });
  const heldBack = new HeldBack({
    history,
    toaster,
    silence,
    clock,
    previews: () => true,
    settled: () => intake.settled(),
    failed: (line) => failed.push(line),
  });
  silence.start();
  return {
    ...{ clock, history, remembered, alerts, driver, toaster, summaries, intake, silence, heldBack },
    ...{ delivered, opened, seen, signedIn, acknowledged, failing, failed, entries },
    /** Tells what the last run left untold, as the core does at its start. */
    async begin() {
      await summaries.restart(remembered);
      heldBack.start(remembered.held);
      await repeats.start(remembered);
    },
    /** How many events were held back that deserved a toast. */
    owed: () => owed,
    /** How often what holds toasts back was not what it was. */
    silenceChanges: () => silenceChanges,
    /** Gives these to the intake and waits until they are committed and handed to the toaster. */
    async take(...wires: readonly WireEvent[]) {
      const before = lines;
      for (const wire of wires) intake.offer(noc, 'saymon', wire);
      intake.named(noc.id, 'none', 'none', null);
      await until('the events to be committed', () => lines > before);
    },
    /** The same for events of our own. */
    async takeOwn(...wires: readonly WireEvent[]) {
      const before = lines;
      for (const wire of wires) intake.offer(noc, 'tocsin', wire);
      intake.named(noc.id, 'none', 'none', null);
      await until('the events to be committed', () => lines > before);
    },
    async catchUp(catchUp: Partial<CatchUp>, gap: CaughtUp['gap'], server: ServerSettings = noc) {
      const before = told;
      const nothing = { events: [], open: null, kinds: [], askedAt: clock.now(), filled: 'state' } as const;
      intake.catchUp(server, gap, { ...nothing, ...catchUp });
      await until('the catch-up to be told', () => told > before);
    },
    async toasts(count: number) {
      await until(`${count} toasts, not ${driver.shown.length}`, () => driver.shown.length >= count);
      return driver.shown;
    },
    async outcomes(...ids: readonly number[]): Promise<EventRow['decision'][]> {
      await until('the outcomes to be told', () => ids.every((id) => delivered.some((row) => row.id === id)));
      return (await history.rows(ids)).map(({ decision }) => decision);
    },
    /** Ends as a process that is killed: what is under way comes to no end on the disk. */
    async crash() {
      silence.close();
      calming.close();
      await history.close();
      driver.release();
      await Promise.allSettled([intake.close(), heldBack.close(), summaries.close(), repeats.close(), toaster.close()]);
    },
    async close() {
      await intake.close();
      silence.close();
      await heldBack.close();
      calming.close();
      await summaries.close();
      await repeats.close();
      await toaster.close();
      await history.close();
    },
  };
}
