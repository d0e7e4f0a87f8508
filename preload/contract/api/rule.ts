import type { EventRow, Kind, Phase, Severity } from './event.ts';
import type { FieldFault } from './server.ts';

/** What a rule asks of a text: exactly one of `is`, `contains` (both without regard to case) and `pattern` (RE2). */
export interface TextTest {
  readonly is?: string;
  readonly contains?: string;
  readonly pattern?: string;
  /** Turns it round. */
  readonly not?: boolean;
}

export const fieldTests = ['=', '!=', '<', '>', '<=', '>=', 'contains', 'exists', 'absent'] as const;

/** What a rule asks of a field of the payload: `{"path": "values.temperature", "test": ">", "value": 80}`. */
export interface FieldTest {
  /** Names and indexes with dots between them; `*` is each one, `["a.b"]` a name with anything in it. */
  readonly path: string;
  readonly test: (typeof fieldTests)[number];
  /** For all but `exists` and `absent`. */
  readonly value?: string | number | boolean | null;
}

/** The condition of a rule: all that is named must hold; of a list of words one. */
export interface RuleWhen {
  /** Ids of servers. */
  readonly server?: readonly string[];
  readonly protocol?: readonly string[];
  readonly kind?: readonly Kind[];
  readonly topic?: readonly string[];
  readonly phase?: readonly Phase[];
  readonly minSeverity?: Severity;
  readonly maxSeverity?: Severity;
  /** Tests of the subject's id and name: one of both must pass each. */
  readonly subject?: readonly TextTest[];
  /** Tests of title and body: one of both must pass each. */
  readonly text?: readonly TextTest[];
  readonly payload?: readonly FieldTest[];
  /** True: only what goes to the history by default; false: only what does not. */
  readonly stream?: boolean;
}

export const toastLevels = ['urgent', 'show', 'quiet', 'none'] as const;

/** How loud a toast is, or none. */
export type ToastLevel = (typeof toastLevels)[number];

export const sounds = ['none', 'desktop', 'alarm'] as const;
export type Sound = (typeof sounds)[number];

/** Shows a toast again until it is seen. */
export interface Repeat {
  readonly everyMin: number;
  readonly atMost: number;
}

/** A limit on a number of the payload, with hysteresis: `{"field": "values.temperature", "open": "> 80", "close": "< 75"}`. */
export interface Threshold {
  /** A path without `*`. */
  readonly field: string;
  /** A comparison with a number, which opens an alert. */
  readonly open: string;
  /** The comparison that closes it; left out: as soon as `open` does not hold any more. */
  readonly close?: string;
}

/** What a rule gives; what it does not name is left to the default rules. */
export interface RuleThen {
  readonly toast?: ToastLevel;
  readonly severity?: Severity;
  readonly sound?: Sound;
  readonly repeat?: Repeat;
  readonly alert?: Threshold;
}

export interface RuleSettings {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly when: RuleWhen;
  readonly then: RuleThen;
}

/** A rule that is made of an event. */
export interface RuleProposal {
  readonly rule: RuleSettings;
  /** Each condition that the event itself fits, also those that the rule leaves out. */
  readonly marks: Pick<RuleWhen, 'server' | 'protocol' | 'kind' | 'topic' | 'phase' | 'subject' | 'text'>;
}

/** The rules behind the user's own, in their order; an entry of `rules` with such an id changes it where it stands. */
export const defaultRuleIds = [
  'default-closed',
  'default-unchanged',
  'default-stream',
  'default-message',
  'default-job',
  'default-connection',
  'default-critical',
  'default-fault',
  'default-rest',
] as const;
export type DefaultRuleId = (typeof defaultRuleIds)[number];

/** How loud each line of a default rule is as it was at first, in their order. */
export const defaultToasts: Readonly<Record<DefaultRuleId, readonly ToastLevel[]>> = {
  'default-closed': ['quiet', 'none'],
  'default-unchanged': ['none'],
  'default-stream': ['none'],
  'default-message': ['show', 'quiet'],
  'default-job': ['show', 'none', 'quiet'],
  'default-connection': ['show', 'quiet'],
  'default-critical': ['urgent'],
  'default-fault': ['show'],
  'default-rest': ['none'],
};

/** What is set otherwise of a default rule. */
export interface DefaultRuleChange {
  readonly id: DefaultRuleId;
  readonly enabled: boolean;
  readonly then: Pick<RuleThen, 'toast' | 'sound' | 'repeat'>;
}

/** One rule as the window lists it: the user's and the policy's in their order, then the default rules. */
export interface RuleView {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Whose it is: `policy` cannot be moved or removed. */
  readonly origin: 'user' | 'policy' | 'default';
  /** The user's settings say something of it; of a default rule `rules.remove` takes that away. */
  readonly changed: boolean;
  /** As it is set, all layers applied; of a default rule only what is set otherwise. */
  readonly rule: Readonly<Record<string, unknown>>;
  /** Why it is not in force; empty when nothing is wrong with it. Paths are those of its fields. */
  readonly faults: readonly FieldFault[];
}

/** What a rule would have done with the newest events. */
export interface Trial {
  /** How many events were looked at. */
  readonly looked: number;
  readonly matched: number;
  /** How many of those that matched it would have given a toast, before anything holds toasts back. */
  readonly wouldToast: number;
  /** How many of those that matched were given a toast when they came. */
  readonly toasted: number;
  /** How many payloads were too long to be kept whole, where the rule asks for fields: they match nothing. */
  readonly cut: number;
  /** The newest that matched, newest first, at most 20. */
  readonly examples: readonly EventRow[];
}
