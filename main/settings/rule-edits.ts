import type { FieldFault, RuleView } from '../../preload/contract/api.ts';
import type { Ground } from './ground.ts';
import type { Document } from './json.ts';
import { idOf } from './layers.ts';
import { ruleDraftOf } from './rule-drafts.ts';
import { isOfPolicy, movedRule, withRule } from './rules.ts';
import type { RuleStore } from './store.ts';

/** What the rules' edits need of the settings. */
export interface RuleGround {
  readonly ground: () => Ground;
  readonly views: () => readonly RuleView[];
  /** Runs a change when those before it are done. */
  readonly edit: <T>(run: () => Promise<T>) => Promise<T>;
  readonly alter: (change: (user: Document) => Document) => Promise<readonly FieldFault[]>;
  readonly remove: (id: string) => Promise<boolean>;
  readonly restore: (id: string) => Promise<boolean>;
}

/** The rules of the settings, as a user edits them. */
export class RuleEdits implements RuleStore {
  readonly #of: RuleGround;

  constructor(of: RuleGround) {
    this.#of = of;
  }

  views(): readonly RuleView[] {
    return this.#of.views();
  }

  save(form: Document) {
    const { edit, ground, alter } = this.#of;
    return edit(async () => {
      const { faults, entry } = ruleDraftOf(ground(), form);
      if (faults.length > 0) return { faults, id: idOf(entry) };
      const unwritten = await alter((user) => ({ ...user, rules: withRule(user['rules'], entry) }));
      return { faults: unwritten, id: idOf(entry) };
    });
  }

  draft(form: Document) {
    const { faults, rule } = ruleDraftOf(this.#of.ground(), form);
    return { faults, rule };
  }

  move(id: string, before: string | null): Promise<boolean> {
    const { edit, ground, alter } = this.#of;
    return edit(async () => {
      const { policy, user } = ground();
      const ofPolicy = [id, before].some((each) => each !== null && isOfPolicy(policy, each));
      if (ofPolicy || movedRule(user['rules'], id, before) === null) return false;
      await alter((now) => ({ ...now, rules: movedRule(now['rules'], id, before) ?? now['rules'] }));
      return true;
    });
  }

  remove(id: string): Promise<boolean> {
    return this.#of.remove(id);
  }

  restore(id: string): Promise<boolean> {
    return this.#of.restore(id);
  }
}
