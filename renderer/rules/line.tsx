import type { ComponentChildren } from 'preact';
import { ruleScreen } from '../../preload/contract/texts/index.ts';

/** What ties the controls of a line to its fault, for those who cannot see that they stand together. */
export interface Tied {
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface LineProps {
  readonly id: string;
  readonly name: string;
  readonly fault: string | null;
  readonly remove: () => void;
  /** The controls of the line. */
  readonly asks: (tied: Tied) => ComponentChildren;
}

/** One condition or effect of a rule: its name, what it asks, its fault, and the way to take it away. */
export function RuleLine({
  id,
  name,
  fault,
  remove,
  asks,
  ...marks
}: LineProps & { readonly [mark: `data-${string}`]: string }) {
  const faultId = `${id}-fault`;
  return (
    <fieldset class={`line ${fault === null ? '' : 'faulty'}`} {...marks}>
      <legend>{name}</legend>
      <div class="asks">
        {asks({ 'aria-invalid': fault !== null, 'aria-describedby': fault === null ? undefined : faultId })}
        {fault !== null && (
          <p class="fault" id={faultId} role="alert">
            {fault}
          </p>
        )}
      </div>
      <button
        type="button"
        class="close"
        aria-label={`${ruleScreen.remove}: ${name}`}
        title={ruleScreen.remove}
        onClick={remove}
      >
        ×
      </button>
    </fieldset>
  );
}
