import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';

/**
 * A language that nobody speaks, made of the English words: each letter has an accent, each text is longer by 40 % and in
 * brackets. What a server said stays as it is. The window takes it for Russian.
 */
export async function speakPseudo(page: Page): Promise<void> {
  const code = await pseudoModule();
  await page.route(/\/assets\/ru-[^/]*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
}

let made: Promise<string> | null = null;

function pseudoModule(): Promise<string> {
  made ??= bundled();
  return made;
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('pseudo-words.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('The pseudo-locale was not built');
  return first.output[0].code;
}
