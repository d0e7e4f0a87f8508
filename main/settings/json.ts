/** A JSON object as it was written. */
export type Document = Readonly<Record<string, unknown>>;

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a JSON object; a byte order mark before it does no harm. Throws a SyntaxError otherwise. */
export function readDocument(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isDocument(value)) throw new SyntaxError('it is no JSON object (line 1 column 1)');
  return { ...value };
}

/** Where a text stops being JSON, and why: the parser's own words carry the place. */
export function placeOf(error: unknown): { readonly line: number; readonly text: string } {
  const text = error instanceof Error ? error.message : String(error);
  return { line: Number(/line (\d+)/.exec(text)?.[1] ?? 1), text };
}
