import type { UpgradeOff, UpgradePreferences, UpgradeState } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { Upgrading } from './upgrader.ts';

interface UpgradesOptions {
  readonly upgrading: Upgrading;
  readonly preferences: () => UpgradePreferences;
  readonly clock: Clock;
  readonly random: () => number;
  /** How it stands has changed. */
  readonly changed: (state: UpgradeState) => void;
  readonly warn: (line: string) => void;
}

/** A start is busy enough, and desks that start together ask apart. */
const firstMs = { least: 2 * 60_000, most: 10 * 60_000 };
const nextMs = { least: 5 * 3_600_000, most: 7 * 3_600_000 };
const versionLength = 40;
const textLength = 300;

/** Looks for new versions of Tocsin, fetches them in the background, and installs nothing by itself. `follow` begins it. */
export class Upgrades {
  readonly #options: UpgradesOptions;
  #state: UpgradeState;
  /** The source of what is looked for, fetched or ready. */
  #source: string | null = null;
  #cancel: () => void = () => undefined;
  /** Counts what was begun, so that the answer of what was given up is not taken. */
  #round = 0;
  #closed = false;

  constructor(options: UpgradesOptions) {
    this.#options = options;
    this.#state = { name: 'current', lookedAt: null };
  }

  state(): UpgradeState {
    return this.#state;
  }

  /** Goes by the settings as they are now: begins anew where it was switched, or its source is another one. */
  follow(): void {
    const { upgrading, preferences } = this.#options;
    const found = sourceOrOff(upgrading, preferences());
    const source = 'off' in found ? null : found.source;
    const same = 'off' in found ? this.#state.name === 'off' && this.#state.why === found.off : source === this.#source;
    if (same) return;
    this.#round += 1;
    this.#cancel();
    this.#source = source;
    // What came from elsewhere, or is not wanted any more, must not be installed at the end.
    if (!('off' in upgrading)) upgrading.allow(false);
    this.#become('off' in found ? { name: 'off', why: found.off } : { name: 'current', lookedAt: null });
    if (source !== null) this.#lookIn(firstMs);
  }

  /** Looks now; resolves when it is known whether there is one, and that is fetched. Never rejects. */
  async look(): Promise<void> {
    const { upgrading, clock, warn } = this.#options;
    const before = this.#state;
    if ('off' in upgrading || this.#source === null || this.#closed) return;
    if (before.name !== 'current' && before.name !== 'failed') return;
    this.#cancel();
    const round = ++this.#round;
    const gone = () => this.#closed || round !== this.#round;
    this.#become({ name: 'looking', lookedAt: before.name === 'current' ? before.lookedAt : null });
    try {
      const offered = await upgrading.look(this.#source);
      if (gone()) return;
      if (offered === null) {
        this.#become({ name: 'current', lookedAt: clock.now() });
        return this.#lookIn(nextMs);
      }
      const version = offered.version.slice(0, versionLength);
      this.#become({ name: 'fetching', version });
      await offered.fetch();
      if (gone()) return;
      upgrading.allow(true);
      this.#become({ name: 'ready', version });
    } catch (error) {
      if (gone()) return;
      const text = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
      warn(`A new version could not be looked for or fetched: ${text.slice(0, textLength)}`);
      this.#become({ name: 'failed', at: clock.now(), text: text.slice(0, textLength) });
      this.#lookIn(nextMs);
    }
  }

  /** Installs what is ready and starts Tocsin again; false: nothing is ready. */
  restart(): boolean {
    const { upgrading } = this.#options;
    if ('off' in upgrading || this.#state.name !== 'ready') return false;
    upgrading.restart();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #lookIn({ least, most }: typeof firstMs): void {
    const { clock, random } = this.#options;
    this.#cancel = clock.after(least + random() * (most - least), () => void this.look());
  }

  #become(state: UpgradeState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}

/** Where new versions are looked for, or why they are not. */
export function sourceOrOff(
  upgrading: Upgrading,
  { enabled, source }: UpgradePreferences,
): { readonly source: string } | { readonly off: UpgradeOff } {
  if ('off' in upgrading) return upgrading;
  if (!enabled) return { off: 'switched-off' };
  const wanted = source ?? upgrading.source;
  return wanted === null ? { off: 'no-source' } : { source: wanted };
}
