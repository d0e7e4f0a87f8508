/**
 * Draws the tray's pictures and the app's icon from one source: `node build/draw-icons.ts` (needs Chromium).
 * Each stands on a grid of 16. A mark takes the lower right 8 × 8 units, which are cut free around it.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const folder = fileURLToPath(new URL('icons', import.meta.url));
/** Black or white by the panel; where that cannot be known this grey holds on both. */
const grey = '#7A7A7A';
const colours = { warning: '#B38300', error: '#C04E00', critical: '#D6174E' } as const;
const shapes = {
  warning: 'M8 1 15.5 14.5H.5z',
  error: 'M8 .5 15.5 8 8 15.5.5 8z',
  critical: 'M1 1h14v14H1z',
} as const;
type Severity = keyof typeof shapes;

const bell = `<g fill="none" stroke="${grey}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"><path d="M3 11.5c1.2-1 1.5-2.2 1.5-4.5a3.5 3.5 0 0 1 7 0c0 2.3.3 3.5 1.5 4.5z"/><path d="M6.7 13.8a1.4 1.4 0 0 0 2.6 0M8 2.3V1.5"/></g>`;
const strike = `<path d="M2 14 14 2" stroke="${grey}" stroke-width="1.6" stroke-linecap="round"/>`;
const cut = '<mask id="free"><path d="M0 0h16v16H0z" fill="#fff"/><path d="M8 8h8v8H8z" fill="#000"/></mask>';
const cross = `<path d="M9.7 9.7 14.5 14.5M14.5 9.7 9.7 14.5" stroke="${grey}" stroke-width="2" stroke-linecap="round"/>`;
const bang = '<path d="M7.2 4.5h1.6v5H7.2zM7.2 10.7h1.6v1.7H7.2z" fill="#fff"/>';

function filled(severity: Severity, marked: boolean): string {
  return `<path d="${shapes[severity]}" fill="${colours[severity]}"/>${marked ? '' : bang}`;
}

function hollow(severity: Severity): string {
  const colour = colours[severity];
  return `<path d="${shapes[severity]}" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linejoin="round" transform="translate(.8 .8) scale(.9)"/><circle cx="8" cy="8.5" r="1.3" fill="${colour}"/>`;
}

function picture(inner: string, marked: boolean): string {
  const body = marked ? `${cut}<g mask="url(#free)">${inner}</g>${cross}` : inner;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="100%" height="100%">${body}</svg>`;
}

const pictures = new Map<string, string>([['struck-bell', picture(bell + strike, false)]]);
for (const marked of [false, true]) {
  const end = marked ? '-cross' : '';
  pictures.set(`bell${end}`, picture(bell, marked));
  for (const severity of ['warning', 'error', 'critical'] as const) {
    pictures.set(`filled-${severity}${end}`, picture(filled(severity, marked), marked));
    pictures.set(`hollow-${severity}${end}`, picture(hollow(severity), marked));
  }
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--disable-gpu'] });
const page = await browser.newPage();
for (const [name, svg] of pictures) {
  await draw(svg, 22, `${name}.png`);
  await draw(svg, 44, `${name}@2x.png`);
}
await draw(picture(bell.replaceAll(grey, '#1F5FBF'), false), 512, 'app.png');
await browser.close();

async function draw(svg: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: `${folder}/${file}`, omitBackground: true });
}
