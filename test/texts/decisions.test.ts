import { describe, expect, test } from 'vitest';
import { defaultRules } from '../../main/rules/defaults.ts';
import { readRules } from '../../main/settings/rules.ts';
import {
  type Decision,
  defaultRuleIds,
  type EventRow,
  type Grounds,
  noGrounds,
  outcomes,
  type Reason,
  reasons,
} from '../../preload/contract/api.ts';
import { decisionText } from '../../preload/contract/texts/index.ts';
import { at, now, row } from './rows.ts';

const day = 86_400_000;
/** As the window has them: the user's, one of the policy, a default one that is set otherwise. */
const { views: rules } = readRules(
  { defaults: {}, enforced: { rules: [{ id: 'p1', name: 'No jobs', when: {}, then: { toast: 'none' } }] } },
  {},
  [
    { id: 'r1', name: 'Only serious traps', when: {}, then: { toast: 'none' } },
    { id: 'r2', name: 'Core switches', when: {}, then: { toast: 'urgent' } },
    { id: 'r3', name: 'Night jobs', when: {}, then: { severity: 'info' } },
    { id: 'r4', name: 'Was tried', enabled: false, when: {}, then: { toast: 'none' } },
    { id: 'p1', name: 'No jobs', when: {}, then: { toast: 'none' } },
    { id: 'default-message', then: { toast: 'none' } },
    { id: 'default-rest', then: { toast: 'quiet' } },
  ],
);

type Decided = Partial<Decision> & Partial<Omit<EventRow, 'decision'>>;
interface Known extends Partial<Grounds> {
  readonly muted?: true;
}

function why(
  { outcome = 'silenced', reason = null, rule = null, driver = null, ...event }: Decided,
  known: Known = {},
) {
  const { muted = false, ...grounds } = known;
  return decisionText(row({ ...event, decision: { outcome, reason, rule, driver } }), {
    now,
    grounds: { ...noGrounds, ...grounds },
    rules,
    servers: [{ id: 'noc', muted }],
  });
}

const shown = { outcome: 'shown', driver: 'freedesktop' } as const;
const byRule = (rule: string) => ({ reason: 'rule', rule }) as const;
const merged = (reason: Reason) => ({ outcome: 'merged', reason, rule: 'default-fault' }) as const;
const others = (count: number, more = false) => ({ others: { count, more } });
const held = (since: number, until: number | null, name: string | null = null) => ({
  heldBack: { since, until, name, runs: until === null || until > now },
});
const gap = { from: at(2, 10), to: at(2, 31) };

