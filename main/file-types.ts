import { extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** The media type of a file of the window, by its name; null: the window has no such files. */
export function typeOf(name: string): string | null {
  return types[extname(name)] ?? null;
}
