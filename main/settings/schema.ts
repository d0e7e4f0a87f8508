import { z } from 'zod';
import type { FieldFault, Preferences, ServerSettings } from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';
import type { Document } from './json.ts';

/** What the schema needs to know of a kind of server. */
export interface ServerKind {
  readonly label: string;
  readonly schema: z.ZodObject;
}
export type ServerKinds = ReadonlyMap<string, ServerKind>;

export const settingsVersion = 1;

const count = z.int().min(1).max(1_000_000_000);

/** The settings that are not servers or rules, with their built-in values. */
export const preferences = z.object({
  toasts: z
    .object({
      driver: z.string().min(1).max(50).default('auto').describe('auto, or the name of a driver'),
      previews: z.boolean().default(true).describe('whether a notification shows what the server said'),
      maxPerMinute: z.int().min(1).max(600).default(10),
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
  window: z.object({ closeSaid: z.boolean().default(false) }).prefault({}),
}) satisfies z.ZodType<Preferences>;

/** An address without a sign-in in it: that would stand in logs and windows. */
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

/** The whole schema of one server of a kind; fields that it does not know are kept. */
export function serverSchema(kind: ServerKind): z.ZodObject {
  return common.extend(kind.schema.shape).loose();
}

export type Parsed = { readonly server: ServerSettings } | { readonly faults: readonly FieldFault[] };

/** Checks one server, layers applied. The name is the id unless given. */
export function parseServer(kinds: ServerKinds, document: Document): Parsed {
  const protocol = document['protocol'];
  const kind = typeof protocol === 'string' ? kinds.get(protocol) : undefined;
  if (kind === undefined) {
    const known = [...kinds.keys()].join(', ');
    return {
      faults: [{ path: 'protocol', text: `There is no kind of server "${String(protocol)}": give one of ${known}` }],
    };
  }
  const named = { ...document, name: document['name'] ?? document['id'] };
  const parsed = serverSchema(kind).safeParse(named);
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  return { server: parsed.data as unknown as ServerSettings };
}

/** One line for each field that does not fit. */
export function faultsOf(error: z.ZodError): readonly FieldFault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), text: issue.message }));
}

/** The JSON Schema of a policy file, for editors and for the documentation. */
export function policySchema(kinds: ServerKinds): unknown {
  const servers = [...kinds].map(([name, kind]) =>
    serverSchema(kind)
      .partial()
      .extend({ id: z.string(), protocol: z.literal(name) }),
  );
  const layer = preferences.partial().extend({
    version: z.literal(settingsVersion).optional(),
    servers: z.array(z.union(servers)).optional(),
    rules: z.array(z.looseObject({ id: z.string() })).optional(),
  });
  return z.toJSONSchema(z.strictObject({ defaults: layer.optional(), enforced: layer.optional() }), {
    io: 'input',
    unrepresentable: 'any',
  });
}

function addressFault(text: string): string | null {
  if (!URL.canParse(text)) return 'This is no address: give one such as https://server.example:1234';
  const { protocol, username, password } = new URL(text);
  if (!['http:', 'https:', 'ws:', 'wss:'].includes(protocol))
    return 'Begin the address with https://, http://, wss:// or ws://';
  if (username !== '' || password !== '') return 'An address must not carry a sign-in: enter it in its own field';
  return null;
}
