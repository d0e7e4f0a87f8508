import { z } from 'zod';
import { defaultRuleChange, isDefaultRule, ownRule } from '../../preload/contract/rule-schemas.ts';
import { secretSchemas } from '../../preload/contract/schemas.ts';
import { type Document, isDocument } from './json.ts';
import { ownWords } from './misfits.ts';
import { preferences } from './preferences.ts';
import {
  kindOf,
  type ServerKinds,
  secretSchema,
  serverSchema,
  settingsVersion,
  signInFaults,
  unknownKind,
} from './schema.ts';

/** What does not fit in a policy, and where. */
export interface PolicyFault {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** The JSON Schema of a policy file, for editors and for the documentation. */
export function policySchema(kinds: ServerKinds): unknown {
  const named = [...kinds.keys()].map((name) => serverPart(kinds, name).extend({ protocol: z.literal(name) }));
  const other = serverPart(kinds, null).extend({ protocol: z.never().optional() });
  const layer = layerSchema(z.union([...named, other]), z.union([ownRulePart, defaultRulePart])).describe(
    'a part of the settings',
  );
  return z.toJSONSchema(z.strictObject({ defaults: layer.optional(), enforced: layer.optional() }), {
    io: 'input',
    unrepresentable: 'any',
  });
}

/** The first fault of a policy; null when it fits its schema. */
export function policyFault(kinds: ServerKinds, policy: Document): PolicyFault | null {
  for (const [layer, value] of Object.entries(policy)) {
    if (layer !== 'defaults' && layer !== 'enforced') {
      return { path: [layer], text: 'this is unknown: a policy has "defaults" and "enforced"' };
    }
    const named = z.looseObject({ id: z.string().min(1) });
    const fault = firstIssue(layerSchema(named, named), value, [layer]);
    if (fault !== null) return fault;
    const servers = isDocument(value) && Array.isArray(value['servers']) ? value['servers'].filter(isDocument) : [];
    for (const [index, server] of servers.entries()) {
      const wrong = serverFault(kinds, server, [layer, 'servers', index]);
      if (wrong !== null) return wrong;
    }
    const rules = isDocument(value) && Array.isArray(value['rules']) ? value['rules'].filter(isDocument) : [];
    for (const [index, rule] of rules.entries()) {
      const part = isDefaultRule(String(rule['id'])) ? defaultRulePart : ownRulePart;
      const wrong = firstIssue(part, rule, [layer, 'rules', index]);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function serverFault(kinds: ServerKinds, server: Document, path: readonly PropertyKey[]): PolicyFault | null {
  const { protocol } = server;
  if (protocol !== undefined && kindOf(kinds, server) === undefined) {
    return { path: [...path, 'protocol'], text: unknownKind(kinds, server) };
  }
  const schema = serverPart(kinds, typeof protocol === 'string' ? protocol : null);
  const issue = firstIssue(schema, server, path);
  if (issue !== null) return issue;
  const [signIn] = signInFaults(secretSchema(kinds, server), server);
  return signIn === undefined ? null : { path: [...path, ...signIn.path.split('.')], text: signIn.text };
}

function firstIssue(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): PolicyFault | null {
  const [issue] = schema.safeParse(value, { error: ownWords }).error?.issues ?? [];
  return issue === undefined ? null : { path: [...path, ...issue.path], text: issue.message };
}

function layerSchema(server: z.ZodType, rule: z.ZodType) {
  return z.looseObject({
    ...partOf(preferences).shape,
    version: z.literal(settingsVersion).optional(),
    servers: z.array(server).optional(),
    rules: z.array(rule).optional(),
  });
}

/** A part of a server of a kind, of which only the id must be there. */
function serverPart(kinds: ServerKinds, name: string | null): z.ZodObject {
  const whole = serverSchema((name === null ? undefined : kinds.get(name)) ?? null);
  return partOf(whole).extend({ id: whole.shape['id'] as z.ZodType });
}

/** Parts of rules, of which only the id must be there. */
const ownRulePart = partOf(ownRule).extend({ id: ownRule.shape.id });
const defaultRulePart = partOf(defaultRuleChange).extend({ id: defaultRuleChange.shape.id });

/** An object's schema with every field optional, down to the last. */
function partOf(schema: z.ZodObject): z.ZodObject {
  const fields = Object.entries(schema.shape).map(([field, inner]): [string, z.ZodType] => [
    field,
    partially(inner as z.ZodType).optional(),
  ]);
  const part = z.object(Object.fromEntries(fields));
  const { catchall } = schema.def;
  return catchall === undefined ? part : part.catchall(catchall);
}

function partially(schema: z.ZodType): z.ZodType {
  if (secretSchemas.has(schema)) return schema;
  if (schema instanceof z.ZodObject) return partOf(schema);
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map((option) => partially(option as z.ZodType)));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return partially(schema.def.innerType as z.ZodType);
  }
  return schema;
}
