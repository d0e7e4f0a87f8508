import type { Page } from '@playwright/test';

/** What is read and pressed, as these functions look for it in the page. */
const controls = 'a[href], button, input, select, textarea, summary, [tabindex]:not(h1, h2)';
/** Where one of these is open, it has the keyboard. */
const above = 'dialog[open], [popover]:popover-open, .panel, .silence-menu';

/** The spacing that a reader may set (WCAG 2.2, 1.4.12), set and taken back. */
export async function spaceText(page: Page, spaced: boolean): Promise<void> {
  await page.evaluate((set) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
       p { margin-bottom: 2em !important; }`,
    );
    document.adoptedStyleSheets = set ? [sheet] : [];
  }, spaced);
}

/** Controls smaller than 24 × 24 px. A link within a sentence has the height of its line; a tick is pressed by its label. */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((all) => {
    const least = 24;
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(all)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // Only clicked by what stands for it.
      if (element.closest('.unseen-text, .skip') !== null) continue;
      if (element.matches('a') && getComputedStyle(element).display === 'inline') continue;
      // As wide as there is room for; the filter for a time, and the list below the week, do the same.
      if (element.matches('.hours a, .week td')) continue;
      const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map((each) =>
        each.getBoundingClientRect(),
      );
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      if (width >= least - 0.5 && height >= least - 0.5) continue;
      const called = element.getAttribute('aria-label') ?? element.textContent;
      found.push(`${element.tagName} "${called.slice(0, 40)}" is ${Math.round(width)} × ${Math.round(height)}`);
    }
    return found;
  }, controls);
}

/**
 * Gives each control the focus, as Tab does, and tells those that are not whole in sight then (what is larger than the
 * window: not at all), those that do not show that they have it, and those that no key comes to.
 */
export function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ all, top }) => {
      const found: string[] = [];
      const ground: ParentNode = [...document.querySelectorAll(top)].find((each) => each.checkVisibility()) ?? document;
      const nameOf = (element: Element) =>
        `${element.tagName} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}" ${element.id}`;
      /** One of these has its own keys: arrows lead from the first to the rest. */
      const moves = (element: Element) => element.closest('[role=menu], [role=grid], table.week, .hours') !== null;
      const shows = (element: Element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      };
      // What was clicked has the focus and shows it only once a key comes to it.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      for (const element of ground.querySelectorAll<HTMLElement>(all)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled, [hidden]')) continue;
        if (element.closest('.skip') !== null) continue;
        const isControl = element.matches('a, button, input, select, textarea, summary');
        if (element.tabIndex < 0) {
          if (isControl && !moves(element)) found.push(`no key comes to ${nameOf(element)}`);
          continue;
        }
        // `focusVisible` is not in TypeScript's list yet.
        element.focus({ focusVisible: true } as FocusOptions);
        if (document.activeElement !== element) {
          found.push(`${nameOf(element)} does not take the focus`);
          continue;
        }
        if (!shows(element)) found.push(`${nameOf(element)} does not show that it has the focus`);
        const { left, top: upper, width, height } = element.getBoundingClientRect();
        // A box of a tick is drawn by its label where it has no size of its own.
        if (width <= 1) continue;
        const inset = Math.min(4, width / 4, height / 4);
        const points = [inset, width / 2, width - inset].flatMap((x) =>
          [inset, height / 2, height - inset].map((y) => [left + x, upper + y] as const),
        );
        const seen = points.filter(([x, y]) => {
          const at = document.elementFromPoint(x, y);
          return at !== null && (element.contains(at) || at.contains(element));
        });
        const isLarge = width > window.innerWidth - 60 || height > window.innerHeight / 2;
        if (isLarge ? seen.length === 0 : seen.length < points.length) {
          const [x, y] = points.find((point) => !seen.includes(point)) ?? [0, 0];
          const over = document.elementFromPoint(x, y);
          found.push(
            `${nameOf(element)} has the focus and is seen at ${seen.length} of ${points.length} points; over it ${over === null ? 'the edge' : `${over.tagName}.${over.className}`}`,
          );
        }
      }
      return found;
    },
    { all: controls, top: above },
  );
}

/** Texts whose upper or lower part is cut by what holds them and does not scroll. */
export function cutLines(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const holder = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (holder === null || text === '' || holder.closest('script, style, option, select, .unseen-text, .skip'))
        continue;
      if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width <= 1) continue;
      for (let around: Element | null = holder; around !== null; around = around.parentElement) {
        if (around.matches('dialog, [popover]')) break;
        const { overflowY, contain } = getComputedStyle(around);
        if (overflowY === 'auto' || overflowY === 'scroll') break;
        const cuts = overflowY === 'hidden' || overflowY === 'clip' || /strict|content|paint/u.test(contain);
        if (!cuts) continue;
        const { top, bottom, width } = around.getBoundingClientRect();
        // What has no size is for screen readers.
        if (width <= 1) break;
        // The box of a line is higher than its letters.
        const room = Math.max(0, (box.height - Number.parseFloat(getComputedStyle(holder).fontSize)) / 2);
        if (box.top + room < top - 1 || box.bottom - room > bottom + 1)
          found.push(`cut above or below: ${text.slice(0, 60)}`);
        break;
      }
    }
    return [...new Set(found)];
  });
}

/** What can be pressed and lies beyond an edge of the window, and words above a screen without room to be read. */
export function outside(page: Page): Promise<readonly string[]> {
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
