import { cut } from './plain.ts';

/** The words of a toast: a title of at most 80 characters, a body of at most 200 in 3 lines. */
export interface ToastText {
  readonly title: string;
  readonly body: string;
}

const titleLength = 80;
/** Longest body, line breaks included. */
export const bodyLength = 200;
/** Names of servers are the user's own and stand where nothing is cut; this much of them does. */
const nameLength = 40;
/** Less room than this is not worth a second line. */
const leastLine = 20;

/** A server's words between words of ours, which are never cut. */
export interface Line {
  readonly before?: string;
  readonly words: string;
  readonly after?: string;
}

/** The name of a configured server as it stands in a toast. */
export function nameText(name: string): string {
  return cut(name, nameLength);
}

/** Lays a toast out: only the words of servers are cut, in the order in which they stand; the last line never. */
export function layOut(title: Line, lines: readonly Line[], last: string | null): ToastText {
  const body: string[] = [];
  let room = bodyLength - (last === null ? 0 : last.length + 1);
  for (const line of lines.slice(0, last === null ? 3 : 2)) {
    const space = body.length === 0 ? room : room - 1;
    const text = composed(line, space);
    if (text === '' || (space < leastLine && text.endsWith('…'))) continue;
    body.push(text);
    room = space - text.length;
  }
  if (last !== null) body.push(last);
  return { title: composed(title, titleLength), body: body.join('\n') };
}

function composed({ before = '', words, after = '' }: Line, length: number): string {
  return before + cut(words, length - before.length - after.length) + after;
}
