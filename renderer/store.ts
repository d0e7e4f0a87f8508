import { computed, effect, type Signal, signal } from '@preact/signals';
import type {
  Answer,
  CommandInput,
  CommandName,
  CommandResult,
  ExportInput,
  HistoryFilter,
  Snapshot,
  TestStep,
  Update,
  Updates,
} from '../preload/contract/api.ts';
import { badgeText, frame, sentence } from '../preload/contract/texts/index.ts';
import { AskedOnce } from './asked-once.ts';
import type { Line } from './bridge.ts';
import { Drafts } from './drafts.ts';
import { nothingSelected, type Selection } from './history/selection.ts';
import { leisure } from './leisure.ts';
import { newsOfRows, newsOfServers } from './news.ts';
import { type Outages, outagesOf } from './outages.ts';
import { PageToasts } from './page-toasts.ts';
import { Patience } from './patience.ts';
import { hashOf, type Place, placeOf } from './place.ts';
import { arrived, changed, older, type Rows, resumed, started } from './rows.ts';

type Told = Omit<Snapshot, 'seq' | 'page' | 'count'>;

/** A line below the screens that goes by itself, with a way back. */
export interface Said {
  readonly text: string;
  readonly undo: (() => void) | null;
}

/** An export that is under way; `total` null: its events are still counted. */
export interface Exporting {
  readonly rows: number;
  readonly total: number | null;
  readonly cancel: () => void;
}

/** The screen says by itself how far these are, or shows nothing else before they are answered. */
const toldElsewhere: ReadonlySet<CommandName> = new Set([
  'window.start',
  'servers.test',
  'servers.offer',
  'rules.try',
  'settings.preview-import',
  'diagnosis.check',
  'diagnosis.bundle',
  'history.export',
]);
/** These change nothing. */
const reads: ReadonlySet<CommandName> = new Set([
  'window.start',
  'history.watch',
  'history.page',
  'history.event',
  'history.picture',
  'servers.test',
  'servers.offer',
  'rules.try',
  'rules.from',
  'settings.preview-import',
  'secrets.keeping',
  'start.state',
  'toasts.ways',
  'diagnosis.check',
  'diagnosis.bundle',
  'about',
]);
const saidMs = 10_000;
/** As long as main can bring a server back. */
const undoMs = 30_000;
/** How long a row is tinted that has just come. */
const freshMs = 600;

/** How long older rows, which nobody sees yet, wait for the page to have nothing to do. */
const idleAtMostMs = 100;

/** Everything that the window shows; it starts from one snapshot and is carried on by numbered updates. */
export class Store {
  readonly told: Signal<Told | null> = signal(null);
  readonly rows: Signal<Rows> = signal(started({ rows: [], next: null }, { count: 0, more: false }));
  readonly place: Signal<Place> = signal(placeOf(window.location.hash));
  readonly reachable = signal(true);
  readonly refused = signal(false);
  readonly steps: Signal<readonly TestStep[]> = signal([]);
  /** The newest first; all but the first have a way back. */
  readonly said: Signal<readonly Said[]> = signal([]);
  /** What was typed into forms and is not saved. */
  readonly drafts = new Drafts();
  /** The list is not at its top. */
  readonly scrolled = signal(false);
  /** The event that the keys have moved to. */
  readonly at: Signal<number | null> = signal(null);
  readonly selection: Signal<Selection> = signal(nothingSelected);
  readonly exporting: Signal<Exporting | null> = signal(null);
  /** Somebody reads, so that nothing may move. */
  readonly reading = computed(
    () =>
      this.scrolled.value ||
      this.at.value !== null ||
      this.place.value.event !== null ||
      this.selection.value.rows.size > 0,
  );
  /** The filter that the rows are of: another one than the place's while its own are still read. */
  readonly rowsOf = signal('');
  /** Rows above this id have just come. */
  readonly fresh = signal(Number.POSITIVE_INFINITY);
  /** Why servers are not online. */
  readonly outages: Signal<Outages> = signal(new Map());
  /** What a screen reader says next. */
  readonly news = signal('');
  /** The minute, so that ages go on. */
  readonly now = signal(Date.now());
  /** Grows whenever the counts of a digest may have changed. */
  readonly counted = signal(0);
  readonly patience = new Patience();
  readonly filter = computed(() => JSON.stringify(this.place.value.filter));
  readonly #line: Line;
  readonly #once = new AskedOnce();
  readonly #toasts = new PageToasts((id, did) => void this.#line.command('toasts.reply', { id, did }));
  #seq = 0;
  /** The number of the newest update, also of one that came too early. */
  #heard = 0;
  #starting = false;
  /** The older page that is being read: before which row, and of which filter. */
  #paging: string | null = null;
  /** The first page is being read, under a filter that may be another one by now. */
  #renewing = false;
  #renewAgain = false;

