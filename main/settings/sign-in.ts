import { isDocument } from './json.ts';

/** Whether a text is an address with a sign-in in it: `https://user:password@host`. */
export function carriesSignIn(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

/** Where in a value addresses with a sign-in stand. */
export function signInPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return carriesSignIn(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => signInPaths(inner, [...path, field]));
}

/** The value with the sign-ins taken out of its addresses. */
export function withoutSignIns(value: unknown): unknown {
  if (typeof value === 'string') return carriesSignIn(value) ? bare(value) : value;
  if (Array.isArray(value)) return value.map(withoutSignIns);
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, withoutSignIns(inner)]));
}

function bare(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
