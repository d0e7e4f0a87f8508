import type { Severity } from '../../preload/contract/api.ts';
import { severityWord } from '../../preload/contract/texts/index.ts';

/** A severity as shape and word, never as colour alone; the stylesheet draws the shape. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const word = severityWord(severity);
  return (
    <span class={`severity ${severity}`} title={word}>
      {word}
    </span>
  );
}