describe('why an event was shown or not', () => {
  const cases: readonly [decided: Decided, known: Known, text: string][] = [
    // Shown: by which rule, by which driver.
    [{ ...shown, rule: 'default-critical' }, {}, 'Shown by freedesktop: it is critical.'],
    [{ ...shown, rule: 'default-fault', severity: 'warning' }, {}, 'Shown by freedesktop: it is a warning.'],
    [
      { ...shown, rule: 'default-critical', driver: 'browser' },
      { failure: { code: 'toast', params: { driver: 'D-Bus', text: 'no answer; does the daemon hang?' } } },
      'Shown by browser: it is critical; before it, D-Bus could not show a notification: no answer; does the daemon hang?',
    ],
    [{ ...shown, rule: 'default-fault', severity: 'error' }, {}, 'Shown by freedesktop: it is an error.'],
    [{ ...shown, rule: 'default-closed' }, {}, 'Shown by freedesktop: it closes what had been shown.'],
    [{ ...shown, rule: 'default-message' }, {}, 'Shown by freedesktop: it is meant for you, or was asked for by name.'],
    [{ ...shown, rule: 'default-job' }, {}, 'Shown by freedesktop: it is the result of a job.'],
    [{ ...shown, rule: 'default-connection' }, {}, 'Shown by freedesktop: it says whether the server is seen.'],
    [{ ...shown, rule: 'r2' }, {}, 'Shown by freedesktop: your rule “Core switches” had it shown.'],
    [{ ...shown, rule: 'gone' }, {}, 'Shown by freedesktop: a rule that has been removed since had it shown.'],
    [{ ...shown, driver: null, rule: 'default-critical' }, {}, 'Shown: it is critical.'],
    [{ outcome: 'pending', rule: 'default-critical' }, {}, 'Its notification is on its way: it is critical.'],
    // By a rule.
    [byRule('default-closed'), {}, 'Not shown: closings like this are not shown.'],
    [byRule('default-unchanged'), {}, 'Not shown: what is open has changed, but is no worse than before.'],
    [byRule('default-stream'), {}, 'Not shown: its topic streams, and goes to the history only.'],
    [byRule('default-message'), {}, 'Not shown: messages are not shown.'],
    [byRule('default-job'), {}, 'Not shown: results of jobs like this are not shown.'],
    [byRule('default-connection'), {}, 'Not shown: connections are not shown.'],
    [byRule('default-critical'), {}, 'Not shown: critical events are not shown.'],
    [byRule('default-fault'), {}, 'Not shown: warnings and errors are not shown.'],
    [byRule('default-rest'), {}, 'Not shown: it is less than a warning, and goes to the history only.'],
    [byRule('r1'), {}, 'Not shown: your rule “Only serious traps” keeps it to the history.'],
    [byRule('r2'), {}, 'Not shown: your rule “Core switches” kept it to the history.'],
    [byRule('r3'), {}, 'Not shown: your rule “Night jobs” makes it info, and such events go to the history only.'],
    [byRule('r4'), {}, 'Not shown: your rule “Was tried”, which is switched off now, kept it to the history.'],
    [byRule('p1'), {}, 'Not shown: the rule “No jobs” of your administrator keeps it to the history.'],
    [byRule('gone'), {}, 'Not shown: a rule that has been removed since kept it to the history.'],
    [{ reason: 'rule' }, {}, 'Not shown: a rule kept it to the history.'],
    [{ reason: 'closes', rule: 'default-closed' }, {}, 'Not shown: it closes what had not been shown.'],
    [{ reason: 'closes', rule: 'default-job', kind: 'job' }, {}, 'Not shown: results of jobs like this are not shown.'],
    // Held back: from when to when, where that is known.
    [{ reason: 'paused', rule: 'default-fault' }, {}, 'Not shown: notifications were paused.'],
    [
      { reason: 'paused', rule: 'default-fault' },
      held(at(14, 2), at(14, 17)),
      'Not shown: notifications were paused from 14:02 to 14:17.',
    ],
    [
      { reason: 'paused', rule: 'default-fault' },
      { ...held(at(14, 2), at(15, 2)), owed: true },
      'Not shown: notifications are paused until 15:02; it is told in the summary at the end.',
    ],
    [
      { reason: 'paused', rule: 'default-stream' },
      held(at(14, 2), at(14, 17)),
      'Not shown: notifications were paused from 14:02 to 14:17; besides, its topic streams, and goes to the history only.',
    ],
    [
      { reason: 'paused', rule: 'r1' },
      {},
      'Not shown: notifications were paused; besides, your rule “Only serious traps” keeps it to the history.',
    ],
    [{ reason: 'quiet-hours', rule: 'default-fault' }, {}, 'Not shown: it came in quiet hours and does not pass them.'],
    [
      { reason: 'quiet-hours', rule: 'default-fault' },
      held(at(22, 0) - day, at(6, 0)),
      'Not shown: it came in quiet hours, from 19 Nov 22:00 to 06:00, and does not pass them.',
    ],
    [
      { reason: 'quiet-hours', rule: 'default-fault' },
      held(at(0, 0), null),
      'Not shown: it came in quiet hours, which last round the clock, and does not pass them.',
    ],
    [{ reason: 'snoozed', rule: 'default-fault' }, {}, 'Not shown: it was snoozed.'],
    [
      { reason: 'snoozed', rule: 'default-fault' },
      held(at(14, 0), at(15, 0), 'UPS-1'),
      'Not shown: UPS-1 is snoozed until 15:00.',
    ],
    [
      { reason: 'snoozed', rule: 'default-fault' },
      held(at(14, 0), null, 'UPS-1'),
      'Not shown: UPS-1 is snoozed until it worsens or closes.',
    ],
    [
      { reason: 'snoozed', rule: 'default-fault' },
      held(at(13, 0), at(14, 0), 'NOC'),
      'Not shown: NOC was snoozed from 13:00 to 14:00.',
    ],
    [{ reason: 'muted-server', rule: 'default-fault' }, { muted: true }, 'Not shown: NOC is muted.'],
    [{ reason: 'muted-server', rule: 'default-fault' }, {}, 'Not shown: NOC was muted.'],
    // Told with others.
    [merged('storm'), others(213), 'Told together with 213 others: NOC sent more than is shown in a minute.'],
    [merged('storm'), others(1), 'Told together with 1 other: NOC sent more than is shown in a minute.'],
    [merged('storm'), others(0), 'Told together with others: NOC sent more than is shown in a minute.'],
    [
      merged('storm'),
      others(1_000, true),
      'Told together with more than 1,000 others: NOC sent more than is shown in a minute.',
    ],
    [merged('storm'), { toldWith: 'equal' }, 'Told by the notification of an equal event, which counts it.'],
    [merged('storm'), { toldWith: 'flapping' }, 'Told by the notification that it opens again and again.'],
    [
      merged('storm'),
      { toldWith: 'cause' },
      'Told by the notification of an open alert, which NOC names as its cause.',
    ],
    [
      merged('catch-up'),
      { ...others(11), gap },
      'Told together with 11 others in the summary of what came while NOC was out of reach, from 02:10 to 02:31.',
    ],
    [merged('catch-up'), {}, 'Told in the summary of what came while NOC was out of reach.'],
    [
      { reason: 'catch-up', rule: 'default-rest' },
      { gap },
      'Not shown: it came while NOC was out of reach, from 02:10 to 02:31.',
    ],
    [
      { reason: 'catch-up', rule: 'default-unchanged' },
      {},
      'Not shown: it came while NOC was out of reach; besides, what is open has changed, but is no worse than before.',
    ],
    [
      merged('first-look'),
      others(13),
      'Told together with 13 others in one summary: it was there already when Tocsin first looked at NOC.',
    ],
    [
      { reason: 'first-look', rule: 'default-fault' },
      {},
      'Not shown: it was there already when Tocsin first looked at NOC.',
    ],
    [
      merged('restart'),
      {},
      'Told in the summary after a restart of Tocsin: it was not known whether it had been shown before.',
    ],
    // Failed.
    [
      { outcome: 'failed', reason: 'driver-failed', rule: 'default-fault', driver: 'freedesktop' },
      { failure: { code: 'toast', params: { driver: 'freedesktop', text: 'no daemon' } } },
      'Not shown: freedesktop could not show a notification: no daemon.',
    ],
    [
      { outcome: 'failed', reason: 'driver-failed', rule: 'default-fault', driver: 'browser' },
      { failure: { code: 'time', params: { host: 'page', seconds: 5 } } },
      'Not shown: browser could not show it: No answer within 5 s.',
    ],
    [
      { outcome: 'failed', reason: 'driver-failed', rule: 'default-fault', driver: 'freedesktop' },
      {},
      'Not shown: freedesktop could not show it.',
    ],
  ];

  test.each(cases)('%j, %j', (decided, known, text) => {
    expect(why(decided, known)).toBe(text);
  });

  test('every outcome and reason, with every rule and whatever is known, has its one sentence without a bare id', () => {
    const ids = [null, ...defaultRuleIds, 'r1', 'r2', 'r3', 'r4', 'p1', 'gone-7f3a'];
    const knowns: readonly Known[] = [
      {},
      { ...held(at(14, 0), at(15, 0), 'UPS-1'), owed: true, gap, muted: true, ...others(5) },
      { ...held(at(12, 0), null), failure: { code: 'time', params: { host: 'bus', seconds: 2 } } },
    ];
    for (const outcome of outcomes) {
      for (const reason of [...reasons, null]) {
        for (const rule of ids) {
          for (const known of knowns) {
            const text = why({ outcome, reason, rule, driver: 'freedesktop' }, known);
            expect(text).toMatch(/^\p{Lu}[^\n]{10,}[^.]\.$/u);
            expect(text).not.toMatch(/default-|gone-7f3a|\br[1-4]\b|\bp1\b|null|undefined|NaN|\(\)|,,| {2}/);
          }
        }
      }
    }
  });

  test('each default rule has words of its own', () => {
    const texts = defaultRuleIds.map((rule) => why(byRule(rule)));
    expect(new Set(texts).size).toBe(new Set(defaultRules.map(({ id }) => id)).size);
  });

  test('what a server or a person wrote is cut, and stays in one line', () => {
    const text = why(
      { reason: 'muted-server', rule: 'default-fault', serverName: `a\n\u202eb${'x'.repeat(5_000)}` },
      { muted: true },
    );
    expect(text).toMatch(/^Not shown: a bx+… is muted\.$/);
    expect(text.length).toBeLessThan(120);
  });
});
