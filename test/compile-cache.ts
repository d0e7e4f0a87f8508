import { resolve } from 'node:path';

/** Hosts and commands are started hundreds of times: what Node compiled of them once, each next one reads back. */
export function keepCompiled(): void {
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');
}
