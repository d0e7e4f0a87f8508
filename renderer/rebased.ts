type Fields = Readonly<Record<string, unknown>>;

/**
 * What was typed over something that has been stored otherwise since: what was changed here stays as it was typed, all
 * else follows what is stored. Lists are changed as a whole.
 */
export function rebased(typed: unknown, over: unknown, stored: unknown): unknown {
  if (isSame(typed, over)) return stored;
  if (!isFields(typed) || !isFields(over) || !isFields(stored)) return typed;
  const names = new Set([...Object.keys(stored), ...Object.keys(typed)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, rebased(fieldOf(typed, name), fieldOf(over, name), fieldOf(stored, name))] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** Whether two are the same as they would be stored. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
