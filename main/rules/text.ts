import type { TextTest } from '../../preload/contract/api.ts';
import { readPattern } from '../../preload/contract/rule-syntax.ts';

/** A pattern sees this much of a title, and of a body: what one match costs has an end. */
export const patternSees = 4_000;

/** A test of a text, ready to be asked of each event; it does not turn round, for it is asked of several texts. */
export function textTest({ is, contains, pattern }: TextTest): (text: string) => boolean {
  if (pattern !== undefined) return patternTest(pattern);
  // A literal is no pattern: the engine's own search finds it without a copy of the text.
  const literal = (is ?? contains ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const search = new RegExp(is === undefined ? literal : `^${literal}$`, 'iu');
  return (text) => search.test(text);
}

function patternTest(text: string): (text: string) => boolean {
  const read = readPattern(text);
  if ('fault' in read) throw new TypeError(read.fault);
  const { pattern } = read;
  return (seen) => pattern.test(seen.length > patternSees ? seen.slice(0, patternSees) : seen);
}
