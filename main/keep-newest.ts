/**
 * Puts an entry last; when there are more than `most` the first ones go, an eighth of them at once, for looking for the
 * first one of a map means to pass all that were taken from before it.
 */
export function keepNewest<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  const before = map.size;
  if (map.set(key, value).size === before) {
    map.delete(key);
    map.set(key, value);
  }
  if (map.size <= most) return;
  let left = Math.ceil(most / 8);
  for (const oldest of map.keys()) {
    if (left-- === 0) break;
    map.delete(oldest);
  }
}
