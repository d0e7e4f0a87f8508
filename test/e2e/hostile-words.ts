import type { Page } from '@playwright/test';
import { expect } from './house.ts';

export const markup = '<script>window.ran=1</script><img src=http://127.0.0.1:1/x onerror="window.ran=1">';

/** Turned, of no width, with escapes of a terminal, on several lines. */
export const misleading =
  'turned \u202etxt.exe\u2066 hidden\u200bwidth \ufeffend \u001b[31mred\u009b31m line\nbreak\u2028end';

/** What a server, or a file, may send in the place of a word. */
export const words = [
  markup,
  '"><svg onload="window.ran=1"></svg><b>bold</b>&amp;&#60;',
  'javascript:window.ran=1 data:text/html,<script>window.ran=1</script>',
  'turned \u202etxt.exe\u2066 hidden\u200bwidth \ufeffend',
  'bell\u0007 \u001b[2J\u001b]0;owned\u0007\u001b[31mred\u009b31m line\nbreak\r\ncell\ttab',
  '=cmd|"/c calc"!A0',
  '@SUM(1+1)*cmd',
  'x'.repeat(1_000_000),
] as const;

/** Nothing of these is ever drawn or printed: escapes, turned text, what has no width. */
export const unprintable = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u;

/** What a page did that it must not do. */
export function watched(page: Page, origin: string) {
  const faults: string[] = [];
  page.on('pageerror', (error) => void faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => void faults.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data|about):/.test(url)) faults.push(`asks ${url.slice(0, 100)}`);
  });
  return faults;
}

/** Expects that a page draws text and nothing but text, also where only a screen reader or the mouse finds it. */
export async function expectText(page: Page, what: string): Promise<void> {
  const { text, said, hrefs, alive } = await page.evaluate(() => {
    const all = [...document.querySelectorAll('[title], [aria-label], [alt], [placeholder]')];
    const live = '#window script, #window img, #window iframe, #window b > b, #window svg[onload], #window [onerror]';
    const drawn = document.body.cloneNode(true) as HTMLElement;
    // A field that is edited holds what it is, to the letter.
    for (const field of drawn.querySelectorAll('textarea')) field.remove();
    return {
      text: drawn.textContent,
      said: all.flatMap((each) =>
        ['title', 'aria-label', 'alt', 'placeholder'].map((name) => each.getAttribute(name) ?? ''),
      ),
      hrefs: [...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href')),
      alive: document.querySelectorAll(live).length,
    };
  });
  expect(text, what).not.toMatch(unprintable);
  expect(text.length, what).toBeLessThan(600_000);
  expect(alive, what).toBe(0);
  for (const each of said) expect(each, what).not.toMatch(unprintable);
  for (const href of hrefs) expect(href, what).toMatch(/^(#|https:\/\/)/);
  expect(await page.title(), what).toMatch(/^(\(\d+\+?\) )?Tocsin$/);
}
