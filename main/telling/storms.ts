import { rankOf } from '../../preload/contract/api.ts';
import { stormOverToast, stormToast } from '../../preload/contract/texts/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Clock } from '../clock.ts';
import type { Stored } from '../intake/intake.ts';
import type { Entry } from '../intake/judge.ts';
import { calmMs } from '../rules/storm.ts';
import type { Silence } from '../silence/silence.ts';
import type { ToastRef } from '../toasts/driver.ts';
import type { Owed } from './owed.ts';
import { StormAlerts } from './storm-alerts.ts';
import { mostOften, type Summary, summaryOf, together } from './summary.ts';
import { showSummary, urgencyOf } from './summary-toast.ts';
import type { Content } from './toast-room.ts';
import type { Toaster } from './toaster.ts';

interface StormsOptions {
  readonly toaster: Toaster;
  readonly alerts: Alerts;
  readonly silence: Pick<Silence, 'holds'>;
  readonly owed: Owed;
  readonly clock: Clock;
  readonly previews: () => boolean;
}

/** A summary in place of many toasts is renewed at most this often. */
const renewMs = 1_000;
const retryMs = 10_000;
/** As which it owes; the toasts of equal events have their lines. */
const teller = 'summary';

/** So many servers have a summary of their own at a time; what more of them send is told in one. */
const ownSummaries = 3;

interface Storm {
  /** Ids and names. */
  readonly servers: Map<string, string>;
  summary: Summary;
  readonly alerts: StormAlerts;
  shown: { readonly summary: Summary; readonly ref: ToastRef | null } | null;
  /** All of it was told before, each by a toast of its own: nothing in it is new. */
  heard: boolean;
  /** It made its sound. */
  rang: boolean;
  state: 'raging' | 'calm';
  /** The next renewal, or the end of the storm. */
  cancel: () => void;
  renewing: boolean;
}

/** Calm storms are followed until their alerts have closed; of more the oldest are forgotten. */
const followedStorms = 20;

/** The summaries of storms, each renewed in its place while it rages, and followed until what it told has closed. */
export class Storms {
  readonly #options: StormsOptions;
  #storms: readonly Storm[] = [];
  readonly #underway = new Set<Promise<void>>();
  #ended = false;

  constructor(options: StormsOptions) {
    this.#options = options;
  }

