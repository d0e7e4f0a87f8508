/**
 * Draws the pictures of tray and toasts, and the app's icon, from one source: `node build/draw-icons.ts` (needs Chromium).
 * Each stands on a grid of 16. A mark takes the lower right 8 × 8 units, which are cut free around it.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { severities } from '../preload/contract/api.ts';
import { anyInk, bell, coloured, toastShape, trayShape } from '../renderer/tray-shapes.ts';
import { iconOfMac, iconOfWindows, linuxSizes, macSizes, windowsSizes } from './icon-files.ts';

const marks = [null, 'cross', 'bars'] as const;
const folder = fileURLToPath(new URL('icons', import.meta.url));
const toasts = fileURLToPath(new URL('toasts', import.meta.url));
/** Twice what daemons show. */
const toastPx = 96;
/** Pixels of a picture, and the colour of bell and marks: grey holds on a panel whose colour cannot be known. */
const sets = [
  { name: 'grey', size: 22, ink: anyInk },
  { name: 'black', size: 16, ink: '#000' },
  { name: 'white', size: 16, ink: '#FFF' },
] as const;

/** All pictures of the tray by name, bell and marks in one colour. */
function pictures(ink: string): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const mark of marks) {
    const name = (shape: string) => (mark === null ? shape : `${shape}-${mark}`);
    all.set(name('bell'), trayShape({ picture: { shape: 'bell' }, mark }, ink));
    if (mark !== 'cross') all.set(name('struck-bell'), trayShape({ picture: { shape: 'struck-bell' }, mark }, ink));
    for (const severity of coloured) {
      for (const shape of ['filled', 'hollow'] as const) {
        all.set(name(`${shape}-${severity}`), trayShape({ picture: { shape, severity }, mark }, ink));
      }
    }
  }
  return all;
}

const app = `<rect width="16" height="16" rx="3.6" fill="#1F5FBF"/><g transform="translate(2.4 2.2) scale(.7)">${bell('#FFF')}</g>`;

await rm(folder, { recursive: true, force: true });
const browser = await chromium.launch({ executablePath: process.env.TOCSIN_CHROMIUM ?? '/usr/bin/chromium' });
const page = await browser.newPage();
for (const { name: set, size, ink } of sets) {
  await mkdir(join(folder, set), { recursive: true });
  for (const [name, inner] of pictures(ink)) {
    await draw(inner, size, join(set, `${name}.png`));
    await draw(inner, size * 2, join(set, `${name}@2x.png`));
  }
}
await draw(app, 512, 'app.png');
await mkdir(toasts, { recursive: true });
for (const severity of severities) await draw(toastShape(severity), toastPx, join(toasts, `${severity}.png`));
await mkdir(join(folder, 'app'));
const sizes = new Set([...linuxSizes, ...windowsSizes, ...macSizes]);
const drawn = new Map<number, Buffer>();
for (const size of sizes) {
  const file = join('app', `${size}x${size}.png`);
  await draw(app, size, file);
  drawn.set(size, await readFile(join(folder, file)));
  if (!linuxSizes.includes(size)) await rm(join(folder, file));
}
await writeFile(join(folder, 'app.ico'), iconOfWindows(drawn));
await writeFile(join(folder, 'app.icns'), iconOfMac(drawn));
await browser.close();

async function draw(inner: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block}</style><svg viewBox="0 0 16 16" width="${size}" height="${size}">${inner}</svg>`,
  );
  await page.screenshot({ path: resolve(folder, file), omitBackground: true });
}
