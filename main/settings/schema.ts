import { z } from 'zod';
import type { FieldFault, ServerSettings } from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';
import type { Document } from './json.ts';
import { faultsOf, needed, ownWords } from './misfits.ts';
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

const signInRemedy = 'An address must not carry a sign-in: take it out and enter it in its own field';

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

/** Its password stands for itself, so that an export without it says what is missing, and not that nothing fits. */
const proxySignIn = z
  .object({ url: address, login: z.string(), password: secret().optional() })
  .superRefine(({ password }, context) => {
    if (password === undefined) context.addIssue({ code: 'custom', path: ['password'], message: needed });
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
  proxy: z.union([z.enum(['system', 'none']), address, proxySignIn]).optional(),
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

/** The sentence for a server whose kind is missing or unknown, with those that there are. */
export function unknownKind(kinds: ServerKinds, { protocol }: Document): string {
  const known = [...kinds.keys()].join(', ');
  if (typeof protocol !== 'string') return `Give the kind of server: one of ${known}`;
  return `There is no kind of server "${protocol.slice(0, 50)}": give one of ${known}`;
}

function addressFault(text: string): string | null {
  if (text.trim() === '') return needed;
  if (!URL.canParse(text)) return 'This is no address: give one such as https://server.example:1234';
  if (carriesSignIn(text)) return signInRemedy;
  const known = ['http:', 'https:', 'ws:', 'wss:'].includes(new URL(text).protocol);
  return known ? null : 'Begin the address with https://, http://, wss:// or ws://';
}
