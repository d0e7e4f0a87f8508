import { describe, expect, it } from 'vitest';
import {
  type AcknowledgementSaid,
  type AcknowledgementStand,
  type AcknowledgementStep,
  acknowledgementAfter,
  acknowledgementStep,
  isAnew,
  isSettled,
} from '../../main/rules/acknowledgement.ts';
import type { AlertStep } from '../../main/rules/alert.ts';

const nobody: AcknowledgementStand = { acknowledgedBy: null, acknowledgedAt: null, unseen: true, seenAt: null };
const byOps: AcknowledgementStand = { ...nobody, acknowledgedBy: 'ops', acknowledgedAt: 100, unseen: false };
const untimed: AcknowledgementStand = { ...byOps, acknowledgedAt: null };
/** Acknowledged, and worse since. */
const worse: AcknowledgementStand = { ...byOps, unseen: true };
const seenHere: AcknowledgementStand = { ...byOps, seenAt: 50 };

const silent: AcknowledgementSaid = { acknowledgedBy: null };
const ops: AcknowledgementSaid = { acknowledgedBy: 'ops', acknowledgedAt: 100 };
const night: AcknowledgementSaid = { acknowledgedBy: 'night', acknowledgedAt: 200 };
const undone: AcknowledgementSaid = { acknowledgedBy: null, unacknowledged: true };

interface Case {
  readonly name: string;
  readonly before: AcknowledgementStand | null;
  readonly alert: AlertStep;
  readonly said: AcknowledgementSaid;
  readonly step: AcknowledgementStep;
  /** No toast for it. */
  readonly settled: boolean;
  /** As if nobody had ever taken care of it. */
  readonly anew?: true;
  readonly after: string | null;
}

const cases: readonly Case[] = [
  { name: 'opens', before: null, alert: 'opens', said: silent, step: 'none', settled: false, after: null },
  {
    name: 'opens, told that nobody has',
    before: null,
    alert: 'opens',
    said: undone,
    step: 'none',
    settled: false,
    after: null,
  },
  { name: 'opens acknowledged', before: null, alert: 'opens', said: ops, step: 'given', settled: true, after: 'ops' },
  { name: 'is acknowledged', before: nobody, alert: 'updates', said: ops, step: 'given', settled: true, after: 'ops' },
  {
    name: 'says nothing of it',
    before: byOps,
    alert: 'updates',
    said: silent,
    step: 'none',
    settled: false,
    after: 'ops',
  },
  {
    name: 'is acknowledged still',
    before: byOps,
    alert: 'updates',
    said: ops,
    step: 'stands',
    settled: true,
    after: 'ops',
  },
  {
    name: 'by the name of whom the id was known',
    before: byOps,
    alert: 'updates',
    said: { ...ops, acknowledgedBy: 'O. Peters' },
    step: 'stands',
    settled: true,
    after: 'O. Peters',
  },
  {
    name: 'by the same, without a time',
    before: untimed,
    alert: 'updates',
    said: { acknowledgedBy: 'ops' },
    step: 'stands',
    settled: true,
    after: 'ops',
  },
  {
    name: 'by the same again',
    before: byOps,
    alert: 'updates',
    said: { ...ops, acknowledgedAt: 300 },
    step: 'given',
    settled: true,
    after: 'ops',
  },
  { name: 'by another', before: byOps, alert: 'updates', said: night, step: 'given', settled: true, after: 'night' },
  {
    name: 'worsens, acknowledged',
    before: byOps,
    alert: 'worsens',
    said: ops,
    step: 'stands',
    settled: false,
    after: 'ops',
  },
  {
    name: 'worsens, which ends it',
    before: byOps,
    alert: 'worsens',
    said: silent,
    step: 'none',
    settled: false,
    after: null,
  },
  {
    name: 'worsens and is acknowledged in one message',
    before: nobody,
    alert: 'worsens',
    said: ops,
    step: 'given',
    settled: false,
    after: 'ops',
  },
  {
    name: 'changes, acknowledged before it worsened',
    before: worse,
    alert: 'updates',
    said: ops,
    step: 'stands',
    settled: false,
    after: 'ops',
  },
  {
    name: 'is acknowledged after it worsened',
    before: worse,
    alert: 'updates',
    said: night,
    step: 'given',
    settled: true,
    after: 'night',
  },
  { name: 'closes', before: nobody, alert: 'closes', said: silent, step: 'none', settled: false, after: null },
  {
    name: 'closes, acknowledged',
    before: byOps,
    alert: 'closes',
    said: ops,
    step: 'stands',
    settled: false,
    after: 'ops',
  },
  {
    name: 'is taken back',
    before: byOps,
    alert: 'updates',
    said: undone,
    step: 'taken-back',
    settled: false,
    anew: true,
    after: null,
  },
  {
    name: 'is taken back, seen here',
    before: seenHere,
    alert: 'updates',
    said: undone,
    step: 'taken-back',
    settled: false,
    after: null,
  },
  {
    name: 'is told to be nobody’s, as it was',
    before: nobody,
    alert: 'updates',
    said: undone,
    step: 'none',
    settled: false,
    after: null,
  },
];

describe('an alert that', () => {
  it.each(cases)('$name', ({ before, alert, said, step, settled, anew = false, after }) => {
    const found = acknowledgementStep(before, said);
    expect(found).toBe(step);
    expect(isSettled(before, alert, found)).toBe(settled);
    expect(isAnew(before, found)).toBe(anew);
    expect(acknowledgementAfter(before, alert, said).acknowledgedBy).toBe(after);
  });

  it('is acknowledged without a time keeps none of the time before', () => {
    expect(acknowledgementAfter(byOps, 'updates', { acknowledgedBy: 'night' })).toEqual({
      acknowledgedBy: 'night',
      acknowledgedAt: null,
    });
  });
});