  /** Takes the events that go into a storm's summary, and the closings of what such summaries told. */
  stored({ firstId, entries }: Stored): void {
    const events = entries.map(({ event }) => event);
    const goesIn = ({ verdict, told }: Entry) => verdict.held === 'storm' && told === null;
    const raging = new Map<string, string>();
    for (const entry of entries) if (goesIn(entry)) raging.set(entry.event.server, entry.event.serverName);
    for (const [server, name] of raging) {
      const taken = (entry: Entry | undefined) => entry?.event.server === server && goesIn(entry);
      const summary = summaryOf(null, events, firstId, (_, index) => taken(entries[index]));
      if (summary === null) continue;
      this.#options.owed.owes(server, teller, firstId + entries.findIndex(taken));
      this.#options.owed.owes(server, teller, summary.upTo);
      this.#add(new Map([[server, name]]), summary, false, (storm) => {
        for (const entry of entries) {
          const { alert, phase } = entry.event;
          if (alert !== null && phase !== 'closed' && taken(entry)) storm.alerts.told(server, alert);
        }
      });
    }
    for (const { step, event } of entries) if (step === 'closes') this.#closed(event.server, event.alert ?? '');
  }

  /** What toasts said that gave way to others. */
  gaveWay({ servers, summary, alerts }: Content): void {
    if (this.#ended) return;
    const told = [...alerts];
    // What came again although a summary that stands has told it says nothing that goes on.
    const known = this.#storms.some(
      (storm) => storm.servers !== servers && this.#isSeen(storm) && storm.alerts.tellsAll(told),
    );
    if (known) return;
    this.#add(servers, summary, true, (storm) => {
      for (const { server, key } of told) storm.alerts.told(server, key);
    });
    // The summary of a storm that was over goes on in that one.
    this.#storms = this.#storms.filter((storm) => storm.servers !== servers);
  }

  /** Whether a summary stands, or is about to. */
  #isSeen({ renewing, shown }: Storm): boolean {
    return renewing || (shown !== null && shown.ref !== null && this.#options.toaster.isUp(shown.ref));
  }

  /** Ends after what is being told. */
  async close(): Promise<void> {
    this.#ended = true;
    for (const storm of this.#storms) storm.cancel();
    await Promise.all(this.#underway);
  }

  #track(telling: Promise<void>): Promise<void> {
    const tracked = telling.finally(() => this.#underway.delete(tracked));
    this.#underway.add(tracked);
    return tracked;
  }

  #add(servers: ReadonlyMap<string, string>, summary: Summary, heard: boolean, follow: (storm: Storm) => void): void {
    const raging = this.#storms.filter(({ state }) => state === 'raging');
    const known = raging.find((storm) => [...servers.keys()].some((server) => storm.servers.has(server)));
    const shared = heard || raging.length >= ownSummaries ? raging.at(-1) : undefined;
    const storm = known ?? shared ?? this.#begin(summary, heard);
    for (const [server, name] of servers) storm.servers.set(server, name);
    follow(storm);
    if (known === undefined && shared === undefined) {
      void this.#track(this.#renew(storm));
      return;
    }
    storm.summary = together(storm.summary, summary);
    storm.heard &&= heard;
    this.#soon(storm);
  }

  #begin(summary: Summary, heard: boolean): Storm {
    const storm: Storm = {
      servers: new Map(),
      summary,
      alerts: new StormAlerts(this.#options.alerts),
      shown: null,
      heard,
      rang: false,
      state: 'raging',
      cancel: () => undefined,
      renewing: true,
    };
    this.#storms = [...this.#storms, storm];
    return storm;
  }

  /** Renews it at most once a second; until then what comes is carried along. */
  #soon(storm: Storm): void {
    if (storm.renewing || this.#ended) return;
    storm.renewing = true;
    storm.cancel();
    // What cannot be taken back stands beside the one before.
    const afterMs = storm.shown !== null && storm.shown.ref === null ? calmMs : renewMs;
    storm.cancel = this.#options.clock.after(afterMs, () => void this.#track(this.#renew(storm)));
  }

  #later(storm: Storm): void {
    storm.renewing = false;
    if (!this.#ended) storm.cancel = this.#options.clock.after(retryMs, () => void this.#track(this.#renew(storm)));
  }

  async #renew(storm: Storm): Promise<void> {
    if (this.#ended) return;
    storm.renewing = true;
    if (storm.state === 'calm') return this.#over(storm);
    const { summary, servers } = storm;
    const upTo = new Map([...servers.keys()].map((server) => [server, this.#options.owed.lastOf(server, teller)]));
    if (this.#options.silence.holds({ severity: summary.worst, connectionLost: false })) return this.#later(storm);
    const worse = rankOf(summary.worst) > rankOf(storm.shown?.summary.worst ?? 'ok');
    const silent = storm.heard || (storm.rang && !worse);
    const ref = await showSummary(
      this.#options.toaster,
      {
        ...stormToast({
          serverNames: [...servers.values()],
          counts: summary.counts,
          cleared: summary.cleared,
          forMs: summary.toAt - summary.fromAt,
          most: mostOften(summary, 2),
          previews: this.#options.previews(),
        }),
        urgency: urgencyOf(summary.worst),
        severity: summary.worst,
        replaces: storm.shown?.ref ?? null,
        silent,
      },
      {
        content: () => ({ servers, summary: storm.summary, alerts: storm.alerts.list() }),
        lasting: () => storm.state === 'raging',
      },
    );
    if (ref === null) return this.#later(storm);
    storm.renewing = false;
    storm.rang ||= !silent;
    storm.shown = { summary, ref: ref.ref };
    for (const [server, last] of upTo) if (last !== null) await this.#options.owed.told(server, teller, last);
    if (this.#ended) return;
    if (storm.summary !== summary) return this.#soon(storm);
    storm.cancel = this.#options.clock.after(calmMs, () => void this.#track(this.#calm(storm)));
  }

  async #calm(storm: Storm): Promise<void> {
    storm.state = 'calm';
    if (storm.alerts.cleared > 0) await this.#over(storm);
    else this.#leave(storm);
  }

  /** An alert has closed: a summary that told it says so when its storm is over. */
  #closed(server: string, key: string): void {
    for (const storm of this.#storms) {
      if (storm.alerts.closed(server, key) && storm.state === 'calm') this.#soon(storm);
    }
  }

  /** Says quietly, in the place of the summary, how many have cleared; where that is gone, when all have. */
  async #over(storm: Storm): Promise<void> {
    storm.renewing = false;
    const open = storm.alerts.open();
    const ref = storm.shown?.ref ?? null;
    const stands = ref !== null && this.#options.toaster.isUp(ref);
    const held = this.#options.silence.holds({ severity: 'ok', connectionLost: false });
    if (held && stands && storm.alerts.isOver) await this.#options.toaster.takeDown(ref);
    if (!held && (stands || storm.alerts.isOver)) {
      const { cleared } = storm.alerts;
      const shown = await showSummary(this.#options.toaster, {
        ...stormOverToast({ serverNames: [...storm.servers.values()], cleared, open }),
        urgency: 'quiet',
        severity: 'ok',
        replaces: stands ? ref : null,
        silent: true,
      });
      if (shown !== null && storm.shown !== null) storm.shown = { ...storm.shown, ref: shown.ref };
      if (cleared < storm.alerts.cleared && !this.#ended) return this.#soon(storm);
    }
    this.#leave(storm);
  }

  /** What is over is forgotten. */
  #leave(storm: Storm): void {
    const calm = this.#storms.filter(({ state }) => state === 'calm');
    const oldest = calm.length > followedStorms ? calm[0] : undefined;
    this.#storms = this.#storms.filter((each) => each !== oldest && (each !== storm || !storm.alerts.isOver));
  }
}
