import type { Page } from '@playwright/test';
import axe, { type RunOnly } from 'axe-core';
import { expect, test } from './house.ts';
import { open, views } from './screens.ts';
import { openStage, type StageName } from './stage.ts';

/** What axe is asked: the rules of WCAG 2.2 A and AA, and its best practices. None of them is switched off. */
const all: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** All that other colours can change. */
const colours: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** 450 × 300 is 900 × 600 at 200 %. */
const large = { width: 900, height: 600 };
const looks = [
  { size: large, colorScheme: 'light', asked: all },
  { size: large, colorScheme: 'dark', asked: colours },
  { size: { width: 640, height: 480 }, colorScheme: 'dark', asked: null },
  { size: { width: 450, height: 300 }, colorScheme: 'dark', asked: all },
] as const;

const stages: readonly StageName[] = ['none', 'quiet', 'busy', 'trouble'];

for (const name of stages) {
  test(`axe finds nothing, and nothing needs scrolling sideways, in a house that is ${name}`, async ({ page }) => {
    test.setTimeout(300_000);
    page.setDefaultTimeout(5_000);
    const stage = await openStage(name);
    const found: string[] = [];
    for (const view of views.filter((each) => each.stage === name)) {
      await page.setViewportSize(large);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      try {
        await open(page, view, stage);
      } catch (error) {
        // The others are looked at all the same.
        found.push(`${view.name} does not come up: ${error}`);
        continue;
      }
      for (const { size, colorScheme, asked } of looks) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await drawn(page, size.width);
        const where = `${view.name}, ${size.width} × ${size.height}, ${colorScheme}`;
        if (asked !== null) found.push(...(await violations(page, asked)).map((each) => `${where}: ${each}`));
        if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) {
          found.push(`${where}: wider than the window`);
        }
      }
    }
    await stage.close();
    expect(found).toEqual([]);
  });
}

/** Until the page has the width, has heard of it, and what moved because of it stands. */
async function drawn(page: Page, width: number): Promise<void> {
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What axe finds, one line each. Its script comes by the debugger, for the page's own rules let none in. */
async function violations(page: Page, runOnly: RunOnly): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const result = await page.evaluate(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only, resultTypes: ['violations'] }),
    runOnly,
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) =>
        `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary.replaceAll('\n', '\n  ')}`,
    ),
  );
}
