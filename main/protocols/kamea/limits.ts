import type { Cause, Limit } from '../../../preload/contract/api.ts';
import { type Lacks, limitsOf as lackedOf } from '../lacks.ts';
import { devicesOf, type Memory } from './memory.ts';
import type { KameaSettings } from './schema.ts';

/** What a line lacks: each device that may not be read, and what else is named in `lacks`; null there lacks nothing. */
export function limitsOf(server: KameaSettings, memory: Memory, lacks: Lacks): readonly Limit[] {
  const denied = [...memory.admission.denied()].map(([id, text]): Limit => {
    const why = deniedCause(server, memory, id, text);
    return { subscription: String(why.params.subscription), why };
  });
  return [...denied, ...lackedOf(lacks)];
}

/** Why a device may not be read, in the server's words; `deviceId` null: one of them, it is not known which. */
export function deniedCause(server: KameaSettings, memory: Memory, deviceId: string | null, text: string): Cause {
  const device = devicesOf(server, memory).find((each) => each.deviceId === deviceId);
  const one = device?.name ?? `device ${deviceId}`;
  const subscription = deviceId === null ? `one of ${server.devices.length} devices` : one;
  return { code: 'denied', params: { server: server.name, subscription, text } };
}
