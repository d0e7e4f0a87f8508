import { countText } from './counts.ts';
import { dayAndTime } from './time.ts';

/** Makes what the first rows are written with, ahead of them: it takes longer to make than to use. */
export function makeFormats(): void {
  countText(0);
  dayAndTime(0, Date.now());
}
