import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { lineFields } from '../../main/connections/fields.ts';
import { protocols } from '../../main/protocols/registry.ts';
import { type KindTexts, kindIn } from '../../preload/contract/texts/index.ts';
import { accented } from './pseudo-words.ts';

/** The file of the tables, and that of the kinds of servers. */
const files = ['ru', 'kinds'] as const;

/**
 * A language that nobody speaks, made of the English words: each letter has an accent, each text is longer by 40 % and in
 * brackets. What a server said stays as it is. The window takes it for Russian.
 */
export async function speakPseudo(page: Page): Promise<void> {
  const code = await pseudoModule();
  for (const file of files) {
    await page.route(new RegExp(`/assets/${file}-[^/]*\\.js$`), (route) =>
      route.fulfill({ contentType: 'text/javascript', body: code }),
    );
  }
}

let made: Promise<string> | null = null;

function pseudoModule(): Promise<string> {
  made ??= bundled();
  return made;
}

/** What the kinds of servers say, by what they say in English; the names of what they are stay. */
function pseudoKinds(): KindTexts {
  const kinds = [...protocols.values()].map(({ name, label, summary, blind = null, fields, topics }) => {
    const said: Record<string, string> = {};
    const view = { name, label, summary, blind, topics, fields: [...fields, ...lineFields] };
    kindIn(view, (text) => {
      said[text] = text === label ? text : accented(text, []);
      return text;
    });
    return [name, said] as const;
  });
  return { every: {}, kinds: Object.fromEntries(kinds) };
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
  return `${first.output[0].code}\nexport const kinds = ${JSON.stringify(pseudoKinds())};\n`;
}
