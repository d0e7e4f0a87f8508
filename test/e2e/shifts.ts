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
    shifts?: Shift[];
  }
}

/** Counts them from the page's beginning; call it before it opens. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    window.shifts = shifts;
    // Not in TypeScript's list: https://wicg.github.io/layout-instability/
    interface Entry extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
        const node = sources[0]?.node ?? null;
        const element = node instanceof Element ? node : (node?.parentElement ?? null);
        const what = `${element?.tagName ?? 'what is gone'} .${element?.className ?? ''} ${element?.textContent.slice(0, 40) ?? ''}`;
        if (!hadRecentInput) shifts.push({ value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Those since it was last asked, once what is drawn stands. */
export function takeShifts(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return window.shifts?.splice(0) ?? [];
  });
}
