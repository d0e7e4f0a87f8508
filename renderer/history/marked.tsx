import type { ComponentChildren } from 'preact';
import { piecesOf, type Term } from '../../preload/contract/search.ts';

/** A text of a server, in which what was searched for is marked; text, never markup. */
export function marked(text: string, terms: readonly Term[]): ComponentChildren {
  if (terms.length === 0) return text;
  return piecesOf(text, terms).map((piece, index) =>
    piece.found ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
