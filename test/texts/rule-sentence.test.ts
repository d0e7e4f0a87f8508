import { describe, expect, it } from 'vitest';
import { defaultRuleIds, defaultToasts, fieldTests, sounds, toastLevels } from '../../preload/contract/api.ts';
import {
  defaultRuleName,
  fieldTestName,
  mixedText,
  ruleFault,
  ruleSentence,
  soundName,
  toastName,
  trialText,
} from '../../preload/contract/texts/index.ts';

const names = {
  server: (id: string) => ({ noc: 'NOC', iot: 'IOT' })[id] ?? id,
  protocol: (name: string) => ({ saymon: 'SAYMON' })[name] ?? name,
};

function said(when: unknown, then: unknown = { toast: 'none' }): string {
  return ruleSentence({ when, then }, names);
}

describe('a rule in one sentence', () => {
  it.each([
    [
      { server: ['noc'], kind: ['trap'], maxSeverity: 'warning' },
      'When server is NOC and kind is trap and severity below error: not',
    ],
    [undefined, 'Whatever comes: not'],
    [{}, 'Whatever comes: not'],
    [{ server: ['noc', 'iot', 'gone'] }, 'When server is NOC or IOT or gone: not'],
    [{ topic: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'When topic is a or b or c or d or 2 others: not'],
    [{ protocol: ['saymon'] }, 'When kind of server is SAYMON: not'],
    [{ phase: ['opened', 'updated'] }, 'When phase is opened or updated: not'],
    [{ minSeverity: 'error' }, 'When severity error or worse: not'],
    [{ minSeverity: 'critical' }, 'When severity is critical: not'],
    [{ maxSeverity: 'ok' }, 'When severity is OK: not'],
    [{ minSeverity: 'info', maxSeverity: 'error' }, 'When severity from info to error: not'],
    [{ minSeverity: 'ok', maxSeverity: 'info' }, 'When severity below warning: not'],
    [{ minSeverity: 'ok' }, 'When severity is any: not'],
    [
      { subject: [{ is: 'UPS-1', not: true }], text: [{ contains: 'test' }, { pattern: '^b', not: true }] },
      'When subject is not “UPS-1” and text contains “test” and text does not match “^b”: not',
    ],
    [
      {
        payload: [
          { path: 'values.t', test: '>=', value: 80 },
          { path: 'x', test: 'absent' },
          { path: 'y', test: '=', value: 'on' },
        ],
      },
      'When values.t ≥ 80 and x is not there and y is “on”: not',
    ],
    [{ stream: true }, 'When it streams: not'],
    [{ stream: false }, 'When it does not stream: not'],
  ])('%j', (when, sentence) => {
    expect(said(when)).toBe(sentence);
  });

  it.each([
    [{ toast: 'urgent' }, 'urgently'],
    [{ toast: 'show', sound: 'none' }, 'as usual, without a sound'],
    [{ severity: 'info' }, 'as info, as the default rules have it'],
    [
      { toast: 'quiet', repeat: { everyMin: 5, atMost: 12 } },
      'quietly, again every 5 min until seen, at most 12 times',
    ],
    [{}, 'as the default rules have it'],
  ])('with the effects %j', (then, effects) => {
    expect(said({}, then)).toBe(`Whatever comes: ${effects}`);
  });

  it('tells a limit with both of its ends, and how bad its alert is', () => {
    const alert = { field: 'values.t', open: '> 80', close: '< 75' };
    expect(said({ kind: ['telemetry'] }, { alert })).toBe(
      'When kind is telemetry and values.t > 80 until < 75: an alert of warning, as the default rules have it',
    );
    expect(said({}, { severity: 'error', toast: 'show', alert: { field: 'x', open: '< 1' } })).toBe(
      'When x < 1: an alert of error, as usual',
    );
  });

  it('calls a subject by its name where that is known, else by its id', () => {
    const subject = (id: string) => (id === '64bb05' ? 'web-01\u202e' : null);
    const told = (test: object) => ruleSentence({ when: { subject: [test] }, then: {} }, { ...names, subject });
    expect(told({ is: '64bb05' })).toBe('When subject is “web-01”: as the default rules have it');
    expect(told({ is: '64bb05', not: true })).toContain('subject is not “web-01”');
    expect(told({ is: '64bb06' })).toContain('subject is “64bb06”:');
    expect(told({ contains: '64bb05' })).toContain('subject contains “64bb05”:');
  });

  it('says no more than the rule, also of one that does not fit', () => {
    expect(said({ kinds: ['trap'] })).toBe('When “kinds”: not');
    expect(said({ kind: ['traps'] })).toBe('When kind is traps: not');
    expect(said({ server: [] })).toBe('When server is …: not');
    expect(said({ text: [{}], payload: [{}] })).toBe('When text contains … and … … …: not');
    expect(said(7, 'loud')).toBe('Whatever comes: as the default rules have it');
  });

  it('is one line without marks that turn it, whatever was typed', () => {
    const sentence = said({ text: [{ contains: `a\n\u202eb${'x'.repeat(500)}` }] });
    expect(sentence).toMatch(/^When text contains “a bx+…”: not$/);
    expect(sentence.length).toBeLessThan(100);
  });
});

describe('the words of the screen', () => {
  it('tell a trial', () => {
    const trial = { looked: 5_000, matched: 132, toasted: 12, wouldToast: 0, cut: 0, examples: [] };
    expect(trialText(trial)).toBe(
      'Would have matched 132 of the last 5,000, 12 of which gave a notification. With it 0 would.',
    );
    expect(trialText({ ...trial, matched: 0, toasted: 0 })).toBe('Would have matched none of the last 5,000.');
    expect(trialText({ ...trial, matched: 0, looked: 0 })).toBe('There is no event yet to try it on.');
    expect(trialText({ ...trial, cut: 3 })).toContain('3 messages were too long');
  });

  it.each([
    ['when.text.0.pattern', 'Text: This'],
    ['when.minSeverity', 'Severity: This'],
    ['then.alert.open', 'Limit of a number: This'],
    ['then.repeat.atMost', 'Repeat until seen: This'],
    ['when.kinds', 'when.kinds: This'],
    ['', 'This'],
  ])('tell a fault at %j', (path, text) => {
    expect(ruleFault({ path, text: 'This' })).toBe(text);
  });

  it('have one for each choice', () => {
    const words = [...toastLevels.map(toastName), ...sounds.map(soundName), ...fieldTests.map(fieldTestName)];
    expect(words.every((word) => word.length > 1)).toBe(true);
    expect(toastLevels.map(toastName)).toEqual(['Urgently', 'As usual', 'Quietly', 'Not']);
    for (const id of defaultRuleIds) {
      const levels = new Set(defaultToasts[id].filter((level) => level !== 'none'));
      // What it does as it was at first can be said in one word, or is said here.
      expect([defaultRuleName(id), mixedText(id) !== '']).toEqual([defaultRuleName(id), levels.size > 1]);
    }
  });
});
