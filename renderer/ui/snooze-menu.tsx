import { frame, pauseText } from '../../preload/contract/texts/index.ts';
import { type SnoozeChoice, snoozeChoices } from '../snoozing.ts';
import { Dropdown } from './dropdown.tsx';

interface SnoozeMenuProps {
  readonly now: number;
  readonly choose: (choice: SnoozeChoice) => void;
}

/** How long something is to be snoozed. */
export function SnoozeMenu({ now, choose }: SnoozeMenuProps) {
  return (
    <Dropdown label={frame.snooze} name={frame.snooze} class="snooze">
      {(close) =>
        snoozeChoices.map((choice) => (
          <button
            key={choice}
            type="button"
            onClick={() => {
              close();
              choose(choice);
            }}
          >
            {choice === 'change' ? frame.untilChange : pauseText(choice, now)}
          </button>
        ))
      }
    </Dropdown>
  );
}
