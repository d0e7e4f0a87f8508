import type { Hindrance, QuietHours, Severity, Silenced } from '../../preload/contract/api.ts';
import { evaluate, unhindered, type Verdict } from '../rules/evaluate.ts';
import { passesQuiet } from '../rules/quiet-hours.ts';
import type { DefaultRule } from '../rules/rule.ts';
import type { DriverView } from '../toasts/choose.ts';
import type { Urgency } from '../toasts/driver.ts';
import type { Player } from '../toasts/player.ts';
import { soundOf } from '../toasts/sound.ts';

/** What stands between an event and its toast. */
export interface Obstacles {
  readonly severity: Severity;
  /** What the default rules give an event of this severity. */
  readonly verdict: Pick<Verdict, 'toast' | 'sound'> & { readonly rule: Extract<Hindrance, { code: 'rule' }>['rule'] };
  readonly silenced: Pick<Silenced, 'paused' | 'quiet'>;
  readonly quietHours: Pick<QuietHours, 'passSeverity' | 'passConnectionLost'>;
  readonly drivers: readonly DriverView[];
  readonly sounds: Parameters<typeof soundOf>[1];
  readonly player: Pick<Player, 'probe'>;
  readonly previews: boolean;
}

/** What the default rules give something new of a severity that is of no special kind. */
export function standardVerdict(severity: Severity, defaults: readonly DefaultRule[]): Obstacles['verdict'] {
  const facts = {
    ...({ kind: 'incident', phase: 'opened', severity, stream: false, aim: null, automatic: false } as const),
    ...{ worse: true, openingToasted: false, settled: false },
  };
  const { toast, sound, rule } = evaluate(facts, defaults, unhindered);
  return { toast, sound, rule: defaults.find(({ id }) => id === rule)?.id ?? 'default-rest' };
}

/** How loud the toast of a verdict is; one that gives none is tried quietly. */
export function urgencyOfVerdict({ toast }: Pick<Verdict, 'toast'>): Urgency {
  return toast === 'none' ? 'quiet' : toast;
}

/** What would hold back the toast of an event now, or a part of it: in the order in which it is decided. */
export function hindrancesOf(obstacles: Obstacles): readonly Hindrance[] {
  const { severity, verdict, silenced, quietHours, drivers, previews } = obstacles;
  const { paused, quiet } = silenced;
  const found: Hindrance[] = [];
  if (paused !== null) found.push({ code: 'paused', until: paused.until });
  if (verdict.toast === 'none') found.push({ code: 'rule', rule: verdict.rule });
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

function soundHindrance({ severity, verdict, sounds, player }: Obstacles, chosen: DriverView | null): Hindrance | null {
  const sound = soundOf({ urgency: urgencyOfVerdict(verdict), severity, sound: verdict.sound }, sounds);
  if (sound === 'none') return { code: 'no-sound' };
  if (chosen?.sounds[sound] === true) return null;
  const found = player.probe(sound);
  return 'why' in found ? { code: 'no-player', text: String(found.why.params['text'] ?? '') } : null;
}
