import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const window = fileURLToPath(new URL('../../out/renderer', import.meta.url));
const bytesAtMost = 60_000;

/** The scripts that the page loads before anything is shown: those it names, and what they import at once. */
function scripts(): readonly { readonly name: string; readonly text: string }[] {
  const page = readFileSync(join(window, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, name = '']) => name);
  const found = new Map<string, string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const text = readFileSync(join(window, name), 'utf8');
    found.set(name, text);
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) waiting.push(`assets/${next}`);
  }
  return [...found].map(([name, text]) => ({ name, text }));
}

describe('the first screen', () => {
  it('loads less than 60 kB of JavaScript, compressed', () => {
    const all = scripts();
    expect(all.length).toBeGreaterThan(0);
    const bytes = all.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
    expect(bytes).toBeLessThan(bytesAtMost);
  });

  it('has no zod in it, which main alone needs', () => {
    for (const { name, text } of scripts()) expect(/ZodError|_zod\b|invalid_union/.test(text), name).toBe(false);
  });
});
