import type { Page } from '@playwright/test';

/** A move of what stands in the page, which nobody caused. */
export interface Shift {
  /** As web.dev measures it: the share of the window that moved, times how far: https://web.dev/articles/cls */
  readonly value: number;
  /** What moved the most. */
  readonly what: string;
}

declare global {
  interface Window {
    takeShifts?: () => readonly Shift[];
  }
}

/** Counts them from the page's beginning; call it before it opens. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    // Not in TypeScript's list: https://wicg.github.io/layout-instability/
    interface Entry extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    const count = (entries: PerformanceEntryList) => {
      for (const { value, hadRecentInput, sources } of entries as Entry[]) {
        const node = sources[0]?.node ?? null;
        const element = node instanceof Element ? node : (node?.parentElement ?? null);
        const what = `${element?.tagName ?? 'what is gone'} .${element?.className ?? ''} ${element?.textContent.slice(0, 40) ?? ''}`;
        if (!hadRecentInput) shifts.push({ value, what });
      }
    };
    const observer = new PerformanceObserver((list) => count(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    window.takeShifts = () => {
      // Those the observer has not been told of yet.
      count(observer.takeRecords());
      return shifts.splice(0);
    };
  });
}

/** Those since it was last asked, once what is drawn stands. */
export function takeShifts(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    if (window.takeShifts === undefined) throw new Error('watchShifts was not called before the page opened');
    return window.takeShifts();
  });
}
