import { z } from 'zod';
import {
  type FieldFault,
  languageChoices,
  type Preferences,
  type ServerSettings,
  secretPlaces,
  severities,
  sounds,
  themes,
  toastClicks,
  weekdays,
} from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';
import type { Document } from './json.ts';
import { mapSecrets } from './secret-fields.ts';
import { carriesSignIn, signInPaths } from './sign-in.ts';

/** What the schema needs to know of a kind of server. */
export interface ServerKind {
  readonly schema: z.ZodObject;
}
export type ServerKinds = ReadonlyMap<string, ServerKind>;

export const settingsVersion = 1;

/** Why a document of another version is not taken. */
export function otherVersion(version: unknown): string {
  const said = typeof version === 'number' ? version : 'that is no number';
  return `it is of version ${said}, this Tocsin reads version ${settingsVersion}`;
}

const count = z.int().min(1).max(1_000_000_000);
const signInRemedy = 'An address must not carry a sign-in: take it out and enter it in its own field';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give hours and minutes: 22:00');

const quietHours = z.object({
  enabled: z.boolean().default(false),
  windows: z
    .array(
      z.object({
        days: z
          .array(z.enum(weekdays))
          .min(1, 'Choose a day')
          .optional()
          .describe('on which it begins; each one unless given'),
        from: timeOfDay,
        to: timeOfDay.describe('on the next day unless it is later than from'),
      }),
    )
    .max(50, 'These are more than 50 times: join some of them')
    .default([{ from: '22:00', to: '06:00' }]),
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone: give one such as Europe/Berlin')
    .optional()
    .describe("IANA name; the system's zone unless given"),
  passSeverity: z.enum(severities).nullable().default('critical').describe('this and worse pass; null: none does'),
  passConnectionLost: z
    .boolean()
    .default(true)
    .describe('a connection lost for connections.stillLostMinutes, or blocked, passes'),
});

/** A day: whoever does not want to hear of it for longer mutes the server, which stays visible. */
const noticeMinutes = z.int().min(1).max(1_440);
const soundsOfSeverities = z.object({
  ok: z.enum(sounds).default('desktop'),
  info: z.enum(sounds).default('desktop'),
  warning: z.enum(sounds).default('desktop'),
  error: z.enum(sounds).default('desktop'),
  critical: z.enum(sounds).default('alarm'),
});

const proxyRemedy = 'Give the address of a proxy, such as http://proxy.example:3128, and a sign-in in its own fields';

const proxyAddress = z
  .string(proxyRemedy)
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:/i.test(text) && !carriesSignIn(text), proxyRemedy);

/** What servers use that name no proxy of their own. A password that an export left out is entered again. */
const network = z.object({
  proxy: z
    .union(
      [
        z.enum(['system', 'none']),
        proxyAddress,
        z.object({
          url: proxyAddress,
          login: z.string(proxyRemedy).min(1, proxyRemedy),
          password: secret().optional(),
        }),
      ],
      { error: proxyRemedy },
    )
    .default('system')
    .describe('system: as http_proxy, https_proxy and no_proxy of the environment say; never for this computer itself'),
});
/** What comes from there is run, so the line to it must be sure; on this machine itself it is. */
const upgradeSource = z
  .string()
  .max(2_000)
  .refine((text) => isSureAddress(text), 'Begin the address with https://; it must not carry a sign-in');

