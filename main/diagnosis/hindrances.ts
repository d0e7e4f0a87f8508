import {
  type Hindrance,
  type QuietHours,
  type RuleSettings,
  rankOf,
  type Severity,
  type Silenced,
} from '../../preload/contract/api.ts';
import { evaluate, severityBy, unhindered, type Verdict } from '../rules/evaluate.ts';
import { ownRule } from '../rules/match.ts';
import { passesQuiet } from '../rules/quiet-hours.ts';
import type { DefaultRule, Facts } from '../rules/rule.ts';
import type { DriverView } from '../toasts/choose.ts';
import type { Urgency } from '../toasts/driver.ts';
import type { Player } from '../toasts/player.ts';
import { soundOf } from '../toasts/sound.ts';

/** What an event of no special kind is given, and by which rule: a default one, or one of the user's own, by its name. */
export interface StandardVerdict extends Pick<Verdict, 'toast' | 'sound'> {
  readonly severity: Severity;
  readonly by: Extract<Hindrance, { code: 'rule' | 'own-rule' }>;
}

/** What stands between an event and its toast. */
export interface Obstacles {
  /** What the rules give an event of this severity. */
  readonly verdict: StandardVerdict;
  readonly silenced: Silenced;
  /** Names of servers that are watched and muted. */
  readonly muted: readonly string[];
  readonly quietHours: Pick<QuietHours, 'passSeverity' | 'passConnectionLost'>;
  readonly drivers: readonly DriverView[];
  readonly sounds: Parameters<typeof soundOf>[1];
  readonly player: Pick<Player, 'probe'>;
  readonly previews: boolean;
}

/**
 * What the rules give something new of a severity that is of no special kind: the default ones, and of the user's own
 * those that are about severities alone.
 */
export function standardVerdict(
  said: Severity,
  { rules, defaults }: { readonly rules: readonly RuleSettings[]; readonly defaults: readonly DefaultRule[] },
): StandardVerdict {
  const event = { kind: 'incident', phase: 'opened', severity: said } as const;
  const general = rules.find((rule) => rule.enabled && isGeneral(rule, said)) ?? null;
  const own = general === null ? null : ownRule(general);
  const severity = severityBy(own, event);
  const facts: Facts = {
    ...event,
    severity,
    stream: false,
    aim: null,
    automatic: false,
    worse: true,
    openingToasted: false,
    settled: false,
  };
  const { toast, sound, rule } = evaluate(facts, defaults, unhindered, own);
  const by: StandardVerdict['by'] =
    general !== null && general.then.toast !== undefined
      ? { code: 'own-rule', name: general.name }
      : { code: 'rule', rule: defaults.find(({ id }) => id === rule)?.id ?? 'default-rest' };
  return { toast, sound, severity, by };
}

/** Whether a rule asks nothing but the severity, and has this one. */
function isGeneral({ when, then }: RuleSettings, severity: Severity): boolean {
  const { minSeverity = 'ok', maxSeverity = 'critical', ...others } = when;
  const within = rankOf(minSeverity) <= rankOf(severity) && rankOf(severity) <= rankOf(maxSeverity);
  return within && Object.keys(others).length === 0 && then.alert === undefined;
}

/** How loud the toast of a verdict is; one that gives none is tried quietly. */
export function urgencyOfVerdict({ toast }: Pick<Verdict, 'toast'>): Urgency {
  return toast === 'none' ? 'quiet' : toast;
}

/** What would hold back the toast of an event now, or a part of it: in the order in which it is decided. */
export function hindrancesOf(obstacles: Obstacles): readonly Hindrance[] {
  const { verdict, silenced, muted, quietHours, drivers, previews } = obstacles;
  const { severity } = verdict;
  const { paused, quiet, snoozes } = silenced;
  const snoozed = snoozes.filter(({ what }) => what.type === 'server').map(({ name }) => name);
  const found: Hindrance[] = [];
  if (muted.length > 0) found.push({ code: 'muted-server', names: muted });
  if (paused !== null) found.push({ code: 'paused', until: paused.until });
  if (snoozed.length > 0) found.push({ code: 'snoozed-server', names: snoozed });
  if (verdict.toast === 'none') found.push(verdict.by);
  if (quiet !== null && !passesQuiet(quietHours, { severity, connectionLost: false })) {
    found.push({ code: 'quiet-hours', until: quiet.until });
  }
  const chosen = drivers.find((driver) => driver.chosen) ?? null;
  if (chosen?.heldBack === 'all' || (chosen?.heldBack === 'usual' && verdict.toast !== 'urgent')) {
    found.push({ code: 'do-not-disturb', driver: chosen.name, heldBack: chosen.heldBack });
  }
  const silent = soundHindrance(obstacles, chosen);
  if (silent !== null) found.push(silent);
  if (!previews) found.push({ code: 'no-previews' });
  return found;
}

function soundHindrance({ verdict, sounds, player }: Obstacles, chosen: DriverView | null): Hindrance | null {
  const sound = soundOf(
    { urgency: urgencyOfVerdict(verdict), severity: verdict.severity, sound: verdict.sound },
    sounds,
  );
  if (sound === 'none') return { code: 'no-sound' };
  if (chosen?.sounds[sound] === true) return null;
  const found = player.probe(sound);
  return 'why' in found ? { code: 'no-player', text: String(found.why.params['text'] ?? '') } : null;
}
