import type { Event, ServerSettings } from '../preload/contract/api.ts';
import { mayOpen } from '../preload/contract/links.ts';
import type { Clock } from './clock.ts';
import { openNet } from './connections/net.ts';
import type { TargetOf } from './diagnosis/diagnosis.ts';
import type { Redaction } from './diagnosis/redaction.ts';
import type { SettingsStore } from './settings/store.ts';
import type { SignIns } from './sign-in/sign-ins.ts';
import { fetchPicture } from './windows/picture.ts';

interface KnownServersOptions {
  readonly settings: Pick<SettingsStore, 'current' | 'resolve' | 'secretsOf'>;
  readonly signIns: Pick<SignIns, 'access' | 'accessOnce'>;
  readonly redaction: Redaction;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The servers of the settings by id, and what one is opened with. The redaction knows each secret before it is used. */
export class KnownServers {
  readonly #options: KnownServersOptions;

  constructor(options: KnownServersOptions) {
    this.#options = options;
  }

  /** What a server is called; its id where it was removed. */
  nameOf(id: string): string {
    return this.#of(id)?.name ?? id;
  }

  /** The same; null where it was removed. */
  knownName(id: string): string | null {
    return this.#of(id)?.name ?? null;
  }

  isMuted(id: string): boolean {
    return this.#of(id)?.muted === true;
  }

  isWatched(id: string): boolean {
    return this.#of(id)?.enabled === true;
  }

  /** Whether an event's link may go to the browser. */
  mayOpen({ server, url }: Pick<Event, 'server' | 'url'>): boolean {
    const own = this.#of(server);
    return url !== null && mayOpen(url, own === undefined ? [] : [own]);
  }

  /** A server with its secrets, or why they cannot be had. */
  async resolved(server: ServerSettings): ReturnType<SettingsStore['resolve']> {
    const { settings, redaction } = this.#options;
    const found = await settings.resolve(server);
    if ('server' in found) redaction.know(settings.secretsOf(found.server));
    return found;
  }

  /** What a running connection to a server signs in with. */
  access(server: ServerSettings): ReturnType<SignIns['access']> {
    return this.#known(this.#options.signIns.access(server));
  }

  /** What a test of a server, as it stands in a form, is opened with. */
  readonly target: TargetOf = async (server) => {
    const { settings, signIns, redaction, clock, random } = this.#options;
    redaction.know(settings.secretsOf(server));
    const access = await this.#known(signIns.accessOnce(server));
    if (access !== null && 'cause' in access) return access;
    return { server, since: null, net: openNet(server), clock, random, access, askAfterMs: 0 };
  };

  /** The picture that an event's link leads to, or why it cannot be had. */
  async picture({ server: id, url }: Event): ReturnType<typeof fetchPicture> {
    const server = this.#of(id);
    if (server === undefined || url === null) {
      return { why: { code: 'unreadable', params: { host: this.nameOf(id), text: 'no address leads to a picture' } } };
    }
    const found = await this.resolved(server);
    return 'cause' in found ? { why: found.cause } : fetchPicture(found.server, url, openNet(found.server));
  }

  #of(id: string): ServerSettings | undefined {
    return this.#options.settings.current().servers.find((each) => each.id === id);
  }

  /** Access tokens are secrets too. */
  async #known<T extends Awaited<ReturnType<SignIns['access']>>>(asked: Promise<T>): Promise<T> {
    const access = await asked;
    if (access !== null && 'token' in access) this.#options.redaction.know([access.token]);
    return access;
  }
}
