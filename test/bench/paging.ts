import type { Page } from './browser.ts';
import { processorSoFar, takenSince } from './steal.ts';

const passesMade = 5;
const scrolls = 300;
const wheelPx = 600;
const restMs = 3_000;
const settleMs = 500;
/** A share of the processors that nobody misses. */
const calmShare = 0.01;

/** Some thousand rows gone through: how long each frame took, ms, and before that those of the page at rest. */
export interface Pass {
  readonly frames: readonly number[];
  readonly atRest: readonly number[];
  /** The share of processor time that others took of this machine's, 0 to 1. */
  readonly taken: number;
}

/**
 * Those that others disturbed least: they took next to nothing of the processors, or less than in any other pass. Where the
 * processors are taken away a page stands still with all else, also at rest.
 */
export function calmest(passes: readonly Pass[]): readonly Pass[] {
  const least = Math.min(...passes.map(({ taken }) => taken));
  return passes.filter(({ taken }) => taken <= Math.max(least, calmShare));
}

/** The longest frame of some passes, ms. */
export function longest(passes: readonly Pass[], frames: 'frames' | 'atRest'): number {
  return Math.max(...passes.flatMap((pass) => pass[frames]));
}

/** Goes down through many pages by the wheel, further with each pass. */
export async function paging(page: Page): Promise<readonly Pass[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { frames });
  });
  const list = await page.evaluate(() => {
    const { x, y, width, height } = document.querySelector('.scroll')?.getBoundingClientRect() ?? new DOMRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const told = () => page.evaluate(() => (Reflect.get(window, 'frames') as unknown as number[]).splice(0));
  const done: Pass[] = [];
  while (done.length < passesMade) {
    await told();
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const atRest = await told();
    const before = processorSoFar();
    for (let n = 0; n < scrolls; n++) await page.wheel(list, wheelPx);
    const taken = takenSince(before);
    // Asking the page for them holds up a frame, which is none of its own.
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    done.push({ frames: await told(), atRest, taken });
  }
  return done;
}
