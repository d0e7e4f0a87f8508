import { describe, expect, it } from 'vitest';
import { hindrancesOf, type Obstacles, standardVerdict } from '../../main/diagnosis/hindrances.ts';
import { rulesInForce } from '../../main/rules/in-force.ts';
import { preferences } from '../../main/settings/preferences.ts';
import type { DriverView } from '../../main/toasts/choose.ts';
import type { Hindrance, RuleThen, RuleWhen, Severity, Silenced } from '../../preload/contract/api.ts';
import { hindranceText } from '../../preload/contract/texts/index.ts';

const now = new Date(2026, 10, 20, 23, 0).getTime();
const later = new Date(2026, 10, 21, 6, 0).getTime();
const { quietHours, toasts } = preferences.parse({});
const { defaults } = rulesInForce([], []);
const driver: DriverView = {
  name: 'freedesktop',
  chosen: true,
  why: null,
  heldBack: 'none',
  sounds: { desktop: true, alarm: true },
};
const noPlayer: Obstacles['player'] = {
  probe: () => ({ why: { code: 'sound', params: { text: 'no player is installed' } } }),
};

const loud: Silenced = { paused: null, quiet: null, snoozes: [] };

function held(severity: Severity, change: Partial<Obstacles> = {}): readonly Hindrance[] {
  return hindrancesOf({
    verdict: standardVerdict(severity, { rules: [], defaults }),
    silenced: loud,
    muted: [],
    quietHours,
    drivers: [driver],
    sounds: toasts.sounds,
    player: { probe: () => ({ by: 'pw-play' }) },
    previews: true,
    ...change,
  });
}

const paused = { ...loud, paused: { since: now, until: later } };
const quiet = { ...loud, quiet: { since: now, until: later } };
const snoozed: Silenced = {
  ...loud,
  snoozes: [
    { what: { type: 'server', server: 'noc' }, name: 'NOC', since: now, until: later },
    { what: { type: 'alert', server: 'iot', key: 'a' }, name: 'Boiler 3', since: now, until: later },
  ],
};
/** With one rule of the user's own. */
const ruled = (severity: Severity, when: RuleWhen, then: RuleThen, enabled = true): Partial<Obstacles> => ({
  verdict: standardVerdict(severity, {
    rules: [{ id: 'r1', name: 'Only serious ones', enabled, when, then }],
    defaults,
  }),
});
const only: Hindrance = { code: 'own-rule', name: 'Only serious ones' };
const mute = { ...driver, sounds: { desktop: false, alarm: false } };
const quietCritical = rulesInForce([], [{ id: 'default-critical', enabled: true, then: { toast: 'quiet' } }]).defaults;

