import { z } from 'zod';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { secret } from '../../../preload/contract/schemas.ts';
import { type OAuth2Auth, type OidcAuth, oauth2Auth, oidcAuth } from '../open-id.ts';

const address = z.url({ protocol: /^https?$/ });
const word = z.string().trim().min(1).max(200);

const device = z.strictObject({ deviceId: word, tenantId: word.optional(), name: word.optional() });

/** What a server of this kind has in the settings, beside what every server has. */
export const schema = z.object({
  apiUrl: address.optional(),
  webUrl: address.optional(),
  auth: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('bearer'), token: secret() }),
    oidcAuth,
    oauth2Auth,
  ]),
  devices: z
    .array(device)
    .min(1, 'Name at least one device')
    .max(1_000)
    .refine((devices) => new Set(devices.map(({ deviceId }) => lower(deviceId))).size === devices.length, {
      message: 'Name each device once',
    }),
  events: z.array(word).min(1).max(20).optional(),
});

/** How a line gets its bearer token: it is given, or it comes of a sign-in that renews it. */
export type Auth = { readonly type: 'bearer'; readonly token: string } | OidcAuth | OAuth2Auth;

/** A device as the settings name it. */
export interface DeviceSettings {
  readonly deviceId: string;
  /** Read from the Management API unless given. */
  readonly tenantId?: string;
  /** Likewise; its id stands where there is none. */
  readonly name?: string;
}

/** The settings of one server, secrets resolved. */
export interface KameaSettings extends ServerSettings {
  /** Where the Management API is; without it no device is looked up, and no token is verified. */
  readonly apiUrl?: string;
  readonly webUrl?: string;
  readonly auth: Auth;
  readonly devices: readonly DeviceSettings[];
  /** What is subscribed to for each device, `telemetries` unless given. */
  readonly events?: readonly string[];
  /** Path of Socket.IO, `/socket.io/` unless given. */
  readonly path?: string;
}

/** The namespace: the path of the address, `/devices` unless given (docs.kamea.witekio.com, WebSocket server). */
export function namespaceOf(url: string): string {
  const path = new URL(url).pathname.replace(/\/+$/, '');
  return path === '' ? '/devices' : path;
}

/** What two ids of one device have in common: UUIDs come in small and in capital letters. */
export function lower(deviceId: string): string {
  return deviceId.toLowerCase();
}
