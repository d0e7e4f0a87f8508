import type {
  DefaultRuleId,
  Kind,
  Phase,
  Repeat,
  RuleThen,
  RuleWhen,
  Severity,
  Sound,
  Subject,
  ToastLevel,
} from '../../preload/contract/api.ts';

/** An event as its server said it: what the user's rules can ask. */
export interface Said {
  readonly server: string;
  readonly protocol: string;
  readonly kind: Kind;
  readonly topic: string;
  readonly phase: Phase | null;
  readonly severity: Severity;
  readonly subject: Subject | null;
  readonly title: string;
  readonly body: string;
  readonly payload: unknown;
  readonly stream: boolean;
  /** The rule whose limit it crosses; null: none. */
  readonly crossed: string | null;
}

/** What the default rules ask of an event and of the alert that it belongs to. */
export interface Facts {
  readonly kind: Kind;
  readonly phase: Phase | null;
  /** As a rule of the user has set it, or as it was said. */
  readonly severity: Severity;
  readonly stream: boolean;
  readonly aim: 'user' | 'custom' | null;
  readonly automatic: boolean;
  /** New, or worse than its alert was before. */
  readonly worse: boolean;
  /** The opening of its alert, or a worsening, had been given a toast. */
  readonly openingToasted: boolean;
  /** Acknowledged, out of date, or outside of what was asked for: no rule gives it a toast. */
  readonly settled: boolean;
}

/** The condition of a default rule: a rule's form, and what only the judge knows. All that is named must hold. */
export interface DefaultWhen extends Pick<RuleWhen, 'kind' | 'phase' | 'minSeverity' | 'stream'> {
  readonly aim?: 'user' | 'custom';
  readonly automatic?: boolean;
  readonly worse?: boolean;
  readonly openingToasted?: boolean;
}

/** One line of a default rule. */
export interface DefaultRule {
  readonly id: DefaultRuleId;
  readonly when: DefaultWhen;
  readonly then: { readonly toast: ToastLevel; readonly sound?: Sound; readonly repeat?: Repeat };
}

/** A rule of the user or of a policy, ready to be asked of each event. */
export interface OwnRule {
  readonly id: string;
  readonly matches: (said: Said) => boolean;
  readonly then: RuleThen;
  /** It says itself which phases it is about. */
  readonly namesPhase: boolean;
  /** It is about streams. */
  readonly meansStreams: boolean;
}

/** The rules in force, in their order. */
export interface Rules {
  readonly own: readonly OwnRule[];
  readonly defaults: readonly DefaultRule[];
  readonly thresholds: readonly ThresholdRule[];
}

/** The limit of a rule, ready to be asked of each event. */
export interface ThresholdRule {
  readonly rule: string;
  /** Tells whether it was changed. */
  readonly definition: string;
  readonly matches: (said: Said) => boolean;
  readonly severity: Severity;
  /** The name of the field, as its events show it. */
  readonly name: string;
  /** The number that opens it, as its events show it. */
  readonly limit: number;
  /** The number in a payload; null where there is none. */
  readonly reading: (payload: unknown) => number | null;
  readonly opens: (reading: number) => boolean;
  readonly closes: (reading: number) => boolean;
}
