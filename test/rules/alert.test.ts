import { describe, expect, it } from 'vitest';
import { type AlertStep, alertStep, standAfter } from '../../main/rules/alert.ts';
import type { Phase, Severity } from '../../preload/contract/api.ts';

const open = { severity: 'error', worst: 'critical' } as const;

describe('what an event does to its alert', () => {
  const cases: readonly [open: typeof open | null, phase: Phase | null, severity: Severity, step: AlertStep][] = [
    [null, 'opened', 'warning', 'opens'],
    [null, 'updated', 'warning', 'opens'],
    [null, 'closed', 'ok', 'none'],
    [null, null, 'error', 'none'],
    [open, 'opened', 'error', 'updates'],
    [open, 'updated', 'critical', 'worsens'],
    [open, 'updated', 'error', 'updates'],
    [open, 'updated', 'info', 'updates'],
    [open, null, 'critical', 'updates'],
    [open, 'closed', 'ok', 'closes'],
  ];
  it.each(cases)('open %j, phase %s, %s: %s', (before, phase, severity, step) => {
    expect(alertStep(before, phase, severity)).toBe(step);
  });
});

describe('how the alert stands after it', () => {
  it('keeps its worst when it gets better, and its last severity when it closes', () => {
    expect(standAfter(null, 'opens', 'warning')).toEqual({ severity: 'warning', worst: 'warning' });
    expect(standAfter(open, 'updates', 'warning')).toEqual({ severity: 'warning', worst: 'critical' });
    expect(standAfter(open, 'closes', 'ok')).toEqual(open);
  });
});
