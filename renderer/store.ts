import { computed, effect, type Signal, signal } from '@preact/signals';
import type {
  CommandInput,
  CommandName,
  CommandResult,
  Failure,
  HistoryFilter,
  Snapshot,
  TestStep,
  Update,
} from '../preload/contract/api.ts';
import type { Line } from './bridge.ts';
import { hashOf, type Place, placeOf } from './place.ts';
import { arrived, changed, older, type Rows, started } from './rows.ts';

type Told = Omit<Snapshot, 'seq' | 'page' | 'count'>;

/** A line below the screens that goes by itself, with a way back. */
export interface Said {
  readonly text: string;
  readonly undo: (() => void) | null;
}

const saidMs = 10_000;

/** Everything that the window shows; it starts from one snapshot and is carried on by numbered updates. */
export class Store {
  readonly told: Signal<Told | null> = signal(null);
  readonly rows: Signal<Rows> = signal({ rows: [], next: null, count: { count: 0, more: false }, waiting: 0 });
  readonly place: Signal<Place> = signal(placeOf(window.location.hash));
  readonly reachable = signal(true);
  readonly refused = signal(false);
  readonly steps: Signal<readonly TestStep[]> = signal([]);
  readonly said: Signal<Said | null> = signal(null);
  /** The reader is not at the top of the list. */
  readonly reading = signal(false);
  /** The minute, so that ages go on. */
  readonly now = signal(Date.now());
  readonly filter = computed(() => JSON.stringify(this.place.value.filter));
  readonly #line: Line;
  #seq = 0;
  #starting = false;
  #paging = false;
  #saidUntil = 0;

  constructor(line: Line) {
    this.#line = line;
    line.listen((update) => this.#take(update));
    line.refused(() => {
      this.refused.value = true;
    });
    line.reachable((reachable) => {
      this.reachable.value = reachable;
      if (reachable) void this.#start();
    });
    window.addEventListener('hashchange', () => {
      this.place.value = placeOf(window.location.hash);
    });
    window.setInterval(() => {
      this.now.value = Date.now();
    }, 10_000);
    let known = this.filter.value;
    effect(() => {
      if (this.filter.value === known) return;
      known = this.filter.value;
      void this.newest();
    });
    effect(() => {
      const unseen = this.told.value?.unseen.count ?? 0;
      document.title = unseen > 0 ? `(${unseen}) Tocsin` : 'Tocsin';
    });
  }

  /** Runs a command. Null when it failed, which is said on the page. */
  async command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N> | null> {
    const answer = await this.#line.command(name, input);
    if (answer.ok) return answer.value;
    this.#fail(answer.error);
    return null;
  }

  /** Runs a command that answers nothing; whether it was carried out. */
  async run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<boolean> {
    const answer = await this.#line.command(name, input);
    if (!answer.ok) this.#fail(answer.error);
    return answer.ok;
  }

  go(change: Partial<Place>, keep: 'push' | 'replace' = 'push'): void {
    const hash = hashOf({ ...this.place.value, ...change });
    if (keep === 'push') window.history.pushState(null, '', hash);
    else window.history.replaceState(null, '', hash);
    this.place.value = placeOf(hash);
  }

  narrow(change: Partial<HistoryFilter>): void {
    const merged = Object.entries({ ...this.place.value.filter, ...change });
    const filter = Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as HistoryFilter;
    this.go({ filter, event: null }, 'replace');
  }

  /** Reads the first page again. */
  async newest(): Promise<void> {
    const filter = this.place.value.filter;
    const ground = await this.command('history.watch', { filter });
    if (ground === null || JSON.stringify(filter) !== this.filter.value) return;
    this.reading.value = false;
    this.rows.value = started(ground.page, ground.count);
  }

  async more(): Promise<void> {
    const { next } = this.rows.value;
    if (next === null || this.#paging) return;
    this.#paging = true;
    const filter = this.place.value.filter;
    const page = await this.command('history.page', { filter, before: next });
    this.#paging = false;
    if (page !== null && this.rows.value.next === next) this.rows.value = older(this.rows.value, page);
  }

  say(text: string, undo: (() => void) | null = null): void {
    this.said.value = { text, undo };
    this.#saidUntil = Date.now() + saidMs;
    window.setTimeout(() => {
      if (Date.now() >= this.#saidUntil) this.said.value = null;
    }, saidMs);
  }

  async #start(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    const snapshot = await this.command('window.start', { filter: this.place.value.filter });
    this.#starting = false;
    if (snapshot === null) return;
    const { seq, page, count, ...told } = snapshot;
    this.#seq = seq;
    this.told.value = told;
    this.rows.value = started(page, count);
  }

  #take(update: Update): void {
    const told = this.told.value;
    if (told === null || update.seq <= this.#seq) return;
    // A missing number is a missing truth: begin anew.
    if (update.seq !== this.#seq + 1) return void this.#start();
    this.#seq = update.seq;
    switch (update.name) {
      case 'rows': {
        const next = arrived(this.rows.value, update.payload, this.reading.value);
        if (next === null) void this.newest();
        else this.rows.value = next;
        return;
      }
      case 'changed':
        this.rows.value = changed(this.rows.value, update.payload.rows);
        return;
      case 'test':
        this.steps.value = [...this.steps.value, update.payload];
        return;
      case 'open':
        this.go({ screen: 'history', event: update.payload.event });
        return;
      case 'settings':
        this.told.value = { ...told, ...update.payload };
        return;
      case 'servers':
        this.told.value = { ...told, servers: update.payload };
        return;
      case 'alerts':
        this.told.value = { ...told, alerts: update.payload };
        return;
      case 'unseen':
        this.told.value = { ...told, unseen: update.payload };
        return;
      case 'notices':
        this.told.value = { ...told, notices: update.payload };
        return;
    }
  }

  #fail({ text }: Failure): void {
    this.say(text);
  }
}
