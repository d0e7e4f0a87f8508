import { dataDirectory, startHost } from '../host.ts';
import { until } from '../until.ts';
import { type Browser, type Page, startBrowser } from './browser.ts';
import { wholeHistory } from './host.ts';
import { type Measure, percentile } from './measure.ts';
import { longest, paging } from './paging.ts';

const openings = 11;
const openMs = 300;
const searchMs = 100;
const frameMs = 50;
const words = ['battery', 'router', 'voltage', 'queue', 'zebra'];
const keyMs = 60;
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
  const browser = await startBrowser();
  const over = `over ${total.toLocaleString('en')} rows`;
  const measure = (
    name: string,
    value: number,
    atMostMs: number | null,
    beside: Measure['beside'] = null,
  ): Measure => ({
    name: `${name} ${over}`,
    value,
    unit: 'ms',
    beside,
    aim: atMostMs === null ? null : `under ${atMostMs} ms`,
    held: atMostMs === null || value < atMostMs,
  });
  try {
    const window = `${host.url}&history`;
    // A path that is not there is answered by one line.
    const line = new URL('/no-such-page', host.url).href;
    const middle = async (url: string, shown: string, apart: boolean) =>
      percentile(await opened(browser, url, shown, apart), 0.5);
    const [rows, none] = [await middle(window, '.row', false), await middle(line, 'pre', false)];
    const [rowsApart, noneApart] = [await middle(window, '.row', true), await middle(line, 'pre', true)];
    const page = await browser.newPage();
    await page.atStart(tellAnswers);
    await opening(page, window, '.row');
    const searched = await searching(page);
    const { frames, atRest } = await paging(page);
    const alone = (of: typeof frames) => of.filter(({ taken }) => !taken);
    const name = 'a page of one line';
    return [
      measure('first rows in the window, 50 %', rows, openMs, { name, value: none }),
      measure('the same in a new profile, 50 %', rowsApart, null, { name, value: noneApart }),
      measure('a search’s first rows after the last key, 95 %', percentile(searched, 0.95), searchMs),
      measure('longest frame while paging', longest(frames), frameMs, { name: 'at rest', value: longest(atRest) }),
      measure('the same where others took nothing', longest(alone(frames)), frameMs, {
        name: `at rest; ${alone(frames).length} of ${frames.length} frames`,
        value: longest(alone(atRest)),
      }),
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
}

/**
 * How long openings of a page take, each in a tab of its own; `apart`: in a profile of its own. The first one is left out:
 * it starts processes of the browser's own.
 */
async function opened(browser: Browser, url: string, shown: string, apart: boolean): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n <= openings; n++) {
    const page = await browser.newPage(apart);
    await settled();
    times.push(await opening(page, url, shown));
    // What a page does after its first rows must not be part of the next one's time.
    await settled();
    await page.close();
  }
  return times.slice(1);
}

/** From the beginning of the navigation to the frame that shows something, ms. */
async function opening(page: Page, url: string, shown: string): Promise<number> {
  await page.atStart((wanted) => {
    const look = () => {
      if (document.querySelector(wanted) === null) return requestAnimationFrame(look);
      Object.assign(window, { shownAt: performance.now() });
    };
    requestAnimationFrame(look);
  }, shown);
  await page.go(url);
  // Asked for sooner it would be work for the page that opens.
  await settled();
  return until('what the page shows first', () =>
    page.evaluate(() => Reflect.get(window, 'shownAt') as number | undefined),
  );
}

/** Types words letter by letter; from the last key to the frame after the answer to the whole word, ms. */
async function searching(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (const word of words) {
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
      input?.focus();
      Object.assign(window, { found });
    }, word);
    await page.type(word, keyMs);
    times.push(await page.evaluate(() => Reflect.get(window, 'found') as Promise<number>));
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#search');
      if (input !== null) input.value = '';
      input?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await until('all rows again', () =>
      page.evaluate(() => document.querySelector('mark') === null && document.querySelector('.row') !== null),
    );
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

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, settleMs));
}
