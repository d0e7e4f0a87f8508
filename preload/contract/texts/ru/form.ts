/** `событие`, `события`, `событий`, by a whole number. */
export function form(count: number, one: string, few: string, many: string): string {
  const ones = count % 10;
  const isTeen = Math.floor((count % 100) / 10) === 1;
  if (isTeen || ones === 0 || ones > 4) return many;
  return ones === 1 ? one : few;
}

/** `5 событий` */
export function events(count: number): string {
  return `${count} ${form(count, 'событие', 'события', 'событий')}`;
}
