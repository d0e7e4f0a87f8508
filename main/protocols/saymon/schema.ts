import { z } from 'zod';
import type { ServerSettings, Severity } from '../../../preload/contract/api.ts';
import { severities } from '../../../preload/contract/api.ts';
import { secret } from '../../../preload/contract/schemas.ts';
import { type OidcAuth, oidcAuth } from '../open-id.ts';

const address = z.url({ protocol: /^https?$/ });
const name = z.string().min(1).max(200);
const flag = z.boolean().optional();

/** What a server of this kind has in the settings, beside what every server has. */
export const schema = z.object({
  apiUrl: address.optional(),
  webUrl: address.optional(),
  auth: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('session'), sessionId: secret() }),
    z.strictObject({ type: z.literal('password'), login: name, password: secret() }),
    z.strictObject({ type: z.literal('token'), token: secret() }),
    oidcAuth,
  ]),
  subscriptions: z
    .strictObject({
      incidents: flag,
      'incident-count': flag,
      'snmp-trap': flag,
      'client-notification': flag,
      'job-added': flag,
      'job-result-received': flag,
      'state-change': flag,
      mqtt: flag,
      'model-changed': flag,
      'custom-style-change': flag,
      'bulk-finished': flag,
      stat: z
        .array(z.string().regex(/^[12]:[^\s:]{1,100}$/, 'An entity is "1:<id>" for an object, "2:<id>" for a link'))
        .optional(),
      custom: z.array(name).max(100).optional(),
    })
    .optional(),
  incidentFilter: z
    .strictObject({ filter: z.array(z.unknown()).optional(), parentFilter: z.string().optional() })
    .optional(),
  severities: z
    .record(
      z.string().regex(/^(?:level|state|event):.{1,100}$/, 'A word is "level:<id>", "state:<id>" or "event:<number>"'),
      z.enum(severities),
    )
    .optional(),
});

export type Auth =
  | { readonly type: 'session'; readonly sessionId: string }
  | { readonly type: 'password'; readonly login: string; readonly password: string }
  | { readonly type: 'token'; readonly token: string }
  | OidcAuth;

/** The settings of one server, secrets resolved. */
export interface SaymonSettings extends ServerSettings {
  /** Where REST is; without it nothing is verified, caught up or named. */
  readonly apiUrl?: string;
  readonly webUrl?: string;
  readonly auth: Auth;
  readonly subscriptions?: Readonly<Record<string, boolean | readonly string[] | undefined>>;
  readonly incidentFilter?: { readonly filter?: readonly unknown[]; readonly parentFilter?: string };
  readonly severities?: Readonly<Record<string, Severity>>;
  /** Path of Socket.IO, `/socket.io/` unless given. */
  readonly path?: string;
}
