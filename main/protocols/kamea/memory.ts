import { isLately } from '../../clock.ts';
import { Admission } from './admission.ts';
import type { ListedDevice } from './rest.ts';
import { type DeviceSettings, type KameaSettings, lower } from './schema.ts';

/** What is remembered of a server from one line to the next. */
export interface Memory {
  readonly admission: Admission;
  /** Devices by their id in small letters, as the Management API lists them. */
  readonly listed: Map<string, ListedDevice>;
  /** When they were last read, epoch ms; null: never. */
  listedAt: number | null;
  /** The server reported an error of its own, and no value has come since. */
  failing: boolean;
  /** All devices were refused with a token that was then renewed. */
  renewed: boolean;
}

const keptDevices = 20_000;
/** The list of devices is read at most this often, except for a proof. */
const freshMs = 600_000;

/** What is known of a server before its first line: nothing. */
export function newMemory(): Memory {
  return { admission: new Admission(), listed: new Map(), listedAt: null, failing: false, renewed: false };
}

/** A device with all that is known of it. */
export interface Device {
  readonly deviceId: string;
  readonly tenantId: string | null;
  readonly name: string | null;
}

/** The devices of a server: what the settings leave out comes from the Management API. */
export function devicesOf({ devices }: KameaSettings, { listed }: Memory): readonly Device[] {
  return devices.map(({ deviceId, tenantId, name }: DeviceSettings) => {
    const known = listed.get(lower(deviceId));
    return { deviceId, tenantId: tenantId ?? known?.tenantId ?? null, name: name ?? known?.name ?? null };
  });
}

/** Keeps the devices that the Management API listed. */
export function keepListed(memory: Memory, devices: readonly ListedDevice[], now: number): void {
  memory.listedAt = now;
  // Each list is bounded; what is in none of the last ones any more goes.
  if (memory.listed.size + devices.length > keptDevices) memory.listed.clear();
  for (const device of devices) memory.listed.set(lower(device.deviceId), device);
}

/** Whether the list was read lately. */
export function isFresh({ listedAt }: Memory, now: number): boolean {
  return listedAt !== null && isLately(listedAt, freshMs, now);
}
