import type { EventRow, SignIn } from '../preload/contract/api.ts';
import type { History } from './history/history.ts';
import type { Host } from './host.ts';
import type { KnownServers } from './known-servers.ts';
import type { SettingsStore } from './settings/store.ts';

interface ToastClicksOptions {
  readonly history: Pick<History, 'rows'>;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly servers: Pick<KnownServers, 'mayOpen'>;
  readonly host: Pick<Host, 'openAddress' | 'openWindow'>;
  /** Begins the sign-in to a server in the browser; null: it cannot be. */
  readonly signIn: (server: string) => Promise<SignIn | null>;
}

/** What a click on a toast opens. */
export class ToastClicks {
  readonly #options: ToastClicksOptions;

  constructor(options: ToastClicksOptions) {
    this.#options = options;
  }

  /** The window at the event, or the server's own page of it where that is wanted. */
  async open(event: number | null): Promise<void> {
    const { settings, servers, host } = this.#options;
    if (event !== null && settings.current().toasts.click === 'server') {
      const row = await this.#row(event);
      const page = row?.url ?? null;
      if (row !== undefined && page !== null && servers.mayOpen(row) && (await host.openAddress(page))) return;
    }
    host.openWindow(event === null ? null : { event });
  }

  /** The provider's page; where no browser can be opened, or the server wants no provider, the window shows it. */
  async signIn(event: number): Promise<void> {
    const { host, signIn } = this.#options;
    const row = await this.#row(event);
    if (row === undefined) return;
    const begun = await signIn(row.server);
    const opened = begun?.name === 'waiting' && begun.how === 'browser' && begun.opened;
    if (!opened) host.openWindow({ server: row.server });
  }

  async #row(event: number): Promise<EventRow | undefined> {
    const [row] = await this.#options.history.rows([event]);
    return row;
  }
}
