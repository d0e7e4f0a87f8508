import type { Kind, Phase, Severity } from '../../preload/contract/api.ts';

/** What a rule gives: how loud the toast is, or none. */
export type ToastLevel = 'urgent' | 'show' | 'quiet' | 'none';

/** What rules can ask of an event and of the alert that it belongs to. */
export interface Facts {
  readonly kind: Kind;
  readonly phase: Phase | null;
  readonly severity: Severity;
  readonly stream: boolean;
  readonly aim: 'user' | 'custom' | null;
  readonly automatic: boolean;
  /** New, or worse than its alert was before. */
  readonly worse: boolean;
  /** The opening of its alert, or a worsening, had been given a toast. */
  readonly openingToasted: boolean;
}

/** All that is named must hold. */
export interface Condition {
  readonly kinds?: readonly Kind[];
  readonly notKinds?: readonly Kind[];
  readonly phases?: readonly Phase[];
  readonly minSeverity?: Severity;
  readonly stream?: boolean;
  readonly aim?: 'user' | 'custom';
  readonly automatic?: boolean;
  readonly worse?: boolean;
  readonly openingToasted?: boolean;
}

export interface Rule {
  readonly id: string;
  readonly when: Condition;
  readonly then: { readonly toast: ToastLevel };
}
