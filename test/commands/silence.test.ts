import { describe, expect, it } from 'vitest';
import { silenceCommands } from '../../main/commands/silence.ts';
import type { SnoozeTarget } from '../../preload/contract/api.ts';
import { commandInputs } from '../../preload/contract/schemas.ts';

const now = Date.parse('2026-11-20T14:30Z');
const hour = 3_600_000;
const day = 24 * hour;
const server: SnoozeTarget = { type: 'server', server: 'noc' };

/** The commands over a silence that keeps what it is told. */
function made() {
  const told: unknown[] = [];
  const commands = silenceCommands({
    silence: {
      pause: (until) => void told.push(['pause', until]),
      resume: () => void told.push(['resume']),
      endQuiet: () => false,
      snooze: (what, name, until) => void told.push(['snooze', what.type, name, until]),
      unsnooze: (what) => what.server === 'noc',
    },
    nameOf: (what) => (what.server === 'noc' ? 'NOC' : null),
    zone: () => 'UTC',
    now: () => now,
  });
  return { told, commands };
}

describe('the commands of silence', () => {
  it('pause for a time, or until one', async () => {
    const { told, commands } = made();
    expect(await commands.pause({ for: '4h' })).toEqual({ until: now + 4 * hour });
    expect(await commands.pause({ until: now + day })).toEqual({ until: now + day });
    expect(await commands.resume()).toBeNull();
    expect(told).toEqual([['pause', now + 4 * hour], ['pause', now + day], ['resume']]);
  });

  it.each([now, now - 1, now + day + 1])('refuse a pause until %i', async (until) => {
    const { told, commands } = made();
    await expect(commands.pause({ until })).rejects.toThrow('A pause ends within 24 hours');
    expect(told).toEqual([]);
  });

  it('snooze until a time or a change', async () => {
    const { told, commands } = made();
    await commands.snooze({ what: server, until: now + hour });
    await commands.snooze({ what: server, untilChange: true });
    expect(told).toEqual([
      ['snooze', 'server', 'NOC', now + hour],
      ['snooze', 'server', 'NOC', null],
    ]);
    expect(await commands.unsnooze({ what: server })).toBeNull();
  });

  it('refuse what is over, too long, or not there', async () => {
    const { told, commands } = made();
    const gone: SnoozeTarget = { type: 'alert', server: 'iot', key: 'incident:1' };
    await expect(commands.snooze({ what: server, until: now })).rejects.toThrow('within 30 days');
    await expect(commands.snooze({ what: server, until: now + 31 * day })).rejects.toThrow('within 30 days');
    await expect(commands.snooze({ what: gone, untilChange: true })).rejects.toThrow('not there any more');
    await expect(commands.unsnooze({ what: gone })).rejects.toThrow('not snoozed any more');
    await expect(commands['quiet.end']()).rejects.toThrow('no quiet hours now');
    expect(told).toEqual([]);
  });

  it.each([
    ['pause', { for: '1h' }, true],
    ['pause', { until: now }, true],
    ['pause', { for: '2h' }, false],
    ['pause', { for: '1h', until: now }, false],
    ['pause', { until: '15:00' }, false],
    ['pause', { until: Number.POSITIVE_INFINITY }, false],
    ['pause', {}, false],
    ['snooze', { what: server, until: now }, true],
    ['snooze', { what: server, untilChange: true }, true],
    ['snooze', { what: server, untilChange: false }, false],
    ['snooze', { what: { type: 'server' }, until: now }, false],
    ['snooze', { what: { type: 'subject', server: 'noc', subjectType: 'object', subjectId: '' }, until: now }, false],
    ['unsnooze', { what: { type: 'everything', server: 'noc' } }, false],
  ] as const)('%s takes %j: %s', (name, input, fits) => {
    expect(commandInputs[name].safeParse(input).success).toBe(fits);
  });
});
