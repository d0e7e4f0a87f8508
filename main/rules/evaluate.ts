import type { Decision, Reason } from '../../preload/contract/api.ts';
import { matches } from './match.ts';
import type { Facts, Rule, ToastLevel } from './rule.ts';

/** What holds a toast back, whatever the rule gives. */
export interface Circumstances {
  /** Read after a gap or at the first look, and not shown by itself. */
  readonly caughtUp: 'catch-up' | 'first-look' | null;
  readonly muted: boolean;
  readonly paused: boolean;
  readonly snoozed: boolean;
  /** In quiet hours, which it does not pass. */
  readonly quiet: boolean;
  /** A quiet toast of it would only take the place of one that stands. */
  readonly replaces: boolean;
}

export interface Verdict {
  /** What the rule gives; `none` also for what is acknowledged already. */
  readonly toast: ToastLevel;
  readonly rule: string;
  /** Why it is not shown by a toast of its own; null: it is to be shown. */
  readonly held: Reason | null;
}

/** The first rule that matches decides; the first reason that holds it back is named. */
export function evaluate(facts: Facts, rules: readonly Rule[], circumstances: Circumstances): Verdict {
  const rule = rules.find((each) => matches(each.when, facts));
  const toast = rule?.then.toast ?? 'none';
  return { toast, rule: rule?.id ?? 'default-rest', held: heldBy(facts, toast, circumstances) };
}

function heldBy(facts: Facts, toast: ToastLevel, circumstances: Circumstances): Reason | null {
  if (circumstances.caughtUp !== null) return circumstances.caughtUp;
  if (circumstances.muted) return 'muted-server';
  if (circumstances.paused) return 'paused';
  if (circumstances.snoozed) return 'snoozed';
  if (toast === 'none') return facts.phase === 'closed' && !facts.openingToasted ? 'closes' : 'rule';
  return circumstances.quiet && !(toast === 'quiet' && circumstances.replaces) ? 'quiet-hours' : null;
}

/** The decision as it is stored before any toast is shown. */
export function decisionOf(verdict: Verdict): Decision {
  const { toast, rule, held } = verdict;
  if (held === null) return { outcome: 'pending', reason: null, rule, driver: null };
  const summarised = toast !== 'none' && (held === 'storm' || held === 'catch-up' || held === 'first-look');
  return { outcome: summarised ? 'merged' : 'silenced', reason: held, rule, driver: null };
}
