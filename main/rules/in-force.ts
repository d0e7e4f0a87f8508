import type { DefaultRuleChange, RuleSettings } from '../../preload/contract/api.ts';
import { defaultRules } from './defaults.ts';
import { ownRule } from './match.ts';
import type { DefaultRule, Rules } from './rule.ts';
import { thresholdRule } from './threshold.ts';

/** Makes the rules of the settings ready: the own ones that are switched on, then the default ones as they are set. */
export function rulesInForce(own: readonly RuleSettings[], changes: readonly DefaultRuleChange[]): Rules {
  const enabled = own.filter((rule) => rule.enabled);
  return {
    own: enabled.map(ownRule),
    defaults: defaultRules.flatMap((rule) => {
      const change = changes.find(({ id }) => id === rule.id);
      if (change === undefined) return [rule];
      return change.enabled ? [changed(rule, change)] : [];
    }),
    thresholds: enabled.map(thresholdRule).filter((threshold) => threshold !== null),
  };
}

/** A default rule of several lines stays as silent as it was where it was silent: only how loud the rest is changes. */
function changed(rule: DefaultRule, { then }: DefaultRuleChange): DefaultRule {
  const lines = defaultRules.filter(({ id }) => id === rule.id);
  const silentLine = rule.then.toast === 'none' && lines.length > 1;
  const toast = silentLine ? 'none' : (then.toast ?? rule.then.toast);
  return { ...rule, then: { ...rule.then, ...then, toast } };
}
