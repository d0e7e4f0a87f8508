/**
 * Draws the tray's pictures and the app's icon from one source: `node build/draw-icons.ts` (needs Chromium).
 * Each stands on a grid of 16. A mark takes the lower right 8 × 8 units, which are cut free around it.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const folder = fileURLToPath(new URL('icons', import.meta.url));
/** Pixels of a picture, and the colour of bell and marks: grey holds on a panel whose colour cannot be known. */
const sets = [
  { name: 'grey', size: 22, ink: '#7A7A7A' },
  { name: 'black', size: 16, ink: '#000' },
  { name: 'white', size: 16, ink: '#FFF' },
] as const;
/** These hold 3:1 on light and on dark panels. */
const colours = { warning: '#B38300', error: '#C04E00', critical: '#D6174E' } as const;
type Severity = keyof typeof colours;
const severities: readonly Severity[] = ['warning', 'error', 'critical'];

const shapes: Readonly<Record<Severity, { readonly filled: string; readonly hollow: string; readonly dotY: number }>> =
  {
    warning: { filled: 'M8 .5 15.8 15H.2z', hollow: 'M8 2.4 14.2 14H1.8z', dotY: 10.3 },
    error: { filled: 'M8 .2 15.8 8 8 15.8.2 8z', hollow: 'M8 1.9 14.1 8 8 14.1 1.9 8z', dotY: 8 },
    critical: { filled: 'M1 1h14v14H1z', hollow: 'M2 2h12v12H2z', dotY: 8 },
  };
/** The place of the "!" in each shape, from its top. */
const bangs: Readonly<Record<Severity, string>> = {
  warning: 'M7 5h2v5H7zM7 11.3h2v2H7z',
  error: 'M7 4h2v5H7zM7 10.3h2v2H7z',
  critical: 'M7 3.3h2v5.4H7zM7 10.4h2v2.2H7z',
};
const bellBody = 'M2.8 11.7c1.2-1 1.7-2.3 1.7-4.7a3.5 3.5 0 0 1 7 0c0 2.4.5 3.7 1.7 4.7z';
const bellParts = 'M6.5 14.2a1.6 1.6 0 0 0 3 0M8 2.6V1.4';
const strike = 'M2.2 14.2 14 1.8';
const crossMark = 'M9.9 9.9 14.9 14.9M14.9 9.9 9.9 14.9';
const barsMark = 'M9.4 9.4h2.4V15.6H9.4zM13.2 9.4h2.4V15.6h-2.4z';

function bell(ink: string): string {
  return `<path d="${bellBody}${bellParts}" fill="none" stroke="${ink}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"/>`;
}

/** The strike is cut free from the bell, else both are one blot at 16 pixels. */
function struckBell(ink: string): string {
  const line = (width: number, colour: string) =>
    `<path d="${strike}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
  return `<mask id="strike"><path d="M0 0h16v16H0z" fill="#fff"/>${line(3.8, '#000')}</mask><g mask="url(#strike)">${bell(ink)}</g>${line(1.6, ink)}`;
}

function filled(severity: Severity, marked: boolean): string {
  const bang = marked ? '' : bangs[severity];
  return `<path d="${shapes[severity].filled}${bang}" fill="${colours[severity]}" fill-rule="evenodd"/>`;
}

function hollow(severity: Severity): string {
  const { hollow: path, dotY } = shapes[severity];
  const colour = colours[severity];
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linejoin="round"/><circle cx="8" cy="${dotY}" r="1.4" fill="${colour}"/>`;
}

function marked(inner: string, mark: string): string {
  return `<mask id="free"><path d="M0 0h16v16H0z" fill="#fff"/><path d="M8 8h8v8H8z" fill="#000"/></mask><g mask="url(#free)">${inner}</g>${mark}`;
}

/** All pictures of the tray by name, bell and marks in one colour. */
function pictures(ink: string): ReadonlyMap<string, string> {
  const cross = `<path d="${crossMark}" stroke="${ink}" stroke-width="2" stroke-linecap="round"/>`;
  const bars = `<path d="${barsMark}" fill="${ink}"/>`;
  const all = new Map([
    ['bell', bell(ink)],
    ['bell-cross', marked(bell(ink), cross)],
    ['bell-bars', marked(bell(ink), bars)],
    ['struck-bell', struckBell(ink)],
    ['struck-bell-bars', marked(struckBell(ink), bars)],
  ]);
  for (const severity of severities) {
    all.set(`filled-${severity}`, filled(severity, false));
    all.set(`filled-${severity}-cross`, marked(filled(severity, true), cross));
    all.set(`filled-${severity}-bars`, marked(filled(severity, true), bars));
    all.set(`hollow-${severity}`, hollow(severity));
    all.set(`hollow-${severity}-cross`, marked(hollow(severity), cross));
    all.set(`hollow-${severity}-bars`, marked(hollow(severity), bars));
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
await browser.close();

async function draw(inner: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block}</style><svg viewBox="0 0 16 16" width="${size}" height="${size}">${inner}</svg>`,
  );
  await page.screenshot({ path: join(folder, file), omitBackground: true });
}
