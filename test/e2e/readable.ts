import type { Page } from '@playwright/test';

/**
 * Texts on a page that cannot be read: below a contrast of 4.5 with what is behind them. What is switched off is left
 * out, as WCAG does. https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export function unreadable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, opacity: number];
    const colour = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, opacity = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, opacity];
    };
    const luminance = (of: Colour) => {
      const [red = 0, green = 0, blue = 0] = of.slice(0, 3).map((channel) => {
        const value = channel / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const own = colour(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : behind(element.parentElement);
    };
    const shown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest(':disabled, fieldset:disabled, .unseen-text, .skip') === null &&
      getComputedStyle(element).clipPath === 'none';
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = words.map((node) => node.textContent?.trim() ?? '').join(' ');
      if (text.trim() === '' || element.matches('option, script, style') || !shown(element)) return [];
      const [one, other] = [luminance(colour(getComputedStyle(element).color)), luminance(behind(element))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return contrast < 4.5 ? [`${contrast.toFixed(2)}: ${text}`] : [];
    });
  });
}
