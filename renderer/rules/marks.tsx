import type { RuleProposal, RuleWhen } from '../../preload/contract/api.ts';
import { conditionText, type RuleNames, ruleScreen } from '../../preload/contract/texts/index.ts';
import { type RuleDocument, valueAt } from './document.ts';

interface MarksProps {
  readonly rule: RuleDocument;
  readonly marks: RuleProposal['marks'];
  readonly names: RuleNames;
  readonly add: (mark: keyof RuleWhen, value: unknown) => void;
}

/** What the event that a rule is made of has and the rule does not ask, each one click away. */
export function Marks({ rule, marks, names, add }: MarksProps) {
  const asks = (mark: string) => valueAt(rule, ['when', mark]) !== undefined;
  // Whatever names the server names its kind.
  const left = Object.entries(marks).filter(([mark]) => !asks(mark) && (mark !== 'protocol' || !asks('server')));
  if (left.length === 0) return null;
  return (
    <fieldset class="buttons narrower">
      <legend>{ruleScreen.narrower}</legend>
      {left.map(([mark, value]) => (
        <button key={mark} type="button" onClick={() => add(mark as keyof RuleWhen, value)}>
          + {conditionText({ [mark]: value }, names)}
        </button>
      ))}
    </fieldset>
  );
}
