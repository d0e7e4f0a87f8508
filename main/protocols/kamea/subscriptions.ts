import type { Cause } from '../../../preload/contract/api.ts';
import { hostOf } from '../causes.ts';
import type { Target } from '../protocol.ts';
import type { Wire } from '../socket-io-4.ts';
import type { Timers } from '../timers.ts';
import { settleMs } from './admission.ts';
import { Asker } from './asker.ts';
import type { Device, Memory } from './memory.ts';
import type { KameaSettings } from './schema.ts';
import { telemetries } from './topics.ts';
import { saidText } from './wire.ts';

/** What the subscriptions of a line tell it. */
export interface Progress {
  /** The line is up: everything was asked for and nothing said against it, or a value came. May be told again. */
  up(): void;
  /** Every subscription is granted. */
  granted(): void;
  /** What the server's own error leaves open; null: nothing any more. */
  failing(why: Cause | null): void;
}

/** A denial follows its subscription at once: after this much silence the line is up. */
const upAfterMs = 500;
/** While devices are asked for one by one, it is up after this at the latest. */
const upLatestMs = 10_000;
/** A subscription that met an error of the server is sent again after this, doubling to the longest. */
const againMs = 30_000;
const againLongestMs = 300_000;

/** The devices that one line is subscribed to. */
export class Subscriptions {
  readonly #target: Target<KameaSettings>;
  readonly #devices: readonly Device[];
  readonly #memory: Memory;
  readonly #timers: Timers;
  readonly #progress: Progress;
  readonly #asker: Asker;
  /** Devices that gave a value since they were last asked for. */
  readonly #heard = new Set<string>();
  #delayMs = againMs;
  #waiting = false;
  #turn = 0;

  constructor(
    target: Target<KameaSettings>,
    devices: readonly Device[],
    memory: Memory,
    timers: Timers,
    wire: Wire,
    progress: Progress,
  ) {
    this.#target = target;
    this.#devices = devices;
    this.#memory = memory;
    this.#timers = timers;
    this.#progress = progress;
    const { events = [telemetries] } = target.server;
    const ask = (id: string) => {
      const { deviceId, tenantId } = devices.find((device) => device.deviceId === id) ?? { deviceId: id };
      for (const event of new Set(events)) wire.emit(event, { deviceId, tenantId });
    };
    this.#asker = new Asker(timers, ask, (id) => memory.admission.grant(id));
  }

  /** Subscribes to what may be read, as far as it is known. Resolves when all is granted; never when the line ends. */
  async begin(): Promise<void> {
    const { admission } = this.#memory;
    const steps = admission.plan(this.#devices.map(({ deviceId }) => deviceId));
    this.#timers.after(upLatestMs, () => this.#progress.up());
    await this.#asker.run(steps, () => this.#timers.after(upAfterMs, () => this.#progress.up()));
    admission.found();
    this.#progress.granted();
  }

  /** Values came of these devices. */
  heard(deviceIds: readonly string[]): void {
    for (const id of deviceIds) {
      this.#heard.add(id);
      this.#asker.heard(id);
    }
    this.#progress.up();
  }

  /** A denial: the device that it means; null where that is not certain yet. */
  denied(message: unknown): string | null {
    return this.#memory.admission.deny(this.#asker.asked(), message, saidText(message));
  }

  /** The devices that may be read, as far as it is known. */
  granted(): readonly string[] {
    const denied = this.#memory.admission.denied();
    return this.#devices.map(({ deviceId }) => deviceId).filter((id) => !denied.has(id));
  }

  /** The server could not do what it was asked for: what has given no value is asked for again, ever slower. */
  failed(text: string): void {
    const { server, random } = this.#target;
    this.#progress.failing({ code: 'server-error', params: { host: hostOf(server.url), text } });
    if (this.#waiting) return;
    this.#waiting = true;
    this.#timers.after(this.#delayMs * (0.5 + random() / 2), () => void this.#again());
    this.#delayMs = Math.min(againLongestMs, this.#delayMs * 2);
  }

  /** Sends one subscription once more, each time another. Resolves when nothing was said against it in time. */
  async probe(): Promise<void> {
    const granted = this.granted();
    const id = granted[this.#turn++ % Math.max(1, granted.length)];
    if (id !== undefined) await this.#asker.run([{ deviceIds: [id], settleMs }]);
  }

  async #again(): Promise<void> {
    this.#waiting = false;
    const quiet = this.granted().filter((id) => !this.#heard.has(id));
    if (quiet.length > 0) await this.#asker.run([{ deviceIds: quiet, settleMs }]);
    // Another error meanwhile: the next try is under way.
    if (this.#waiting) return;
    this.#delayMs = againMs;
    this.#progress.failing(null);
  }
}
