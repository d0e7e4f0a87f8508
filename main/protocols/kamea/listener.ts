import type { Link } from '../protocol.ts';
import type { Memory } from './memory.ts';
import { type DeviceSettings, type KameaSettings, lower } from './schema.ts';
import {
  admittedEvent,
  type Context,
  deniedEvent,
  errorEvent,
  recoveredEvent,
  translate,
  unclearDenial,
} from './translate.ts';
import { saidText } from './wire.ts';

/** Makes events of what the wire says, and closes the alerts that a value ends. */
export class Listener {
  /** When a value last came, epoch ms; null: none on this line. */
  heardAt: number | null = null;
  readonly #link: Link;
  readonly #memory: Memory;
  /** Devices of the settings, by their ids in small letters. */
  readonly #devices: ReadonlyMap<string, DeviceSettings>;
  readonly #context: Context;

  constructor({ devices, events, webUrl }: KameaSettings, link: Link, memory: Memory) {
    this.#link = link;
    this.#memory = memory;
    this.#devices = new Map(devices.map((device) => [lower(device.deviceId), device]));
    this.#context = {
      known: (id) => this.#devices.has(lower(id)),
      only: devices.length === 1 ? (devices[0]?.deviceId ?? null) : null,
      nameOf: (id) => this.#devices.get(lower(id))?.name ?? memory.listed.get(lower(id))?.name ?? null,
      asked: events ?? [],
      webUrl: webUrl ?? null,
    };
  }

  /** One message with values, or any other. The devices, by their ids in the settings, that it gives values of. */
  hear(topic: string, message: unknown, now: number): readonly string[] {
    const events = translate(topic, message, this.#context);
    const values = events.filter(({ kind }) => kind === 'telemetry');
    const ids = new Set(values.flatMap(({ subject }) => this.#devices.get(lower(subject?.id ?? ''))?.deviceId ?? []));
    for (const event of events) this.#link.event(event);
    if (values.length === 0) return [];
    this.heardAt = now;
    for (const id of ids) {
      if (this.#memory.admission.settleAlert(id)) this.#link.event(admittedEvent(id, this.#context));
    }
    if (this.#memory.failing) {
      this.#memory.failing = false;
      this.#link.event(recoveredEvent());
    }
    return [...ids];
  }

  /** `access_denied` for a device, or for one that is yet to be found out. `others`: how many go on. */
  denied(deviceId: string | null, message: unknown, others: number): void {
    const event = deviceId === null ? unclearDenial(message) : deniedEvent(deviceId, message, others, this.#context);
    this.#link.event(event);
  }

  /** `internal_server_error`; the words of the server, or empty. */
  failed(message: unknown): string {
    this.#link.event(errorEvent(message, this.#memory.failing ? 'updated' : 'opened'));
    this.#memory.failing = true;
    return saidText(message);
  }
}
