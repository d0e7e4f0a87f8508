import type { Page } from '@playwright/test';
import { expect, test } from './house.ts';
import { open, views } from './screens.ts';
import { openStage, type StageName } from './stage.ts';

/** 640 px at 200 %, or a window at the edge of a wall board. */
const narrow = { width: 320, height: 640 };
const stages: readonly StageName[] = ['quiet', 'busy', 'trouble'];

for (const name of stages) {
  test(`what can be pressed and what is said above a screen is within 320 px in a house that is ${name}`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    page.setDefaultTimeout(5_000);
    const stage = await openStage(name);
    const found: string[] = [];
    await page.setViewportSize(narrow);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    try {
      for (const view of views.filter((each) => each.stage === name)) {
        await open(page, view, stage);
        found.push(...(await outside(page)).map((each) => `${view.name}: ${each}`));
      }
    } finally {
      await stage.close();
    }
    expect(found).toEqual([]);
  });
}

/** What can be pressed and lies beyond an edge of the window, and words above a screen without room to be read. */
function outside(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    for (const element of document.querySelectorAll('button, a, input, select, textarea, summary')) {
      const { left, right, width } = element.getBoundingClientRect();
      // One of no size is for screen readers.
      if (!seen(element) || width <= 1 || element.closest('.unseen-text, .skip') !== null) continue;
      if (left < -1 || right > window.innerWidth + 1) {
        const called = element.getAttribute('aria-label') ?? element.textContent;
        found.push(`${element.tagName} "${called.slice(0, 40)}" from ${Math.round(left)} to ${Math.round(right)}`);
      }
    }
    for (const words of document.querySelectorAll('.lines p > span')) {
      if (words.getBoundingClientRect().width < 160) found.push(`no room for "${words.textContent.slice(0, 40)}"`);
    }
    return found;
  });
}
