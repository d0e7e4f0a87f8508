/** Puts an entry last, and drops the first one when there are more than `most`. */
export function keepNewest<T>(
  map: Map<string, T>,
  key: string,
  value: T,
  most: number,
  dropped: (value: T) => void = () => undefined,
): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const oldest = map.entries().next();
  if (oldest.done === true) return;
  map.delete(oldest.value[0]);
  dropped(oldest.value[1]);
}
