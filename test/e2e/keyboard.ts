import type { Locator, Page } from '@playwright/test';
import { expect } from './house.ts';

const stepsAtMost = 80;

/** Goes to a control as somebody without a mouse does: by Tab, from where the focus is. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let step = 0; step < stepsAtMost; step++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${stepsAtMost} times Tab do not lead to ${String(control)}`);
}
