/** Readers of what a server said, of which no type can be trusted. What does not fit is null or empty; nothing fails. */

export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};

/** The fields of an object, which is not copied; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : none;
}

/** An id as text; null when it is none. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;
}

/** Text as it is, numbers and booleans as text; empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A number, also where it came as text. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Epoch ms between 1973 and 2286; null for anything else. */
export function timeOf(value: unknown): number | null {
  const time = numberOf(value);
  return time !== null && time >= 1e11 && time < 1e13 ? Math.trunc(time) : null;
}
