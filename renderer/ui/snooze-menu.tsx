import { useState } from 'preact/hooks';
import { frame, pauseText } from '../../preload/contract/texts/index.ts';
import { type SnoozeChoice, type SnoozeScope, snoozeChoices } from '../snoozing.ts';
import { Dropdown } from './dropdown.tsx';

interface SnoozeMenuProps {
  readonly now: number;
  /** What can be snoozed, each with its name; what is first is meant at first. Left out: there is nothing to choose. */
  readonly scopes?: readonly { readonly scope: SnoozeScope; readonly name: string }[];
  readonly choose: (choice: SnoozeChoice, scope: SnoozeScope) => void;
}

/** What is to be snoozed, and how long. */
export function SnoozeMenu({ now, scopes = [], choose }: SnoozeMenuProps) {
  const [scope, setScope] = useState<SnoozeScope>('it');
  return (
    <Dropdown label={frame.snooze} name={frame.snooze} class="snooze">
      {(close) => (
        <>
          {snoozeChoices.map((choice) => (
            <button
              key={choice}
              type="button"
              onClick={() => {
                close();
                choose(choice, scope);
                setScope('it');
              }}
            >
              {choice === 'change' ? frame.untilChange : pauseText(choice, now)}
            </button>
          ))}
          {scopes.length > 1 && (
            <select
              aria-label={frame.snoozeWhat}
              value={scope}
              onChange={({ currentTarget }) =>
                setScope(scopes.find((each) => each.scope === currentTarget.value)?.scope ?? 'it')
              }
            >
              {scopes.map((each) => (
                <option key={each.scope} value={each.scope}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </>
      )}
    </Dropdown>
  );
}
