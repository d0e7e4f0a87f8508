import type { Locator, Page } from '@playwright/test';
import { expect, test } from './house.ts';
import { open, views } from './screens.ts';
import { openStage, type Stage } from './stage.ts';

/** Where the system sets the colours, fills of ours are gone: everything that they told must be told by something else. */
let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  stage = await openStage('busy');
});
test.afterAll(() => stage.close());

const schemes = ['light', 'dark'] as const;

async function show(page: Page, name: string): Promise<void> {
  const view = views.find((each) => each.name === name);
  if (view === undefined) throw new Error(`There is no view ${name}`);
  await open(page, view, stage);
}

/** The system's colours as the browser draws them now. */
function system<K extends string>(page: Page, names: readonly K[]): Promise<Record<K, string>> {
  return page.evaluate((all) => {
    const probe = document.body.appendChild(document.createElement('i'));
    const found = all.map((name) => {
      probe.style.color = name;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(found);
  }, names);
}

const style = (locator: Locator, ...names: readonly string[]): Promise<readonly string[]> =>
  locator.evaluate((element, all) => all.map((name) => getComputedStyle(element).getPropertyValue(name)), names);

const edge = ['border-left-style', 'border-left-width', 'border-left-color'] as const;

// The first one, for whoever opens an event has seen it.
test('what is critical and unseen has an edge under forced colours', async ({ page }) => {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await show(page, 'overview');
    const { CanvasText } = await system(page, ['CanvasText']);
    await expect(page.locator('.alert.alarm')).toHaveCount(1);
    expect(await style(page.locator('.alert.alarm'), ...edge)).toEqual(['solid', '3px', CanvasText]);
    await show(page, 'history');
    expect(await style(page.locator('.row.alarm').first(), ...edge)).toEqual(['solid', '3px', CanvasText]);
  }
});

for (const colorScheme of schemes) {
  test.describe(`under forced colours, ${colorScheme}`, () => {
    test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active', colorScheme }));

    test('bars tell severities by their width, in the colour of text', async ({ page }) => {
      await show(page, 'overview');
      const { CanvasText } = await system(page, ['CanvasText']);
      const bars = page.locator('.hour rect');
      await expect(bars.first()).toBeAttached();
      const drawn = await bars.evaluateAll((all) =>
        all.map((each) => ({
          severity: each.getAttribute('class') ?? '',
          fill: getComputedStyle(each).fill,
          share: each.getBoundingClientRect().width / (each.closest('svg')?.getBoundingClientRect().width ?? 1),
        })),
      );
      for (const { fill } of drawn) expect(fill).toBe(CanvasText);
      const share = (severity: string) => drawn.find((each) => each.severity === severity)?.share ?? 0;
      expect(share('critical')).toBeGreaterThan(share('error') + 0.1);
      expect(share('error')).toBeGreaterThan(share('warning') + 0.1);
      expect(share('warning')).toBeGreaterThan(share('ok') + 0.1);
      expect(share('ok')).toBeGreaterThan(0.1);
    });

    test('each severity has a shape of its own, in the colour of text', async ({ page }) => {
      await show(page, 'settings');
      const { CanvasText } = await system(page, ['CanvasText']);
      const marks = page.locator('.severity');
      await expect(marks.first()).toBeVisible();
      const shapes = await marks.evaluateAll((all) =>
        all.map((each) => {
          const { clipPath, backgroundColor, width } = getComputedStyle(each, '::before');
          return { word: each.textContent, clipPath, backgroundColor, width };
        }),
      );
      const words = new Map(shapes.map(({ word, clipPath }) => [word, clipPath]));
      expect(words.size).toBe(5);
      expect(new Set(words.values())).toHaveProperty('size', 5);
      expect([...words.values()]).not.toContain('none');
      for (const { backgroundColor, width } of shapes) expect([backgroundColor, width]).toEqual([CanvasText, '14px']);
    });

    test('what is chosen and what is open have an edge', async ({ page }) => {
      await show(page, 'history-selected');
      const { Highlight } = await system(page, ['Highlight']);
      const chosen = page.locator('.row.chosen').first();
      expect(await style(chosen, ...edge)).toEqual(['solid', '4px', Highlight]);
      expect(await style(page.locator('.row:not(.chosen):not(.alarm)').first(), 'border-left-style')).toEqual(['none']);
      await show(page, 'history-detail');
      const outline = ['outline-style', 'outline-width', 'outline-color'] as const;
      expect(await style(page.locator('.row.open'), ...outline)).toEqual(['solid', '2px', Highlight]);
    });

    test('the focus in a menu, the main button and a field that is wrong differ from the rest', async ({ page }) => {
      await show(page, 'overview');
      await page.locator('#alerts').focus();
      await page.keyboard.press('j');
      const { Highlight } = await system(page, ['Highlight']);
      await page.keyboard.press('ContextMenu');
      const entries = page.getByRole('menuitem');
      await expect(entries.first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      const at = page.locator('[role=menuitem]:focus');
      expect(await style(at, 'background-color')).toEqual([Highlight]);
      expect(await style(entries.last(), 'background-color')).not.toEqual([Highlight]);

      await show(page, 'server-saymon-new');
      const save = page.locator('.foot .primary');
      expect(await style(save, 'background-color')).toEqual([Highlight]);
      expect(await style(page.locator('.foot button:not(.primary)').first(), 'background-color')).not.toEqual([
        Highlight,
      ]);
      const border = ['border-top-style', 'border-top-width'] as const;
      const wrong = page.getByLabel('Address (needed)', { exact: true });
      expect(await style(wrong, ...border)).toEqual(['dashed', '2px']);
      expect(await style(page.getByLabel('REST address'), ...border)).toEqual(['solid', '1px']);
    });

    test('the cells of a week that are set, and those that are being chosen, are seen', async ({ page }) => {
      await show(page, 'settings');
      const { Highlight, CanvasText } = await system(page, ['Highlight', 'CanvasText']);
      await page.locator('[data-setting="quietHours.enabled"] input').check();
      const cells = page.locator('.week tbody td');
      await cells.first().scrollIntoViewIfNeeded();
      expect(await style(page.locator('.week td.whole').first(), 'background-color')).toEqual([Highlight]);
      const empty = page.locator('.week tbody td:not(.whole):not(.part)').first();
      expect(await style(empty, 'background-color', 'outline-style')).not.toContain(Highlight);
      await empty.focus();
      await page.keyboard.press('Shift+ArrowRight');
      const selected = page.locator('.week td[aria-selected=true]').first();
      const [kind, colour] = await style(selected, 'outline-style', 'outline-color');
      expect([kind, [CanvasText, Highlight].includes(colour ?? '')]).toEqual(['solid', true]);
    });
  });
}
