import type { Offered, ProtocolView } from '../preload/contract/api.ts';
import { type KindTexts, kindIn, offeredIn, sayerOf } from '../preload/contract/texts/index.ts';
import { kindTexts } from './language.ts';

/** Each once in a language: who keeps one knows it again. */
const said = new WeakMap<ProtocolView, { readonly texts: KindTexts; readonly kind: ProtocolView }>();

/** The kinds of servers in the language that is spoken. A screen that shows them asks for `needKinds` first. */
export function kindsIn(protocols: readonly ProtocolView[]): readonly ProtocolView[] {
  return protocols.map(kindOf);
}

/** The kind of a name, in the language that is spoken; undefined: there is none. */
export function kindNamed(protocols: readonly ProtocolView[] | undefined, name: unknown): ProtocolView | undefined {
  const found = protocols?.find((each) => each.name === name);
  return found === undefined ? undefined : kindOf(found);
}

/** What a server of a kind has for a field, with our words in the language that is spoken. */
export function offersIn(offered: Offered, kind: string): Offered {
  const texts = kindTexts();
  return texts === null ? offered : offeredIn(offered, sayerOf(texts, kind));
}

function kindOf(kind: ProtocolView): ProtocolView {
  const texts = kindTexts();
  if (texts === null) return kind;
  const before = said.get(kind);
  if (before?.texts === texts) return before.kind;
  const now = kindIn(kind, sayerOf(texts, kind.name));
  said.set(kind, { texts, kind: now });
  return now;
}
