import { covers, type EventRow, type Silenced, type SnoozeTarget } from '../api.ts';
import { type DecidedRow, type DecisionContext, isSilent } from './decisions.ts';
import { words } from './language.ts';
import { cut } from './plain.ts';

/** One way to have it otherwise from now on. */
export type Fix =
  | { readonly do: 'resume' | 'end-quiet' | 'change-quiet' | 'check' | 'raise-limit' }
  | { readonly do: 'wake'; readonly what: SnoozeTarget; readonly name: string }
  | { readonly do: 'unmute'; readonly server: string; readonly name: string }
  | { readonly do: 'change-rule' | 'look-at-rule'; readonly rule: string }
  /** A rule is made of the event, to be looked at before it is saved. */
  | { readonly do: 'show-like' | 'silence-like'; readonly event: number };

/** How things stand now. */
export interface FixState extends Pick<DecisionContext, 'grounds' | 'rules' | 'servers'> {
  readonly silenced: Silenced;
  /** Dotted paths that the policy locks. */
  readonly locked: readonly string[];
}

const nameLength = 40;

type FixedRow = DecidedRow & Pick<EventRow, 'id' | 'alert' | 'subject'>;

/** What can be done about an event that was, or was not, shown; only what still changes something. */
export function fixesOf(row: FixedRow, state: FixState): readonly Fix[] {
  const { outcome, reason } = row.decision;
  const silence: Fix = { do: 'silence-like', event: row.id };
  switch (outcome) {
    case 'pending':
    case 'shown':
      return [...ruleFixes(row, state), silence];
    case 'failed':
      return [{ do: 'check' }];
    case 'merged':
      return reason === 'storm' && state.grounds.toldWith === null && !isLocked('toasts.maxPerMinute', state)
        ? [{ do: 'raise-limit' }, silence]
        : [silence];
    case 'silenced':
      return [...heldFixes(row, state), ...shownFixes(row, state)];
  }
}

/** What ends that it is held back. */
function heldFixes({ decision, server, serverName, alert, subject }: FixedRow, state: FixState): readonly Fix[] {
  const { paused, quiet, snoozes } = state.silenced;
  switch (decision.reason) {
    case 'paused':
      return paused === null ? [] : [{ do: 'resume' }];
    case 'quiet-hours':
      return [
        ...(quiet === null || quiet.until === null ? [] : [{ do: 'end-quiet' } as const]),
        // They come again, and hold back what is like it.
        ...(isLocked('quietHours', state) ? [] : [{ do: 'change-quiet' } as const]),
      ];
    case 'snoozed':
      return snoozes
        .filter(({ what }) => covers(what, { server, alert, subject }))
        .map(({ what, name }) => ({ do: 'wake', what, name }));
    case 'muted-server': {
      const muted = state.servers.some(({ id, muted }) => id === server && muted);
      return muted && !isLocked(`servers.${server}.muted`, state) ? [{ do: 'unmute', server, name: serverName }] : [];
    }
    default:
      return [];
  }
}

/** What makes such events show, where a rule keeps them from it. */
function shownFixes(row: FixedRow, state: FixState): readonly Fix[] {
  const { reason, rule } = row.decision;
  if (reason === 'first-look' || (reason !== 'rule' && reason !== 'closes' && !isSilent(rule, state.rules))) return [];
  return [...ruleFixes(row, state), { do: 'show-like', event: row.id }];
}

/** None for a rule that is not there any more. */
function ruleFixes({ decision: { rule } }: FixedRow, { rules }: FixState): readonly Fix[] {
  const view = rules.find(({ id }) => id === rule);
  return view === undefined ? [] : [{ do: view.origin === 'policy' ? 'look-at-rule' : 'change-rule', rule: view.id }];
}

function isLocked(path: string, { locked }: FixState): boolean {
  return locked.some((each) => each === path || path.startsWith(`${each}.`));
}

export const english = {
  resume: 'Resume now',
  'end-quiet': 'End quiet hours',
  'change-quiet': 'Change quiet hours',
  wake: (name: string) => `Wake ${name} (end its snooze)`,
  unmute: (name: string) => `Unmute ${name}`,
  'change-rule': 'Change this rule',
  'look-at-rule': 'Look at this rule',
  'show-like': 'Always show ones like this',
  'silence-like': 'Silence ones like this',
  check: 'Check notifications',
  'raise-limit': 'Raise the limit',
};
const text = words('fixes', english);

/** What stands on the button of a fix. */
export function fixText(fix: Fix): string {
  return fix.do === 'wake' || fix.do === 'unmute' ? text[fix.do](cut(fix.name, nameLength)) : text[fix.do];
}
