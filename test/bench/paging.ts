import type { Page } from './browser.ts';
import { watchTaken } from './steal.ts';

const scrolls = 1_500;
const wheelPx = 600;
const restMs = 15_000;
const settleMs = 500;

/** A frame of a page: how long it took, ms, and whether others took anything of the processors meanwhile. */
interface Frame {
  readonly ms: number;
  readonly taken: boolean;
}

/** As the page tells it; `endedAt`: epoch ms. */
interface Drawn {
  readonly ms: number;
  readonly endedAt: number;
}

/** Some thirty thousand rows gone through, and before that the page at rest. */
interface Paging {
  readonly frames: readonly Frame[];
  readonly atRest: readonly Frame[];
}

/** The longest of some frames, ms. */
export function longest(frames: readonly Frame[]): number {
  return Math.max(...frames.map(({ ms }) => ms));
}

/** Goes down through many pages by the wheel. */
export async function paging(page: Page): Promise<Paging> {
  await page.evaluate(() => {
    const frames: Drawn[] = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      frames.push({ ms: now - last, endedAt: Date.now() });
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
  const told = () => page.evaluate(() => (Reflect.get(window, 'frames') as unknown as Drawn[]).splice(0));
  /** The frames of the page while something goes on. */
  const during = async (goesOn: () => Promise<unknown>): Promise<readonly Frame[]> => {
    await told();
    const watch = watchTaken();
    await goesOn();
    // Asking the page for them holds up a frame, which is none of its own.
    await pause(settleMs);
    const frames = await told();
    const taken = watch.over();
    return frames.map(({ ms, endedAt }) => ({ ms, taken: taken(endedAt - ms, endedAt) }));
  };
  const atRest = await during(() => pause(restMs));
  const frames = await during(async () => {
    for (let n = 0; n < scrolls; n++) await page.wheel(list, wheelPx);
  });
  return { frames, atRest };
}

async function pause(forMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, forMs));
}
