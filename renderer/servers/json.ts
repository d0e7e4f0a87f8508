import { visibleJson } from '../../preload/contract/texts/visible.ts';

/** A value as it stands in a field for JSON; what is no JSON is the text that it is. */
export function jsonText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : visibleJson(value, 2);
}

/** What is no JSON stays the text that it is: the check says what is wrong with it. */
export function jsonOf(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