describe('what would hold back an event now', () => {
  it.each<[string, Severity, Partial<Obstacles>, Hindrance[]]>([
    ['nothing', 'critical', {}, []],
    ['the pause, critical ones too', 'critical', { silenced: paused }, [{ code: 'paused', until: later }]],
    ['quiet hours', 'error', { silenced: quiet }, [{ code: 'quiet-hours', until: later }]],
    ['not what passes them', 'critical', { silenced: quiet }, []],
    [
      'that nothing passes them',
      'critical',
      { silenced: quiet, quietHours: { ...quietHours, passSeverity: null } },
      [{ code: 'quiet-hours', until: later }],
    ],
    ['the rule', 'info', {}, [{ code: 'rule', rule: 'default-rest' }, { code: 'no-sound' }]],
    [
      'a rule of the user',
      'error',
      ruled('error', { maxSeverity: 'error' }, { toast: 'none' }),
      [only, { code: 'no-sound' }],
    ],
    ['a rule about everything', 'critical', ruled('critical', {}, { toast: 'none' }), [only, { code: 'no-sound' }]],
    ['not one of other severities', 'critical', ruled('critical', { maxSeverity: 'error' }, { toast: 'none' }), []],
    ['not one that is switched off', 'error', ruled('error', {}, { toast: 'none' }, false), []],
    ['not one that is about a server', 'error', ruled('error', { server: ['noc'] }, { toast: 'none' }), []],
    ['not one that shows it', 'info', ruled('info', { minSeverity: 'info' }, { toast: 'show' }), []],
    [
      'another severity by a rule',
      'error',
      ruled('error', {}, { severity: 'info' }),
      [{ code: 'rule', rule: 'default-rest' }, { code: 'no-sound' }],
    ],
    [
      'servers that are muted',
      'critical',
      { muted: ['NOC', 'IOT'] },
      [{ code: 'muted-server', names: ['NOC', 'IOT'] }],
    ],
    ['a server that is snoozed', 'critical', { silenced: snoozed }, [{ code: 'snoozed-server', names: ['NOC'] }]],
    [
      'a changed rule',
      'critical',
      { verdict: standardVerdict('critical', { rules: [], defaults: quietCritical }) },
      [{ code: 'no-sound' }],
    ],
    [
      'the desktop',
      'error',
      { drivers: [{ ...driver, heldBack: 'usual' }] },
      [{ code: 'do-not-disturb', driver: 'freedesktop', heldBack: 'usual' }],
    ],
    [
      'a desktop that lets nothing through',
      'critical',
      { drivers: [{ ...driver, heldBack: 'all' }] },
      [{ code: 'do-not-disturb', driver: 'freedesktop', heldBack: 'all' }],
    ],
    ['not what the desktop lets through', 'critical', { drivers: [{ ...driver, heldBack: 'usual' }] }, []],
    [
      'a sound that is set to none',
      'critical',
      { sounds: { ...toasts.sounds, critical: 'none' } },
      [{ code: 'no-sound' }],
    ],
    ['a player that is there', 'critical', { drivers: [mute] }, []],
    [
      'a player that is not there',
      'critical',
      { drivers: [mute], player: noPlayer },
      [{ code: 'no-player', text: 'no player is installed' }],
    ],
    ['a daemon that needs no player', 'critical', { player: noPlayer }, []],
    ['previews', 'critical', { previews: false }, [{ code: 'no-previews' }]],
    [
      'all of it, in the order in which it is decided',
      'error',
      {
        ...{ previews: false, drivers: [{ ...mute, heldBack: 'usual' }], player: noPlayer },
        muted: ['NOC'],
        silenced: { ...snoozed, ...{ paused: paused.paused, quiet: quiet.quiet } },
      },
      [
        { code: 'muted-server', names: ['NOC'] },
        { code: 'paused', until: later },
        { code: 'snoozed-server', names: ['NOC'] },
        { code: 'quiet-hours', until: later },
        { code: 'do-not-disturb', driver: 'freedesktop', heldBack: 'usual' },
        { code: 'no-player', text: 'no player is installed' },
        { code: 'no-previews' },
      ],
    ],
  ])('%s', (_, severity, change, expected) => {
    expect(held(severity, change)).toEqual(expected);
  });

  it.each<[Hindrance, string]>([
    [{ code: 'paused', until: later }, 'Tocsin is paused until 21 Nov 06:00'],
    [{ code: 'quiet-hours', until: null }, 'It is quiet round the clock'],
    [{ code: 'rule', rule: 'default-rest' }, 'By the default rule "Everything else" it gives no notification'],
    [only, 'Your rule “Only serious ones” gives it no notification'],
    [{ code: 'muted-server', names: ['NOC', 'IOT'] }, 'Muted: NOC, IOT.'],
    [{ code: 'snoozed-server', names: ['x'.repeat(500)] }, 'Snoozed: xxx'],
    [{ code: 'do-not-disturb', driver: 'freedesktop', heldBack: 'usual' }, 'The desktop is on "Do not disturb"'],
    [{ code: 'no-sound' }, 'Its sound is none'],
    [{ code: 'no-player', text: 'x'.repeat(900) }, 'No sound can be made: x'],
    [{ code: 'no-previews' }, 'Previews are off'],
  ])('is said: %o', (hindrance, begin) => {
    const text = hindranceText(hindrance, now);
    expect(text).toContain(begin);
    expect(text.length).toBeLessThan(340);
    expect(text).toMatch(/\.$/);
    expect(text).not.toContain('!');
  });
});
