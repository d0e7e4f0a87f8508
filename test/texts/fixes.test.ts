import { describe, expect, test } from 'vitest';
import { readRules } from '../../main/settings/rules.ts';
import {
  type Decision,
  type EventRow,
  noGrounds,
  outcomes,
  reasons,
  type Silenced,
  type ToldWith,
} from '../../preload/contract/api.ts';
import { fixesOf, fixText } from '../../preload/contract/texts/index.ts';
import { at, row } from './rows.ts';

const { views: rules } = readRules(
  { defaults: {}, enforced: { rules: [{ id: 'p1', name: 'No jobs', when: {}, then: { toast: 'none' } }] } },
  {},
  [
    { id: 'r1', name: 'Only serious traps', when: {}, then: { toast: 'none' } },
    { id: 'p1', name: 'No jobs', when: {}, then: { toast: 'none' } },
  ],
);
const loud: Silenced = { paused: null, quiet: null, snoozes: [] };
const paused: Silenced = { ...loud, paused: { since: at(14, 0), until: at(15, 0) } };
const quiet: Silenced = { ...loud, quiet: { since: at(14, 0), until: at(15, 0) } };
const endless: Silenced = { ...loud, quiet: { since: at(14, 0), until: null } };
const snooze = (what: Silenced['snoozes'][number]['what'], name: string): Silenced => ({
  ...loud,
  snoozes: [{ what, name, since: at(14, 0), until: null }],
});

interface State {
  readonly silenced?: Silenced;
  readonly muted?: boolean;
  readonly locked?: readonly string[];
  readonly toldWith?: ToldWith;
}

function fixes(decision: Partial<Decision>, { silenced = loud, muted = false, locked = [], toldWith }: State = {}) {
  const event: EventRow = row({
    id: 7,
    decision: { outcome: 'silenced', reason: null, rule: 'default-fault', driver: null, ...decision },
  });
  const grounds = { ...noGrounds, toldWith: toldWith ?? null };
  return fixesOf(event, { grounds, rules, servers: [{ id: 'noc', muted }], silenced, locked });
}

const like = ['Change this rule', 'Always show ones like this'];
const unlike = ['Change this rule', 'Silence ones like this'];

describe('what can be done about an event', () => {
  const cases: readonly [decision: Partial<Decision>, state: State, texts: readonly string[]][] = [
    [{ outcome: 'shown' }, {}, unlike],
    [{ outcome: 'pending' }, {}, unlike],
    [{ outcome: 'shown', rule: 'gone' }, {}, ['Silence ones like this']],
    [{ outcome: 'shown', rule: 'p1' }, {}, ['Look at this rule', 'Silence ones like this']],
    [{ outcome: 'failed', reason: 'driver-failed' }, {}, ['Check notifications']],
    [{ outcome: 'merged', reason: 'storm' }, {}, ['Raise the limit', 'Silence ones like this']],
    [{ outcome: 'merged', reason: 'storm' }, { locked: ['toasts.maxPerMinute'] }, ['Silence ones like this']],
    [{ outcome: 'merged', reason: 'storm' }, { locked: ['toasts'] }, ['Silence ones like this']],
    // A higher limit would show none of these by itself.
    [{ outcome: 'merged', reason: 'storm' }, { toldWith: 'equal' }, ['Silence ones like this']],
    [{ outcome: 'merged', reason: 'storm' }, { toldWith: 'cause' }, ['Silence ones like this']],
    [{ outcome: 'merged', reason: 'catch-up' }, {}, ['Silence ones like this']],
    [{ reason: 'rule', rule: 'default-stream' }, {}, like],
    [{ reason: 'rule', rule: 'r1' }, {}, like],
    [{ reason: 'rule', rule: 'p1' }, {}, ['Look at this rule', 'Always show ones like this']],
    [{ reason: 'rule', rule: 'gone' }, {}, ['Always show ones like this']],
    [{ reason: 'closes', rule: 'default-closed' }, {}, like],
    [{ reason: 'first-look' }, {}, []],
    [{ reason: 'catch-up', rule: 'default-unchanged' }, {}, like],
    // What is over needs no end.
    [{ reason: 'paused' }, {}, []],
    [{ reason: 'paused' }, { silenced: paused }, ['Resume now']],
    [{ reason: 'paused', rule: 'default-stream' }, { silenced: paused }, ['Resume now', ...like]],
    // They are over, and come again.
    [{ reason: 'quiet-hours' }, {}, ['Change quiet hours']],
    [{ reason: 'quiet-hours' }, { silenced: quiet }, ['End quiet hours', 'Change quiet hours']],
    [{ reason: 'quiet-hours' }, { silenced: quiet, locked: ['quietHours'] }, ['End quiet hours']],
    [
      { reason: 'quiet-hours' },
      { silenced: quiet, locked: ['quietHours.windows'] },
      ['End quiet hours', 'Change quiet hours'],
    ],
    [{ reason: 'quiet-hours' }, { silenced: endless }, ['Change quiet hours']],
    [{ reason: 'quiet-hours' }, { silenced: paused, locked: ['quietHours'] }, []],
    [{ reason: 'muted-server' }, {}, []],
    [{ reason: 'muted-server' }, { muted: true }, ['Unmute NOC']],
    [{ reason: 'muted-server' }, { muted: true, locked: ['servers.noc.muted'] }, []],
    [{ reason: 'muted-server' }, { muted: true, locked: ['servers.noc.url'] }, ['Unmute NOC']],
    [{ reason: 'snoozed' }, {}, []],
    [
      { reason: 'snoozed' },
      { silenced: snooze({ type: 'alert', server: 'noc', key: 'incident:1' }, 'UPS-1') },
      ['Wake UPS-1 (end its snooze)'],
    ],
    [
      { reason: 'snoozed' },
      { silenced: snooze({ type: 'server', server: 'noc' }, 'NOC') },
      ['Wake NOC (end its snooze)'],
    ],
    [{ reason: 'snoozed' }, { silenced: snooze({ type: 'alert', server: 'noc', key: 'incident:2' }, 'UPS-2') }, []],
  ];

  test.each(cases)('%j, %j', (decision, state, texts) => {
    expect(fixes(decision, state).map(fixText)).toEqual(texts);
  });

  test('is said in words for every outcome and reason, each once', () => {
    for (const outcome of outcomes) {
      for (const reason of [...reasons, null]) {
        const texts = fixes({ outcome, reason }, { silenced: { ...paused, ...quiet }, muted: true }).map(fixText);
        expect(new Set(texts).size).toBe(texts.length);
        for (const text of texts) expect(text).toMatch(/^\p{Lu}[^.]+$/u);
      }
    }
  });

  test('names what it is about, so that it can be carried out', () => {
    expect(fixes({ reason: 'rule', rule: 'r1' })).toEqual([
      { do: 'change-rule', rule: 'r1' },
      { do: 'show-like', event: 7 },
    ]);
    expect(fixes({ reason: 'muted-server' }, { muted: true })).toEqual([{ do: 'unmute', server: 'noc', name: 'NOC' }]);
  });
});