/** The settings that are not servers or rules, with their built-in values. */
export const preferences = z.object({
  quietHours: quietHours.prefault({}),
  connections: z
    .object({
      lostMinutes: noticeMinutes.describe('out of reach for so long, a server is told quietly').default(2),
      stillLostMinutes: noticeMinutes
        .describe('out of reach for so long, it is told as an error; alone where it is no more than lostMinutes')
        .default(15),
    })
    .prefault({}),
  toasts: z
    .object({
      driver: z.string().min(1).max(50).default('auto').describe('auto, or the name of a driver'),
      previews: z.boolean().default(true).describe('whether a notification shows what the server said'),
      maxPerMinute: z.int().min(1).max(600).default(10),
      sounds: soundsOfSeverities.prefault({}).describe("a rule's sound goes before it, and quiet ones make none"),
      repeatCritical: z
        .boolean()
        .default(false)
        .describe('critical ones come again every 5 min until seen or acknowledged, at most 12 times'),
      click: z
        .enum(toastClicks)
        .default('window')
        .describe("what a click opens: Tocsin's window, or the page of the server where the event has one"),
    })
    .prefault({}),
  history: z
    .object({
      keepDays: count.default(90),
      keepRows: count.default(1_000_000),
      streams: z.object({ keepDays: count.default(7), keepRows: count.default(200_000) }).prefault({}),
      keepMegabytes: count.default(2048),
    })
    .prefault({}),
  network: network.prefault({}),
  start: z
    .object({ withSystem: z.boolean().describe('starts, hidden, when you sign in to the system').default(false) })
    .prefault({}),
  secrets: z
    .object({
      keep: z
        .enum(secretPlaces)
        .default('auto')
        .describe(
          "auto: in the system's keyring where there is one; file: readable for the user alone; memory: nowhere",
        ),
    })
    .prefault({}),
  updates: z
    .object({
      enabled: z.boolean().describe('whether the desktop app fetches new versions of itself').default(true),
      source: upgradeSource
        .nullable()
        .default(null)
        .describe('where new versions are looked for; null: where the package was built to look'),
    })
    .prefault({}),
  appearance: z
    .object({
      theme: z.enum(themes).default('system'),
      language: z
        .enum(languageChoices)
        .default('system')
        .describe("of window, tray and notifications; system: the session's"),
    })
    .prefault({}),
  window: z
    .object({
      closeSaid: z.boolean().default(false),
      greeted: z.boolean().describe('the first start is over').default(false),
      singleKeys: z.boolean().describe('whether a key pressed alone does something').default(true),
    })
    .prefault({}),
}) satisfies z.ZodType<Preferences>;

const address = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const message = addressFault(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const tls = z.object({
  ca: z.string().min(1).optional().describe('path of a PEM file, or PEM text'),
  cert: z.string().min(1).optional(),
  key: secret().optional(),
  passphrase: secret().optional(),
  pin: z.string().min(1).optional().describe('SHA-256 of the certificate'),
  rejectUnauthorized: z.boolean().optional(),
});

const common = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'Give letters, digits, dots, dashes and underscores, 64 at most'),
  name: z.string().trim().min(1, 'Give it a name').max(200),
  protocol: z.string(),
  enabled: z.boolean().default(true),
  muted: z.boolean().default(false),
  url: address,
  tls: tls.optional(),
  proxy: z
    .union([z.enum(['system', 'none']), address, z.object({ url: address, login: z.string(), password: secret() })])
    .optional(),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'This is no name of a header'), secret()).optional(),
  path: z.string().startsWith('/', 'Begin the path with /').max(500).optional(),
});

/** The schema of one server of a kind, or of any where none is given; fields that it does not know are kept. */
export function serverSchema(kind: ServerKind | null): z.ZodObject {
  return common.extend(kind?.schema.shape ?? {}).loose();
}

/**
 * Where a server's secrets may stand: in the fields of its kind, and in those of others that its own does not know. A
 * token that was left over from another kind, or stands at a kind that is misspelt, is a secret as well.
 */
export function secretSchema(kinds: ServerKinds, server: Document): z.ZodObject {
  const own = serverSchema(kindOf(kinds, server) ?? null);
  const foreign = new Map<string, z.core.$ZodType[]>();
  for (const [field, schema] of [...kinds.values()].flatMap((kind) => Object.entries(kind.schema.shape))) {
    if (!Object.hasOwn(own.shape, field)) foreign.set(field, [...(foreign.get(field) ?? []), schema]);
  }
  return own.extend(Object.fromEntries([...foreign].map(([field, schemas]) => [field, z.union(schemas)])));
}

/** The kind that a server names; undefined where there is none of that name. */
export function kindOf(kinds: ServerKinds, server: Document): ServerKind | undefined {
  return typeof server['protocol'] === 'string' ? kinds.get(server['protocol']) : undefined;
}

