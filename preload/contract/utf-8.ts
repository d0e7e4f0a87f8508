/** A mark of the byte order before the text does no harm. */
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file that a person may have written; null where it is in another encoding: read all the same, it would be
 * kept with marks in the place of its letters.
 */
export function utf8Text(bytes: Uint8Array): string | null {
  // In UTF-16 without its mark every letter of English has one, and in no text of ours anything.
  if (bytes.includes(0)) return null;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
