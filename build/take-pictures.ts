import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { open, views } from '../test/e2e/screens.ts';
import { openStage, type Stage, type StageName } from '../test/e2e/stage.ts';

/** Draws the pictures of the documents: `npm run pictures`. Needs Chromium and ImageMagick. */

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
/** The window as it opens at first. */
const viewport = { width: 900, height: 600 };
/** So many minutes after what happens on the stage, which lets no age be "0 s". */
const laterMs = 2 * 60_000;
const run = promisify(execFile);

const stages: { readonly name: StageName; readonly opened: Stage }[] = [];
const browser = await chromium.launch({
  executablePath: process.env.TOCSIN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--disable-gpu', '--no-sandbox'],
});
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext({
    ...{ viewport, deviceScaleFactor: 2, reducedMotion: 'reduce', timezoneId: afternoon() },
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(Date.now() + laterMs);
  for (const view of views.filter(({ picture }) => picture !== undefined)) {
    const stage = stages.find(({ name }) => name === view.stage) ?? {
      name: view.stage,
      opened: await openStage(view.stage),
    };
    if (!stages.includes(stage)) stages.push(stage);
    await open(page, view, stage.opened);
    // The mouse would leave something looking hovered.
    await page.mouse.move(0, 0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const file = join(folder, `${view.name}-${colorScheme}.png`);
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      await run('convert', [file, '-strip', '+dither', '-colors', '128', `PNG8:${file}`]);
    }
  }
} finally {
  await browser.close();
  for (const { opened } of stages) await opened.close();
}
process.stdout.write(`${(await readdir(folder)).length} pictures in docs/pictures\n`);

/** A time zone in which it is two in the afternoon now, so that pictures of a morning and of an evening are alike. */
function afternoon(): string {
  const ahead = (14 - new Date().getUTCHours() + 24) % 24;
  // The signs of Etc are turned: https://data.iana.org/time-zones/tzdb/etcetera
  return ahead <= 12 ? `Etc/GMT-${ahead}` : `Etc/GMT+${24 - ahead}`;
}
