import type { Field, Offered } from '../../preload/contract/api.ts';

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
}
