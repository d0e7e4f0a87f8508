/** Readers of single values: each may be missing or of another type, and then is null or empty; nothing here fails. */

export type Fields = Readonly<Record<string, unknown>>;

const longestId = 200;

/** The fields of an object; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** An id, also where it came as a number. RackHD's documentation shows the text "null" where there is none. */
export function idOf(value: unknown): string | null {
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof id === 'string' && id !== '' && id !== 'null' && id.length <= longestId ? id : null;
}

/** Text, also of a number or a boolean; empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Epoch ms of an ISO time or of a number of ms, between 1973 and 2286; null for anything else. */
export function timeOf(value: unknown): number | null {
  const iso = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  const time = iso ? Date.parse(value) : typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof time === 'number' && time >= 1e11 && time < 1e13 ? Math.trunc(time) : null;
}

/** The words of an error as servers send it: text, or an object with a message. `{}` says nothing. */
export function errorText(value: unknown): string {
  const { message, name } = fieldsOf(value);
  return textOf(value) || textOf(message) || textOf(name);
}
