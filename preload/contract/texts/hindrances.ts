import type { Hindrance } from '../api.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';
import { defaultRuleName } from './rules.ts';
import { sentence } from './sentences.ts';
import { clockText } from './time.ts';

export const english = {
  muted: (names: string) => `Muted: ${names}. Nothing of it is shown until you unmute it under Servers.`,
  snoozed: (names: string) =>
    `Snoozed: ${names}. What comes from it is told at the end; at the foot of the rail you can wake it.`,
  paused: (until: string) =>
    `Tocsin is paused until ${until}: it would be told in the summary at the end. Resume ends the pause.`,
  /** `until` null: round the clock. */
  quiet: (until: string | null) =>
    `It is quiet ${until === null ? 'round the clock' : `until ${until}`}: it would be told in the summary at the end. Settings, Quiet hours says what passes.`,
  rule: (name: string) => `By the default rule "${name}" it gives no notification: it would only be in the history.`,
  ownRule: (name: string) => `Your rule “${name}” gives it no notification: it would only be in the history.`,
  doNotDisturbAtAll: 'The desktop is on "Do not disturb" and holds back all of them, urgent ones too. End it there.',
  doNotDisturb: 'The desktop is on "Do not disturb" and holds back all but urgent ones. End it in its panel.',
  noSound: 'Its sound is none: it would be seen and not heard.',
  noPlayer: (why: string) => `No sound can be made: ${why}.`,
  noPreviews: 'Previews are off: it would not show what the server said.',
};
const text = words('hindrances', english);

/** What would hold back a notification, or a part of it: what, why, what to do. */
export function hindranceText(hindrance: Hindrance, now: number): string {
  switch (hindrance.code) {
    case 'muted-server':
      return text.muted(cut(hindrance.names.join(', '), 120));
    case 'snoozed-server':
      return text.snoozed(cut(hindrance.names.join(', '), 120));
    case 'own-rule':
      return text.ownRule(cut(hindrance.name, 80));
    case 'paused':
      return text.paused(clockText(hindrance.until, now));
    case 'quiet-hours':
      return text.quiet(hindrance.until === null ? null : clockText(hindrance.until, now));
    case 'rule':
      return text.rule(defaultRuleName(hindrance.rule));
    case 'do-not-disturb':
      return hindrance.heldBack === 'all' ? text.doNotDisturbAtAll : text.doNotDisturb;
    case 'no-sound':
      return text.noSound;
    case 'no-player':
      return text.noPlayer(cut(sentence(hindrance.text), 300));
    case 'no-previews':
      return text.noPreviews;
  }
}
