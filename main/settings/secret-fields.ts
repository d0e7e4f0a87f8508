import { z } from 'zod';
import { secretSchemas } from '../../preload/contract/schemas.ts';
import { isDocument } from './json.ts';

type Schema = z.core.$ZodType;

/** Replaces a secret at its dotted path; undefined leaves the field out. */
export type SecretMap = (secret: unknown, path: string) => unknown;

/**
 * Goes through a value beside its schema and replaces what stands in secret fields. The value need not
 * fit: a field counts as secret as soon as one form of the schema says so, for a password beside a mistake is one as well.
 */
export function mapSecrets(schema: Schema, value: unknown, map: SecretMap): unknown {
  return mapped([schema], value, map, '');
}

function mapped(schemas: readonly Schema[], value: unknown, map: SecretMap, path: string): unknown {
  if (value === undefined || schemas.length === 0) return value;
  const forms = schemas.flatMap(formsOf);
  if (forms.some(isSecret)) return map(value, path);
  if (Array.isArray(value)) {
    const elements = forms.flatMap((form) => (form instanceof z.ZodArray ? [form.element] : []));
    return value.map((each: unknown, index) => mapped(elements, each, map, below(path, String(index))) ?? null);
  }
  if (!isDocument(value)) return value;
  const fields = Object.entries(value).map(([field, each]): [string, unknown] => [
    field,
    mapped(
      forms.flatMap((form) => fieldOf(form, field)),
      each,
      map,
      below(path, field),
    ),
  ]);
  return Object.fromEntries(fields.filter(([, each]) => each !== undefined));
}

/** The forms that a schema allows, without what only says that it may be absent. */
function formsOf(schema: Schema): readonly Schema[] {
  if (isSecret(schema)) return [schema];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right].flatMap(formsOf);
  if (schema instanceof z.ZodPipe) return [schema.def.in, schema.def.out].flatMap(formsOf);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return formsOf(schema.def.innerType);
  }
  return [schema];
}

function fieldOf(form: Schema, field: string): readonly Schema[] {
  if (form instanceof z.ZodRecord) return [form.valueType];
  if (!(form instanceof z.ZodObject) || !Object.hasOwn(form.shape, field)) return [];
  const schema = form.shape[field];
  return schema === undefined ? [] : [schema];
}

function isSecret(schema: Schema): boolean {
  return schema instanceof z.ZodType && secretSchemas.has(schema);
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
