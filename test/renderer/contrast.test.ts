import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');

/** The colours of the stylesheet's tokens, light and dark. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

function colour(name: string, scheme: 'light' | 'dark'): string {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`The stylesheet has no --${name}`);
  return found[scheme];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const linear = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

const grounds = ['bg', 'surface', 'select', 'alarm'];
const words = ['text', 'muted', 'accent', 'ok', 'info', 'warning', 'error', 'critical'];

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  it.each(words.flatMap((word) => grounds.map((ground) => [word, ground])))('%s on %s can be read', (word, ground) => {
    expect(contrast(colour(word, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it('words that a search has marked can be read', () => {
    expect(contrast(colour('text', scheme), colour('found', scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('edges can be told from %s', (ground) => {
    expect(contrast(colour('edge', scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(3);
  });

  it.each(['fill-warning', 'fill-error', 'fill-critical'])('a bar of %s can be told from what is behind it', (fill) => {
    expect(contrast(colour(fill, scheme), colour('bg', scheme))).toBeGreaterThanOrEqual(3);
  });

  it.each(['accent', 'warning', 'error', 'critical'])('words on a fill of %s can be read', (fill) => {
    expect(contrast(colour('on-fill', scheme), colour(fill, scheme))).toBeGreaterThanOrEqual(4.5);
  });
});
