const thousands = new Intl.NumberFormat('en');

/** `5,000` */
export function countText(count: number): string {
  return thousands.format(count);
}
