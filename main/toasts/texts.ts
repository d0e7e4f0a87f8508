import { cut } from '../../preload/contract/texts/index.ts';

const titleLength = 200;
const bodyLength = 1_000;
const bodyLines = 6;

/** The texts of a toast as a driver may pass them on: printable, bounded, line breaks only in the body. */
export function bounded(toast: { readonly title: string; readonly body: string }): { title: string; body: string } {
  const lines = toast.body.split('\n', bodyLines).map((line) => cut(line, bodyLength / 2));
  return { title: cut(toast.title, titleLength), body: lines.join('\n').slice(0, bodyLength).toWellFormed() };
}
