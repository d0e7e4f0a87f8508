import { utf8Text } from '../../preload/contract/utf-8.ts';

/** The text of a file of ours. Throws a SyntaxError in words for the user where it is in another encoding. */
export function readUtf8(bytes: Uint8Array): string {
  const text = utf8Text(bytes);
  if (text === null) throw new SyntaxError('it is not in UTF-8: save it in that encoding');
  return text;
}
