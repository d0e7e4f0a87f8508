import type { Page } from '@playwright/test';

/**
 * Texts in sight that the pseudo-locale has not been at: words with letters that have no accent, without those of servers.
 * Paths, names and licences of packages, and the fields of a file of settings are in no language.
 */
export function plainTexts(page: Page, ofServers: readonly string[]): Promise<readonly string[]> {
  return page.evaluate((names) => {
    const found: string[] = [];
    const inNone = 'script, style, code, kbd, pre, noscript, details > textarea, .packages, .coming li';
    const tell = (text: string) => {
      const left = names.reduce((rest, name) => rest.replaceAll(name, ''), text).replace(/\/[\w./-]+/g, '');
      if (/[A-Za-z]{2}/.test(left)) found.push(text.trim());
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const holder = node.parentElement;
      if (holder?.closest(inNone) === null) tell(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(inNone) !== null) continue;
      for (const name of ['title', 'aria-label', 'placeholder', 'alt']) tell(element.getAttribute(name) ?? '');
    }
    return [...new Set(found)];
  }, ofServers);
}

/**
 * Texts that do not fit: beyond the window, or cut by what holds them. What ends in … and says all of it on hover is a
 * server's, and may be long.
 */
export function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const holder = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (
        holder === null ||
        text === '' ||
        holder.closest('script, style, option, pre, .unseen-text, .skip, :lang(ru) .rail .badge .label') !== null
      )
        continue;
      if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width <= 1) continue;
      const says = holder.closest('[title]') !== null;
      if (box.right > width + 1 && !isClipped(holder)) found.push(`beyond the window: ${text}`);
      for (let around: Element | null = holder; around !== null; around = around.parentElement) {
        // What lies above all else is cut by nothing that it stands in.
        if (around.matches('dialog, [popover]')) break;
        const { overflowX, textOverflow, position } = getComputedStyle(around);
        if (overflowX === 'visible') {
          if (position === 'fixed') break;
          continue;
        }
        const { left, right } = around.getBoundingClientRect();
        const fits = box.left >= left - 1 && box.right <= right + 1;
        if (!fits && !(textOverflow === 'ellipsis' && says)) found.push(`cut: ${text}`);
        if (!fits || textOverflow === 'ellipsis' || position === 'fixed') break;
      }
    }
    function isClipped(element: Element): boolean {
      return (
        element.parentElement !== null &&
        (getComputedStyle(element).overflowX !== 'visible' || isClipped(element.parentElement))
      );
    }
    return [...new Set(found)];
  });
}
