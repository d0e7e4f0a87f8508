import type { Page } from '@playwright/test';
import axe, { type RunOnly } from 'axe-core';
import { cutTexts } from './fitting.ts';
import { expect, test } from './house.ts';
import { cutLines, outOfReach, outside, smallTargets, spaceText } from './reach.ts';
import { open, type View, views } from './screens.ts';
import { openStage, type StageName } from './stage.ts';

/** What axe is asked: the rules of WCAG 2.2 A and AA, and its best practices. None of them is switched off. */
const all: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** All that other colours can change. */
const colours: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const wide = { width: 900, height: 600 };
/** In these a page is opened; what is on a screen is the same in other colours. */
const first = { colorScheme: 'light', forcedColors: 'none' } as const;
const others = [
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'none' },
] as const;
/**
 * Where keys have to lead: as at 200 % in windows of 1280 × 800 and 900 × 600, and as narrow as WCAG 1.4.10 asks for. A size
 * changes no colour, so one scheme each will do.
 */
const small = [
  { size: { width: 640, height: 400 }, colorScheme: 'dark' },
  { size: { width: 450, height: 300 }, colorScheme: 'light' },
  { size: { width: 320, height: 640 }, colorScheme: 'dark' },
] as const;

const lookedAt = (name: StageName) => views.filter(({ stage }) => stage === name);
/** Most screens are of the busy house: in two halves, which two workers share. */
const half = Math.ceil(lookedAt('busy').length / 2);
const parts: readonly { readonly name: StageName; readonly part: string; readonly shown: readonly View[] }[] = [
  { name: 'busy', part: ', the first half', shown: lookedAt('busy').slice(0, half) },
  { name: 'busy', part: ', the second half', shown: lookedAt('busy').slice(half) },
  { name: 'none', part: '', shown: lookedAt('none') },
  { name: 'quiet', part: '', shown: lookedAt('quiet') },
  { name: 'trouble', part: '', shown: lookedAt('trouble') },
];

for (const { name, part, shown } of parts) {
  test(`every screen can be seen, read and reached at every size in a house that is ${name}${part}`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    page.setDefaultTimeout(5_000);
    const stage = await openStage(name);
    const found: string[] = [];
    for (const view of shown) {
      await page.setViewportSize(wide);
      await page.emulateMedia({ ...first, reducedMotion: 'reduce' });
      try {
        await open(page, view, stage);
      } catch (error) {
        // The others are looked at all the same.
        found.push(`${view.name} does not come up: ${error}`);
        continue;
      }
      const tell = (where: string, all: readonly string[]) =>
        found.push(...all.map((each) => `${view.name}, ${where}: ${each}`));
      tell('light', await violations(page, all));
      for (const media of others) {
        await page.emulateMedia(media);
        tell(`${media.colorScheme}, forced colours ${media.forcedColors}`, await violations(page, colours));
      }
      for (const { size, colorScheme } of [{ size: wide, colorScheme: null }, ...small]) {
        const where = `${size.width} × ${size.height}`;
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await drawn(page, size.width);
        if (colorScheme !== null) tell(`${where}, ${colorScheme}`, await violations(page, all));
        const within = async () => [...(await outside(page)), ...(await cutTexts(page)), ...(await cutLines(page))];
        tell(where, [...(await smallTargets(page)), ...(await within())]);
        await spaceText(page, true);
        await drawn(page, size.width);
        tell(`${where} with more space in the text`, await within());
        await spaceText(page, false);
      }
      // Last, for it moves the focus about.
      for (const { size } of small) {
        await page.setViewportSize(size);
        await drawn(page, size.width);
        tell(`${size.width} × ${size.height}`, await outOfReach(page));
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
