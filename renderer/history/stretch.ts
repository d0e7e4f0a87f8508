/** Drawn beyond both edges of what is in sight: a short way goes without drawing. */
const spareRows = 4;

/** Rows that follow each other, by their index; `end` is the first one after them. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** A list of rows of one height: how far down it is scrolled, how much of it can be seen, px, and how many rows it has. */
export interface Extent {
  readonly top: number;
  readonly height: number;
  readonly rowPx: number;
  readonly count: number;
}

/** The rows that can be seen, whole or in part. A list that has become shorter than it is scrolled shows its end. */
export function inSight({ top, height, rowPx, count }: Extent): Stretch {
  const from = Math.max(0, Math.min(top, count * rowPx - height));
  return { first: Math.floor(from / rowPx), end: Math.min(count, Math.ceil((from + height) / rowPx)) };
}

/** The rows to draw: those in sight, and a few beyond. */
export function toDraw(extent: Extent): Stretch {
  const { first, end } = inSight(extent);
  return { first: Math.max(0, first - spareRows), end: Math.min(extent.count, end + spareRows) };
}

/** Whether what is drawn shows everything that is in sight. */
export function suffices(drawn: Stretch, extent: Extent): boolean {
  const { first, end } = inSight(extent);
  return drawn.first <= first && drawn.end >= end;
}

/** How far down the list has to be scrolled for a row to be seen whole, by the shortest way. */
export function topShowing(index: number, { top, height, rowPx }: Omit<Extent, 'count'>): number {
  const above = index * rowPx;
  return above < top ? above : Math.max(top, above + rowPx - height);
}
