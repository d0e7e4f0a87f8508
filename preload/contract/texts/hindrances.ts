import type { Hindrance } from '../api.ts';
import { cut } from './plain.ts';
import { defaultRuleName } from './rules.ts';
import { clockText } from './time.ts';

/** What would hold back a notification, or a part of it: what, why, what to do. */
export function hindranceText(hindrance: Hindrance, now: number): string {
  switch (hindrance.code) {
    case 'paused':
      return `Tocsin is paused until ${clockText(hindrance.until, now)}: it would be told in the summary at the end. Resume ends the pause.`;
    case 'quiet-hours':
      return `It is quiet ${hindrance.until === null ? 'round the clock' : `until ${clockText(hindrance.until, now)}`}: it would be told in the summary at the end. Settings, Quiet hours says what passes.`;
    case 'rule':
      return `By the default rule "${defaultRuleName(hindrance.rule)}" it gives no notification: it would only be in the history.`;
    case 'do-not-disturb':
      return hindrance.heldBack === 'all'
        ? 'The desktop is on "Do not disturb" and holds back all of them, urgent ones too. End it there.'
        : 'The desktop is on "Do not disturb" and holds back all but urgent ones. End it in its panel.';
    case 'no-sound':
      return 'Its sound is none: it would be seen and not heard.';
    case 'no-player':
      return `No sound can be made: ${cut(hindrance.text, 300)}.`;
    case 'no-previews':
      return 'Previews are off: it would not show what the server said.';
  }
}
