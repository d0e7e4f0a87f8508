import type { Field, Offer, Offered } from '../../preload/contract/api.ts';

/** Takes what was typed and not added yet; false: it cannot be taken, and its control says why. */
export type TakeTyped = () => boolean;

/** What a control of several parts gets of its field. */
export interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly described: string | undefined;
  readonly change: (value: unknown) => void;
  /** Asks the server what it has; null: it could not be asked, and why stands at the fields. */
  readonly ask: () => Promise<Offered | null>;
  /** What the server has for it, asked without a word where it is online; empty: that is not known. */
  readonly names: () => Promise<readonly Offer[]>;
  /** Asked before the form is saved or tested: nothing that stands in a field may be left out in silence. */
  readonly waiting: Set<TakeTyped>;
}
