import { type Browser, chromium, type Page } from '@playwright/test';
import { dataDirectory, startHost } from '../host.ts';
import { wholeHistory } from './host.ts';
import { type Measure, percentile } from './measure.ts';

const openings = 9;
const openMs = 300;
const searchMs = 100;
const frameMs = 50;
const scrolls = 300;
const words = ['battery', 'router', 'voltage', 'queue', 'zebra'];
const wheelPx = 600;
const restMs = 3_000;
const settleMs = 500;

/** A data directory without servers whose history is not pruned: its events are older than it is. */
export function bigDirectory(): ReturnType<typeof dataDirectory> {
  return dataDirectory({
    version: 1,
    window: { greeted: true },
    history: wholeHistory,
  });
}

/** The window in a real browser over a big history: opening it, searching by keys, and going through it. */
export async function measureWindow(
  directory: string,
  total: number,
  env: NodeJS.ProcessEnv,
): Promise<readonly Measure[]> {
  const host = await startHost(directory, env);
  const browser = await chromium.launch({
    executablePath: process.env.TOCSIN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--disable-gpu', '--no-sandbox'],
  });
  const over = `over ${total.toLocaleString('en')} rows`;
  const measure = (name: string, value: number, atMostMs: number): Measure => ({
    name: `${name} ${over}`,
    value,
    unit: 'ms',
    beside: null,
    aim: `under ${atMostMs} ms`,
    held: value < atMostMs,
  });
  try {
    await startBrowser(browser, host.url);
    const opened: number[] = [];
    for (let n = 0; n < openings; n++) {
      const page = await browser.newPage();
      opened.push(await opening(page, host.url));
      // What a window does after its first rows must not be part of the next one's time.
      await page.close();
    }
    const page = await browser.newPage();
    await page.addInitScript(tellAnswers);
    await opening(page, host.url);
    const searched = await searching(page);
    await page.getByLabel('Search in the history').fill('');
    await page.locator('.row').first().waitFor();
    const frames = await paging(page);
    return [
      measure('first rows in the window, 50 %', percentile(opened, 0.5), openMs),
      measure('a search’s first rows after the last key, 95 %', percentile(searched, 0.95), searchMs),
      {
        ...measure('longest frame while paging', percentile(frames.paged, 1), frameMs),
        beside: { name: 'at rest', value: percentile(frames.rested, 1) },
      },
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** Shows a file of the host that is not the window: the first page of a browser starts processes of the browser's own. */
async function startBrowser(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(new URL('/theme.js', url).href);
  await page.close();
}

/** From the beginning of the navigation to the frame that has rows, ms. */
async function opening(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('.row') === null) return requestAnimationFrame(look);
      Object.assign(window, { rowsAt: performance.now() });
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}&history`);
  const at = await page.waitForFunction(() => (window as unknown as { rowsAt?: number }).rowsAt);
  return Number(await at.jsonValue());
}

/** Types words letter by letter; from the last key to the frame after the answer to the whole word, ms. */
async function searching(page: Page): Promise<readonly number[]> {
  const field = page.getByLabel('Search in the history');
  const times: number[] = [];
  for (const word of words) {
    await field.fill('');
    await page.locator('.row').first().waitFor();
    await page.evaluate((wanted) => {
      const input = document.querySelector<HTMLInputElement>('#search');
      const found = new Promise<number>((resolve) => {
        let typedAt = 0;
        input?.addEventListener('input', () => {
          if (input.value === wanted) typedAt = performance.now();
        });
        window.addEventListener('answered', ({ detail }: CustomEventInit<string>) => {
          if (detail === wanted) requestAnimationFrame(() => resolve(performance.now() - typedAt));
        });
      });
      Object.assign(window, { found });
    }, word);
    await field.pressSequentially(word, { delay: 60 });
    times.push(await page.evaluate(() => (window as unknown as { found: Promise<number> }).found));
  }
  return times;
}

/** Tells the page itself, as an event `answered`, when the first rows of a search have come. */
function tellAnswers(): void {
  const send = WebSocket.prototype.send;
  const asked = new Map<number, string>();
  const heard = new WeakSet<WebSocket>();
  WebSocket.prototype.send = function (text) {
    const { id, command, input } = JSON.parse(String(text));
    if (command === 'history.watch') asked.set(id, input.filter.text ?? '');
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', ({ data }) => {
        const word = asked.get(JSON.parse(String(data)).id);
        if (word !== undefined) window.dispatchEvent(new CustomEvent('answered', { detail: word }));
      });
    }
    send.call(this, text);
  };
}

/** Goes down through many pages by the wheel; how long each frame took, ms, and before that those of a page at rest. */
async function paging(page: Page): Promise<{ readonly paged: readonly number[]; readonly rested: readonly number[] }> {
  await page.locator('.scroll').hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { frames });
  });
  const taken = () => page.evaluate(() => (window as unknown as { frames: number[] }).frames.splice(0));
  await page.waitForTimeout(restMs);
  const rested = await taken();
  for (let n = 0; n < scrolls; n++) await page.mouse.wheel(0, wheelPx);
  // Asking the page for them holds up a frame, which is none of its own.
  await page.waitForTimeout(settleMs);
  return { paged: await taken(), rested };
}