/** What a server of a kind has where nothing is given. */
export function builtIn(kind: ServerKind | undefined): Document {
  const given = Object.entries(serverSchema(kind ?? null).shape).flatMap(([field, schema]): [string, unknown][] => {
    const parsed = z.safeParse(schema, undefined);
    return parsed.success && parsed.data !== undefined ? [[field, parsed.data]] : [];
  });
  return Object.fromEntries(given);
}

export type Parsed = { readonly server: ServerSettings } | { readonly faults: readonly FieldFault[] };

/** Checks one server, layers applied. The name is the id unless given. */
export function parseServer(kinds: ServerKinds, document: Document, without?: string): Parsed {
  const kind = kindOf(kinds, document);
  if (kind === undefined) return { faults: [{ path: 'protocol', text: unknownKind(kinds, document) }] };
  const besides = <T>(fields: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => field !== without));
  const schema = z.object(besides(serverSchema(kind).shape)).loose();
  const named = { ...document, name: document['name'] ?? document['id'] };
  const parsed = schema.safeParse(besides(named), { error: ownWords });
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const faults = signInFaults(secretSchema(kinds, document), parsed.data);
  return faults.length > 0 ? { faults } : { server: parsed.data as ServerSettings };
}

/** Addresses with a sign-in that stand outside of secret fields, where windows and logs would show them. */
export function signInFaults(schema: z.ZodObject, server: Document): readonly FieldFault[] {
  const open = mapSecrets(schema, server, () => undefined);
  return signInPaths(open).map((path) => ({ path: path.join('.'), text: signInRemedy }));
}

export function unknownKind(kinds: ServerKinds, { protocol }: Document): string {
  const known = [...kinds.keys()].join(', ');
  if (typeof protocol !== 'string') return `Give the kind of server: one of ${known}`;
  return `There is no kind of server "${protocol.slice(0, 50)}": give one of ${known}`;
}

/** One line for each field that does not fit; never what stands there. */
export function faultsOf(error: z.ZodError): readonly FieldFault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), text: issue.message }));
}

/** What does not fit, as zod tells it to whoever words it. */
type Misfit = Parameters<z.core.$ZodErrorMap>[0];

const wantedTypes: Readonly<Record<string, string>> = {
  string: 'Give a text',
  number: 'Give a number',
  int: 'Give a whole number',
  boolean: 'Give true or false',
  array: 'Give a list',
  object: 'Give an object',
  record: 'Give an object',
  undefined: 'Leave this out',
};

/** The words for what zod would say of types and bounds; undefined leaves it to zod. */
export function ownWords(issue: Misfit): string | undefined {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union')) return needed;
  switch (issue.code) {
    case 'invalid_type':
      return wantedTypes[issue.expected] ?? misfit;
    case 'invalid_value':
      return `Give one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'unrecognized_keys':
      return `This is unknown: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'This does not fit: none of its forms is like this';
    case 'invalid_format':
      return issue.format === 'url' ? 'This is no address: give one such as https://server.example' : misfit;
    default:
      return undefined;
  }
}

const needed = 'Give this: it is needed';
const misfit = 'This does not have the form that it needs';

function tooSmall(origin: string, least: number): string {
  if (origin === 'string') return least === 1 ? 'Give a text' : `Give at least ${least} characters`;
  return origin === 'array' ? `Name ${least} at least` : `Give ${least} or more`;
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `This is longer than ${most} characters`;
  return origin === 'array' ? `Name ${most} at most` : `Give ${most} at most`;
}

function isSureAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function addressFault(text: string): string | null {
  if (text.trim() === '') return needed;
  if (!URL.canParse(text)) return 'This is no address: give one such as https://server.example:1234';
  if (carriesSignIn(text)) return signInRemedy;
  const known = ['http:', 'https:', 'ws:', 'wss:'].includes(new URL(text).protocol);
  return known ? null : 'Begin the address with https://, http://, wss:// or ws://';
}
