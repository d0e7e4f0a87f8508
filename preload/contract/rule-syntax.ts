import { RE2JS } from 're2js';

/** The most steps that a compiled pattern may have: with the texts that it sees it bounds what one match costs. */
const patternSteps = 500;
const longestPattern = 1_000;

/** A pattern that was read, or why it cannot be taken. */
export type PatternRead = { readonly pattern: RE2JS } | { readonly fault: string };

/** Compiles a pattern in RE2's syntax, whose cost grows with the text and never explodes. */
export function readPattern(text: string): PatternRead {
  if (text.length > longestPattern) return { fault: `This pattern is longer than ${longestPattern} characters` };
  try {
    const pattern = RE2JS.compile(text);
    if (pattern.programSize() > patternSteps) return { fault: 'This pattern is too large: repeat less in it' };
    return { pattern };
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return { fault: `This pattern is not supported: ${said}` };
  }
}

/** A step into a payload: a name or an index; `each` goes to every one. */
export type PathStep = { readonly each: true } | { readonly each: false; readonly name: string };

const longestPath = 20;
const each: PathStep = { each: true };
/** A name or star behind its dot, or what stands in brackets. */
const pathPiece = /\.(?:(\*)|([^.[\]*"]+))|\[(?:(\*)|(\d+)|("(?:[^"\\]|\\.)*"))\]/y;

/**
 * Reads a path into a payload: `values.temperature`, `items.0.name`, `items[0]`, `items.*.name`, `["a.b"]`. Null when it
 * is none, or has more than 20 steps.
 */
export function readPath(text: string): readonly PathStep[] | null {
  const dotted = text.startsWith('[') ? text : `.${text}`;
  const steps: PathStep[] = [];
  for (let at = 0; at < dotted.length; at = pathPiece.lastIndex) {
    pathPiece.lastIndex = at;
    const piece = pathPiece.exec(dotted);
    const step = piece === null ? null : stepOf(piece);
    if (step === null || steps.length === longestPath) return null;
    steps.push(step);
  }
  return steps;
}

function stepOf([, star, name, everyOne, index, quoted]: RegExpExecArray): PathStep | null {
  if (star !== undefined || everyOne !== undefined) return each;
  if (quoted === undefined) return { each: false, name: name ?? index ?? '' };
  try {
    return { each: false, name: String(JSON.parse(quoted)) };
  } catch {
    return null;
  }
}

/** The number that a value is, also as a text; null: it is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 50 || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A comparison with a number, as thresholds have it. */
export interface Limit {
  readonly test: '<' | '>' | '<=' | '>=';
  readonly value: number;
}

/** Reads `> 80`; null when it is no comparison with a number. */
export function readLimit(text: string): Limit | null {
  const [, test, number] = /^\s*(<=|>=|<|>)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?)\s*$/i.exec(text) ?? [];
  const value = Number(number);
  if (number === undefined || !Number.isFinite(value)) return null;
  switch (test) {
    case '<':
    case '>':
    case '<=':
    case '>=':
      return { test, value };
    default:
      return null;
  }
}

/** The limit at which an alert closes whose limit has no other: as soon as it does not hold any more. */
export function opposite({ test, value }: Limit): Limit {
  const turned = { '<': '>=', '>': '<=', '<=': '>', '>=': '<' } as const;
  return { test: turned[test], value };
}

/** Why two limits are no hysteresis; null when they are: no number may hold both. */
export function hysteresisFault(open: Limit, close: Limit): string | null {
  const upwards = open.test.startsWith('>');
  if (upwards === close.test.startsWith('>')) return 'This must look the other way than what opens it';
  const overlap = upwards ? close.value > open.value : close.value < open.value;
  const both = close.value === open.value && open.test.length + close.test.length === 4;
  return overlap || both ? 'What closes it would hold while it opens: leave room between them' : null;
}
