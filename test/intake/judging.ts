import { Alerts } from '../../main/alerts/alerts.ts';
import { Judge, type JudgeOptions } from '../../main/intake/judge.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import { FakeClock } from '../fake-clock.ts';
import { nothing } from '../history/events.ts';

/** A judge who knows of nothing yet: the default rules, no silence, no toast that stands; what is given stands in its place. */
export function newJudge(change: Partial<JudgeOptions> = {}): Judge {
  const alerts = new Alerts(
    nothing,
    () => 'NOC',
    () => false,
  );
  const rules = rulesInForce([], []);
  return new Judge({
    alerts,
    clock: new FakeClock(0),
    rules: () => rules,
    maxPerMinute: () => 10,
    silence: { hush: () => ({ paused: false, snoozed: false, quiet: false, summary: '' }) },
    stands: () => false,
    ...change,
  });
}
