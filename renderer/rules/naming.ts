import type { RuleView } from '../../preload/contract/api.ts';
import { cut, plain } from '../../preload/contract/texts/index.ts';

const nameLength = 80;

/** The name that a rule gets of its sentence where none is typed. */
export function nameOf(sentence: string): string {
  return cut(sentence, nameLength);
}

/** Whether a rule has a name that somebody gave it. */
export function hasName({ id, name }: Pick<RuleView, 'id' | 'name'>, sentence: string): boolean {
  return name !== '' && name !== id && name !== nameOf(sentence);
}

/** What a rule is called in a list: its name, else its sentence, as it is shown. */
export function shownName(rule: Pick<RuleView, 'id' | 'name'>, sentence: string, shown: string): string {
  return hasName(rule, sentence) ? plain(rule.name) : shown;
}
