import type { Notice, SecretPlace } from '../preload/contract/api.ts';
import type { Clock } from './clock.ts';
import type { Notices } from './notices.ts';
import type { SecretStore } from './settings/store.ts';

/** Somebody who unlocks a keyring waits for it; one that is not there comes with the next sign-in to the desktop. */
const awaitedMs = 10_000;
const otherwiseMs = 300_000;

export interface SecretKeepingOptions {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly notices: Pick<Notices, 'say' | 'clear' | 'has'>;
  readonly wanted: () => SecretPlace;
  /** The keyring can be read that could not before: whoever waits for it goes on. */
  readonly opened: () => void;
  readonly failed: (line: string) => void;
}

/** Keeps secrets where they are wanted, and says where they cannot be. Nothing waits for it. */
export class SecretKeeping {
  readonly #options: SecretKeepingOptions;
  #cancel = () => {};
  #running: Promise<void> | null = null;
  #again = false;
  #wanted: SecretPlace | null = null;
  #closed = false;

  constructor(options: SecretKeepingOptions) {
    this.#options = options;
  }

  /** The settings may be others, or a secret was entered. */
  check(): void {
    const wanted = this.#options.wanted();
    if (wanted !== this.#wanted) this.#settle();
    else this.#tell();
    this.#wanted = wanted;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  #settle(): void {
    if (this.#closed) return;
    this.#cancel();
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    const { secrets, opened, failed } = this.#options;
    const before = secrets.keeping();
    this.#running = secrets
      .settle()
      .catch((error) => failed(`Secrets could not be brought to their place, they stay where they are: ${error}`))
      .then(() => {
        this.#running = null;
        if (this.#closed) return;
        if (before.hindered !== null && secrets.keeping().hindered === null) opened();
        this.#tell();
        if (this.#again) {
          this.#again = false;
          this.#settle();
        }
      });
  }

  #tell(): void {
    const { secrets, clock, notices } = this.#options;
    const { held, hindered, sealed } = secrets.keeping();
    const notice = noticeOf(this.#options.wanted(), { held, hindered, sealed });
    for (const code of ['secrets-held', 'keyring-shut'] as const) {
      if (notice?.code === code) notices.say(code, notice.params);
      else if (notices.has(code)) notices.clear(code);
    }
    this.#cancel();
    if (hindered === null || this.#closed) return;
    const waits = sealed > 0 || (this.#options.wanted() === 'auto' && held > 0);
    this.#cancel = clock.after(waits ? awaitedMs : otherwiseMs, () => this.#settle());
  }
}

interface Found {
  readonly held: number;
  readonly sealed: number;
  readonly hindered: 'absent' | 'locked' | 'silent' | null;
}

/** What the user must know: that something will be gone, or cannot be read. Who has chosen memory is told nothing. */
export function noticeOf(wanted: SecretPlace, { held, sealed, hindered }: Found): Notice | null {
  const waiting = sealed > 0 || (hindered !== 'absent' && wanted === 'auto' && held > 0);
  if (hindered !== null && waiting) {
    return { code: 'keyring-shut', params: { state: hindered } };
  }
  return wanted === 'auto' && held > 0 ? { code: 'secrets-held', params: { count: held } } : null;
}
