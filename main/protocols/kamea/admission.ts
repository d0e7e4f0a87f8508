import { namedIn } from './wire.ts';

/** Devices to ask for at once, and how long to wait until silence means yes. */
export interface Step {
  readonly deviceIds: readonly string[];
  readonly settleMs: number;
}

/** What a line has asked for when a denial comes. */
export interface Asked {
  /** Every device that this line ever asked for. */
  readonly all: readonly string[];
  /** Those of which it is not yet known whether they may be read. */
  readonly open: readonly string[];
}

/** A server answers a subscription only where it refuses: after this much silence it has granted it. */
export const settleMs = 2_000;
/** The same for the device that a denial seems to mean: a slow server must not let another one take the blame. */
const suspectSettleMs = 5_000;
/** A server that was found to be slower than that is given up to this many times as long. */
const mostPatience = 8;

/**
 * Which devices of a server may be read, remembered from line to line. A denial need not say whom it means, and ends
 * the socket for all (docs.kamea.witekio.com, WebSocket server): then the devices are asked for one after the other,
 * and the last one asked for when the next denial comes is asked for once more, alone. Ids are those of the settings.
 */
export class Admission {
  /** Refused, with the words of the server. */
  readonly #denied = new Map<string, string>();
  /** Refused before, and to be asked for once more, each by itself. */
  readonly #again = new Set<string>();
  /** Alerts of these devices may be open. */
  readonly #told = new Set<string>();
  /** Granted on this or an earlier line. */
  readonly #granted = new Set<string>();
  #searching = false;
  #suspect: string | null = null;
  #patience = 1;

  /** What to ask for, step by step. Where every device is denied, all are asked for anew. */
  plan(deviceIds: readonly string[]): readonly Step[] {
    if (deviceIds.every((id) => this.#denied.has(id))) this.#forget();
    const wanted = deviceIds.filter((id) => !this.#denied.has(id));
    const suspect = wanted.filter((id) => id === this.#suspect);
    const alone = wanted.filter((id) => id !== this.#suspect && (this.#again.has(id) || !this.#isGiven(id)));
    const together = wanted.filter((id) => id !== this.#suspect && !alone.includes(id));
    return [
      ...suspect.map((id) => ({ deviceIds: [id], settleMs: suspectSettleMs * this.#patience })),
      ...(together.length === 0 ? [] : [{ deviceIds: together, settleMs: settleMs * this.#patience }]),
      ...alone.map((id) => ({ deviceIds: [id], settleMs: settleMs * this.#patience })),
    ];
  }

  /** A device is granted: it gave a value, or nothing was said against it in time. */
  grant(id: string): void {
    this.#granted.add(id);
    this.#again.delete(id);
    this.#denied.delete(id);
    if (this.#suspect !== id) return;
    // It took the blame for one before it.
    this.#suspect = null;
    this.#waitLonger();
  }

  /** All that was planned has been granted. */
  found(): void {
    this.#searching = false;
  }

  /**
   * A denial: the device that it means for certain, because it names it or because no other was asked for on this line;
   * null: the next line finds it out.
   */
  deny(asked: Asked, message: unknown, text: string): string | null {
    const meant = onlyOf(namedIn(message, asked.all)) ?? onlyOf(asked.all);
    if (meant !== null) {
      this.#denied.set(meant, text);
      this.#told.add(meant);
      this.#granted.delete(meant);
      this.#again.delete(meant);
      this.#suspect = null;
      this.#searching = false;
      return meant;
    }
    if (asked.open.length === 0 && this.#searching) this.#waitLonger();
    const doubtful = asked.open.length === 0 ? asked.all : asked.open;
    const fresh = doubtful.filter((id) => !this.#granted.has(id));
    if (fresh.length === 0) for (const id of doubtful) this.#granted.delete(id);
    this.#suspect = asked.open.length === 1 ? (asked.open[0] ?? null) : null;
    this.#searching = true;
    return null;
  }

  /** Devices that are denied, with the words of the server. */
  denied(): ReadonlyMap<string, string> {
    return this.#denied;
  }

  /** Devices whose alert may be open. */
  told(): readonly string[] {
    return [...this.#told];
  }

  /** A value came: whether the alert of its device may be open, which now closes. */
  settleAlert(id: string): boolean {
    return this.#told.delete(id);
  }

  /** The line is made anew by a person or after a sleep: what was denied may have been granted meanwhile. */
  askAgain(): void {
    for (const id of this.#denied.keys()) this.#again.add(id);
    this.#denied.clear();
  }

  #waitLonger(): void {
    this.#patience = Math.min(mostPatience, this.#patience * 2);
  }

  #isGiven(id: string): boolean {
    return !this.#searching || this.#granted.has(id);
  }

  #forget(): void {
    this.#denied.clear();
    this.#granted.clear();
    this.#searching = false;
    this.#suspect = null;
  }
}

function onlyOf(ids: readonly string[]): string | null {
  const [only, ...others] = ids;
  return only === undefined || others.length > 0 ? null : only;
}