  constructor(line: Line) {
    this.#line = line;
    line.listen((update) => this.#take(update));
    line.refused(() => {
      this.refused.value = true;
    });
    line.reachable((reachable) => {
      this.reachable.value = reachable;
      // A new line counts anew.
      this.#heard = 0;
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
      this.selection.value = nothingSelected;
      void this.newest();
    });
    effect(() => {
      const unseen = this.told.value?.unseen ?? null;
      document.title = unseen !== null && unseen.count > 0 ? `(${badgeText(unseen)}) Tocsin` : 'Tocsin';
    });
  }

  /** Runs a command. Null when it failed, which is said on the page. */
  async command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N> | null> {
    const answer = await this.ask(name, input);
    return answer.ok ? answer.value : null;
  }

  /** Runs a command that answers nothing; whether it was carried out. */
  async run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<boolean> {
    return (await this.ask(name, input)).ok;
  }

  get host(): Snapshot['host'] {
    return this.told.value?.host ?? 'serve';
  }

  download(input: ExportInput, signal: AbortSignal): Promise<Response> {
    return this.#line.download(input, signal);
  }

  downloadSettings(withSecrets: boolean): Promise<Response> {
    return this.#line.downloadSettings(withSecrets);
  }

  /** Runs a command; a failure is said on the page. */
  async ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandResult<N>>> {
    const answer = await this.waitFor(name, input);
    if (!answer.ok) this.say(sentence(answer.error.text));
    return answer;
  }

  /** Runs a command that somebody waits for, which is said when it takes long; its failure is the caller's to show. */
  waitFor<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandResult<N>>> {
    const what = `${name} ${JSON.stringify(input)}`;
    const answer = this.#once.ask(what, !reads.has(name), () => this.#line.command(name, input));
    return toldElsewhere.has(name) ? answer : this.patience.over(answer);
  }

  /** Runs a command that nobody asked for; its failure is the caller's to show. */
  quietly<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<CommandResult<N>>> {
    return this.#line.command(name, input);
  }

  /** The address of another place, where nothing is open yet but what is asked for: a link. */
  addressOf(change: Partial<Place>): string {
    return hashOf({ ...this.place.value, event: null, server: null, section: null, ...change });
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

  /** Reads the first page again; while one is read, what is asked for meanwhile is read once after it. */
  async newest(): Promise<void> {
    this.#renewAgain = true;
    if (this.#renewing) return;
    this.#renewing = true;
    while (this.#renewAgain) {
      this.#renewAgain = false;
      const filter = this.place.value.filter;
      const ground = await this.command('history.watch', { filter });
      if (ground !== null && JSON.stringify(filter) === this.filter.value) {
        this.#begin(started(ground.page, ground.count));
      }
    }
    this.#renewing = false;
  }

  /** Reads the next older page of the rows that are held, unless others are being read in their place. */
  async more(): Promise<void> {
    const { next } = this.rows.value;
    const of = this.filter.value;
    const asked = `${next} ${of}`;
    if (next === null || this.#paging === asked || this.rowsOf.value !== of) return;
    this.#paging = asked;
    const page = await this.command('history.page', { filter: this.place.value.filter, before: next });
    await leisure(idleAtMostMs);
    // What was asked for of other rows since is on its way.
    if (this.#paging !== asked) return;
    this.#paging = null;
    // Rows of another filter may end with the same one.
    if (page !== null && this.rowsOf.value === of && this.rows.value.next === next) {
      this.rows.value = older(this.rows.value, page);
    }
  }

  /** Says something in place of what was said before; a way back stays beside what has none. */
  say(text: string, undo: (() => void) | null = null): void {
    const said = { text, undo };
    const stays = undo === null ? this.said.value.filter((each) => each.undo !== null) : [];
    this.said.value = [said, ...stays];
    window.setTimeout(() => this.unsay(said), undo === null ? saidMs : undoMs);
  }

  /** Takes a line away again, if it is still there. */
  unsay(said: Said): void {
    this.said.value = this.said.value.filter((each) => each !== said);
  }

  /** Has this page's browser show toasts, once its user has allowed it; a click has to come before. */
  async showToastsHere(): Promise<void> {
    if (await this.#toasts.ask()) {
      // A first one shows how they look, and that they come.
      if (await this.run('toasts.take', { may: true })) await this.run('diagnosis.toast', { severity: 'info' });
      return;
    }
    this.say(frame.browserRefuses);
  }

  async #start(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    const filter = this.place.value.filter;
    const snapshot = await this.command('window.start', { filter });
    this.#starting = false;
    if (snapshot === null) return;
    const { seq, page, count, ...told } = snapshot;
    this.#seq = seq;
    this.outages.value = outagesOf(this.outages.value, told.servers);
    this.told.value = told;
    this.counted.value += 1;
    if (JSON.stringify(filter) !== this.filter.value) void this.newest();
    else {
      const reading = this.reading.value && this.rowsOf.value === this.filter.value;
      this.#begin(resumed(this.rows.value, page, count, reading));
    }
    if (snapshot.host === 'serve' && this.#toasts.allowed()) void this.#line.command('toasts.take', { may: true });
    // What came before the snapshot was known here is not in it.
    if (this.#heard > seq) void this.#start();
  }

  /** Rows of the place's filter. */
  #begin(rows: Rows): void {
    this.rows.value = rows;
    this.rowsOf.value = this.filter.value;
  }

  #take(update: Update): void {
    const told = this.told.value;
    this.#heard = update.seq;
    // Main waits for it, and it is no part of the picture that a new start would bring.
    if (update.name === 'toast') this.#toasts.show(update.payload);
    if (update.name === 'toast-gone') this.#toasts.takeBack(update.payload.id);
    if (told === null || this.#starting || update.seq <= this.#seq) return;
    // A missing number is a missing truth: begin anew.
    if (update.seq !== this.#seq + 1) return void this.#start();
    this.#seq = update.seq;
    switch (update.name) {
      case 'rows':
        return this.#arrive(update.payload);
      case 'changed':
        this.rows.value = changed(this.rows.value, update.payload.rows);
        return;
      case 'test':
        this.steps.value = [...this.steps.value, update.payload];
        return;
      case 'export':
        if (this.exporting.value !== null) this.exporting.value = { ...this.exporting.value, ...update.payload };
        return;
      case 'open':
        this.go(
          'event' in update.payload
            ? { screen: 'history', event: update.payload.event }
            : { screen: 'servers', event: null, server: update.payload.server },
        );
        return;
      case 'settings':
        this.told.value = { ...told, ...update.payload };
        return;
      case 'servers':
        this.#tellNews(newsOfServers(told.servers, update.payload));
        this.outages.value = outagesOf(this.outages.value, update.payload);
        this.told.value = { ...told, servers: update.payload };
        return;
      case 'alerts':
        this.told.value = { ...told, alerts: update.payload };
        return;
      case 'silenced':
        this.told.value = { ...told, silenced: update.payload };
        return;
      case 'tray':
        this.told.value = { ...told, tray: update.payload };
        return;
      case 'toast':
      case 'toast-gone':
        return;
      case 'unseen':
        this.told.value = { ...told, unseen: update.payload };
        return;
      case 'counted':
        this.counted.value += 1;
        return;
      case 'notices':
        this.told.value = { ...told, notices: update.payload };
        break;
      case 'upgrade':
        this.told.value = { ...told, upgrade: update.payload };
        return;
    }
  }

  #arrive(payload: Updates['rows']): void {
    this.#tellNews(newsOfRows(payload));
    const held = this.rows.value;
    const next = arrived(held, payload, this.reading.value);
    if (next === null) return void this.newest();
    this.rows.value = next;
    const top = held.rows[0]?.id ?? 0;
    this.fresh.value = top;
    window.setTimeout(() => {
      if (this.fresh.value === top) this.fresh.value = Number.POSITIVE_INFINITY;
    }, freshMs);
  }

  #tellNews(news: string): void {
    if (news !== '') this.news.value = news;
  }
}
