import { deepest, scan } from './json-places.ts';

/** A JSON object as it was written. */
export type Document = Readonly<Record<string, unknown>>;

/** Whether a parsed value is an object, and neither null nor a list. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is no JSON object; says where, and nothing of what stands there. */
class NoDocument extends SyntaxError {
  readonly line: number;
  readonly reason: string;

  constructor(line: number, reason: string) {
    super(`line ${line}, ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

/** Reads a JSON object; a byte order mark before it does no harm. Throws `NoDocument`, which is a SyntaxError. */
export function readDocument(text: string): Record<string, unknown> {
  const json = withoutMark(text);
  const value = parsed(json);
  if (isTooDeep(value)) throw noDocument(json, scan(json).failedAt ?? 0, 'this is nested too deeply');
  if (!isDocument(value)) throw new NoDocument(1, 'column 1: it is no JSON object');
  return { ...value };
}

/** The document without what stands at a path. */
export function without(document: Document, [field = '', ...deeper]: readonly string[]): Document {
  const inner = Object.hasOwn(document, field) ? document[field] : undefined;
  if (deeper.length > 0 && isDocument(inner)) return { ...document, [field]: without(inner, deeper) };
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== field));
}

/** Where an error says that a file stops being usable: line 0 where it says none. */
export function placeOf(error: unknown): { readonly line: number; readonly text: string } {
  if (error instanceof NoDocument) return { line: error.line, text: error.reason };
  return { line: 0, text: error instanceof Error ? error.message : String(error) };
}

/** The line on which the value at a path begins, or that of the nearest one above it. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const json = withoutMark(text);
  const { places } = scan(json);
  for (let depth = path.length; depth > 0; depth--) {
    const place = places.get(JSON.stringify(path.slice(0, depth).map(String)));
    if (place !== undefined) return lineAt(json, place);
  }
  return 1;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    // The engine's message quotes the text around the place, which may be a password: it is never passed on.
    if (!(error instanceof SyntaxError)) throw error;
    const { failedAt } = scan(json);
    const at = failedAt ?? json.length;
    const reason = json.slice(at).trim() === '' ? 'the file ends too early' : 'this is no JSON';
    throw noDocument(json, at, reason);
  }
}

/** Goes from level to level: what calls itself for each would end where the engine does. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= deepest; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function noDocument(json: string, at: number, reason: string): NoDocument {
  const column = at - json.lastIndexOf('\n', at - 1);
  return new NoDocument(lineAt(json, at), `column ${column}: ${reason}`);
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
