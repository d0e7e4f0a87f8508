import type { IdLink } from '../../preload/contract/api.ts';
import { serverScreen } from '../../preload/contract/texts/index.ts';

/** What was typed or pasted for an id: an address stands for the id that it names. */
export type Typed = { readonly id: string } | { readonly fault: string };

/** Reads an id, or the address of a server's own page that names one. */
export function typedId(text: string, links: readonly IdLink[] | undefined): Typed {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed)) return { id: trimmed };
  for (const { pattern, id } of links ?? []) {
    const found = new RegExp(pattern).exec(trimmed)?.[1];
    if (found !== undefined) return { id: id.replace('$1', () => decoded(found)) };
  }
  return { fault: serverScreen.noId };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
