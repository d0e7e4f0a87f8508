import type { Decision, Reason, Repeat, Severity, Sound, ToastLevel } from '../../preload/contract/api.ts';
import { matches } from './match.ts';
import type { DefaultRule, Facts, OwnRule, Said } from './rule.ts';

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

/** Nothing holds a toast back. */
export const unhindered: Circumstances = {
  caughtUp: null,
  muted: false,
  paused: false,
  snoozed: false,
  quiet: false,
  replaces: false,
};

export interface Verdict {
  /** What the rule gives; `none` also for what is acknowledged already. */
  readonly toast: ToastLevel;
  readonly rule: string;
  /** Why it is not shown by a toast of its own; null: it is to be shown. */
  readonly held: Reason | null;
  /** The rule's sound; left out: as the level of the toast has it. */
  readonly sound?: Sound;
  /** How the rule has the toast repeated until it is seen; left out: not at all. */
  readonly repeat?: Repeat;
}

/** The first of the user's rules whose condition holds; null: none. */
export function firstOwn(said: Said, own: readonly OwnRule[]): OwnRule | null {
  for (const rule of own) if (rule.matches(said)) return rule;
  return null;
}

/** The severity of an event once its rule has had its say. A closing keeps the one it closes with, a job has a result. */
export function severityBy(
  own: OwnRule | null,
  { severity, phase, kind }: Pick<Said, 'severity' | 'phase' | 'kind'>,
): Severity {
  if (own?.then.severity === undefined || (phase === 'closed' && kind !== 'job')) return severity;
  return own.then.severity;
}

/**
 * The rule of the user that matched decides, and where it leaves the toast open the first default rule that matches; the
 * first reason that holds a toast back is named.
 */
export function evaluate(
  facts: Facts,
  defaults: readonly DefaultRule[],
  circumstances: Circumstances,
  own: OwnRule | null = null,
): Verdict {
  const decides = own !== null && speaks(own, facts) ? own : null;
  const standard = defaults.find((rule) => matches(rule.when, facts));
  const given = decides?.then.toast === undefined ? standard?.then : decides.then;
  const toast = facts.settled ? 'none' : (given?.toast ?? 'none');
  const rule = decides?.id ?? standard?.id ?? 'default-rest';
  const verdict = { toast, rule, held: heldBy(facts, toast, decides, circumstances) };
  const { sound = given?.sound, repeat = given?.repeat } = decides?.then ?? {};
  if (sound === undefined && repeat === undefined) return verdict;
  return { ...verdict, ...(sound === undefined ? {} : { sound }), ...(repeat === undefined ? {} : { repeat }) };
}

/**
 * Whether a rule decides this event: one that does not silence is about what is new, worse, or the result of a job, and
 * about streams only when it means them. Closings and what stands unchanged are left to the default rules unless it names
 * phases, for nobody who wants the faults of a server shown wants each of them told three times.
 */
function speaks({ then, namesPhase, meansStreams }: OwnRule, facts: Facts): boolean {
  if (then.toast === 'none') return true;
  if (facts.settled || (facts.stream && !meansStreams)) return false;
  return namesPhase || isNews(facts);
}

function isNews({ phase, kind, worse }: Facts): boolean {
  if (phase === 'closed') return kind === 'job';
  return phase !== 'updated' || worse;
}

function heldBy(facts: Facts, toast: ToastLevel, own: OwnRule | null, circumstances: Circumstances): Reason | null {
  if (circumstances.muted) return 'muted-server';
  // The summary of a gap leaves it out: it is told with the snooze.
  if (circumstances.caughtUp === 'catch-up' && circumstances.snoozed) return 'snoozed';
  if (circumstances.caughtUp !== null) return circumstances.caughtUp;
  if (circumstances.paused) return 'paused';
  if (circumstances.snoozed) return 'snoozed';
  if (toast !== 'none')
    return circumstances.quiet && !(toast === 'quiet' && circumstances.replaces) ? 'quiet-hours' : null;
  const closes = facts.phase === 'closed' && !facts.openingToasted;
  return closes && own?.then.toast !== 'none' ? 'closes' : 'rule';
}

/** The decision as it is stored before any toast is shown. */
export function decisionOf(verdict: Verdict): Decision {
  const { toast, rule, held } = verdict;
  if (held === null) return { outcome: 'pending', reason: null, rule, driver: null };
  const summarised = toast !== 'none' && (held === 'storm' || held === 'catch-up' || held === 'first-look');
  return { outcome: summarised ? 'merged' : 'silenced', reason: held, rule, driver: null };
}
