/** FNV-1a, as a signed number of 32 bits: tells texts apart, guards nothing. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
