/** What is not seen itself but turns, hides or joins what stands beside it; the line breaks of JSON are its layout. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as JSON in which everything that would not be seen stands as its escape: it is the same value, nothing in it
 * misleads whoever looks at it, and a terminal obeys none of it.
 */
export function visibleJson(value: unknown, indent = 0): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(unseen, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
