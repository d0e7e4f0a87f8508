/** Where things stand in a JSON text, as offsets. */
export interface Places {
  /** Where values begin, by their path as JSON: `["servers","0","url"]`. */
  readonly places: ReadonlyMap<string, number>;
  /** Where it stops being JSON (RFC 8259); null when it is JSON. */
  readonly failedAt: number | null;
}

/** No file of ours has so many levels, and what goes through values level by level would run out of stack. */
export const deepest = 200;

/** Goes through a text that JSON.parse refused or whose lines are asked for. Deeper than 200 levels it stops. */
export function scan(text: string): Places {
  const places = new Map<string, number>();
  const end = valueEnd(text, blank(text, 0), [], places);
  if (end < 0) return { places, failedAt: -end - 1 };
  const rest = blank(text, end);
  return { places, failedAt: rest < text.length ? rest : null };
}

/** The offset behind a value; where it fails at an offset `n`, `-n - 1`. */
function valueEnd(text: string, at: number, path: readonly string[], places: Map<string, number>): number {
  places.set(JSON.stringify(path), at);
  if (path.length > deepest) return failed(at);
  if (text[at] === '{') return membersEnd(text, at, '}', path, places);
  if (text[at] === '[') return membersEnd(text, at, ']', path, places);
  return tokenEnd(
    text,
    at,
    /(?:"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)/uy,
  );
}

function membersEnd(
  text: string,
  at: number,
  close: '}' | ']',
  path: readonly string[],
  places: Map<string, number>,
): number {
  let next = blank(text, at + 1);
  if (text[next] === close) return next + 1;
  for (let index = 0; ; index++) {
    const member = close === '}' ? namedMember(text, next) : { name: String(index), at: next };
    if (typeof member === 'number') return member;
    const end = valueEnd(text, member.at, [...path, member.name], places);
    if (end < 0) return end;
    next = blank(text, end);
    if (text[next] === close) return next + 1;
    if (text[next] !== ',') return failed(next);
    next = blank(text, next + 1);
  }
}

function namedMember(text: string, at: number): { readonly name: string; readonly at: number } | number {
  const end = tokenEnd(text, at, /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"/uy);
  if (end < 0) return end;
  const colon = blank(text, end);
  if (text[colon] !== ':') return failed(colon);
  return { name: String(JSON.parse(text.slice(at, end))), at: blank(text, colon + 1) };
}

function tokenEnd(text: string, at: number, token: RegExp): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : failed(at);
}

function blank(text: string, at: number): number {
  let next = at;
  while (next < text.length && ' \t\r\n'.includes(text.charAt(next))) next++;
  return next;
}

function failed(at: number): number {
  return -at - 1;
}
