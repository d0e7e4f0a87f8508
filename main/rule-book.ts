import { rulesInForce } from './rules/in-force.ts';
import type { Rules } from './rules/rule.ts';
import { ruleOfAlert } from './rules/threshold.ts';
import type { Settings } from './settings/store.ts';

/** The rules in force, made ready once for each change of the settings. */
export class RuleBook {
  readonly #settings: () => Pick<Settings, 'rules' | 'defaultRules'>;
  #rules: Rules;
  #before: Rules;

  constructor(settings: () => Pick<Settings, 'rules' | 'defaultRules'>) {
    this.#settings = settings;
    this.#rules = this.#read();
    this.#before = this.#rules;
  }

  rules(): Rules {
    return this.#rules;
  }

  /** Takes the settings as they are now. */
  refresh(): void {
    this.#before = this.#rules;
    this.#rules = this.#read();
  }

  /** Whether an alert is of a limit that is not in force any more, or was another one before the last refresh. */
  isOutdated(alert: string): boolean {
    const rule = ruleOfAlert(alert);
    if (rule === null) return false;
    const [before, now] = [this.#before, this.#rules].map(({ thresholds }) =>
      thresholds.find((each) => each.rule === rule),
    );
    return now === undefined || (before !== undefined && before.definition !== now.definition);
  }

  #read(): Rules {
    const { rules, defaultRules } = this.#settings();
    return rulesInForce(rules, defaultRules);
  }
}
