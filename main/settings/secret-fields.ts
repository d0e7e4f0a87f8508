import { z } from 'zod';
import { secretSchemas } from '../../preload/contract/schemas.ts';
import { isDocument } from './json.ts';

type Schema = z.core.$ZodType;

/** Goes through a value beside its schema and replaces what stands in secret fields; undefined leaves the field out. */
export async function mapSecrets(
  schema: Schema,
  value: unknown,
  map: (secret: unknown, path: string) => Promise<unknown>,
  path = '',
): Promise<unknown> {
  if (value === undefined) return undefined;
  if (secretSchemas.has(schema as z.ZodType)) return map(value, path);
  const inner = innerOf(schema);
  if (inner !== null) return mapSecrets(inner, value, map, path);
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((option) => z.safeParse(option as Schema, value).success);
    return fitting === undefined ? value : mapSecrets(fitting as Schema, value, map, path);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return Promise.all(
      value.map((each, index) => mapSecrets(schema.element as Schema, each, map, below(path, String(index)))),
    );
  }
  if (!isDocument(value)) return value;
  const mapped: Record<string, unknown> = {};
  for (const [field, each] of Object.entries(value)) {
    const fieldSchema = fieldOf(schema, field);
    const result = fieldSchema === null ? each : await mapSecrets(fieldSchema, each, map, below(path, field));
    if (result !== undefined) mapped[field] = result;
  }
  return mapped;
}

function fieldOf(schema: Schema, field: string): Schema | null {
  if (schema instanceof z.ZodObject) return (schema.shape[field] as Schema | undefined) ?? null;
  if (schema instanceof z.ZodRecord) return schema.valueType as Schema;
  return null;
}

function innerOf(schema: Schema): Schema | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return schema.def.innerType as Schema;
  }
  if (schema instanceof z.ZodNullable) return schema.def.innerType as Schema;
  return null;
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
