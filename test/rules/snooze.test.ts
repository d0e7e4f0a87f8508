import { describe, expect, it } from 'vitest';
import { isChange, snoozeKey } from '../../main/rules/snooze.ts';
import { covers, type SnoozeTarget } from '../../preload/contract/api.ts';

const server: SnoozeTarget = { type: 'server', server: 'noc' };
const alert: SnoozeTarget = { type: 'alert', server: 'noc', key: 'incident:1' };
const subject: SnoozeTarget = { type: 'subject', server: 'noc', subjectType: 'object', subjectId: '64bb02' };
const ups = { type: 'object', id: '64bb02', name: 'UPS-1' };

describe('a snooze', () => {
  it.each([
    ['its server', server, {}, true],
    ['another server', server, { server: 'iot' }, false],
    ['its alert', alert, {}, true],
    ['another alert of its subject', alert, { alert: 'incident:2' }, false],
    ['the same key at another server', alert, { server: 'iot' }, false],
    ['what belongs to no alert', alert, { alert: null }, false],
    ['its subject, by whatever alert', subject, { alert: 'incident:2' }, true],
    ['its subject under another name', subject, { subject: { ...ups, name: 'UPS-9' } }, true],
    ['another subject', subject, { subject: { ...ups, id: '64bb03' } }, false],
    ['another type of the same id', subject, { subject: { ...ups, type: 'link' } }, false],
    ['what has no subject', subject, { subject: null }, false],
    ['the subject of another server', subject, { server: 'iot' }, false],
  ] as const)('covers %s', (_, what, change, wanted) => {
    expect(covers(what, { server: 'noc', alert: 'incident:1', subject: ups, ...change })).toBe(wanted);
  });

  it.each([
    ['an alert worsens', 'error', 'worsens', 'error', true, true],
    ['an alert worsens from less than it was', 'critical', 'worsens', 'error', true, true],
    ['an alert changes, no worse', 'error', 'updates', 'error', true, false],
    ['the last alert closes', 'error', 'closes', 'ok', false, true],
    ['one of several closes', 'error', 'closes', 'ok', true, false],
    ['one opens that is as bad', 'error', 'opens', 'error', true, false],
    ['one opens that is worse', 'error', 'opens', 'critical', true, true],
    ['a trap that is worse', 'warning', 'none', 'error', true, true],
    ['a trap where nothing was open', null, 'none', 'warning', false, true],
    ['telemetry where nothing was open', null, 'none', 'info', false, false],
  ] as const)('until a change: %s', (_, worst, step, severity, others, wanted) => {
    expect(isChange({ worst }, { step, severity }, () => others)).toBe(wanted);
  });

  it('has one key for each target', () => {
    const targets = [
      server,
      alert,
      subject,
      { ...subject, subjectType: 'o","6' },
      { type: 'server', server: '' },
    ] as const;
    expect(new Set([...targets.map(snoozeKey), '']).size).toBe(targets.length + 1);
  });
});
