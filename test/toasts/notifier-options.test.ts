import { describe, expect, it } from 'vitest';
import type { Toast, ToastReply } from '../../main/toasts/driver.ts';
import { type Notify, openNotifierProgram } from '../../main/toasts/node-notifier.ts';
import { macOptions, removal, windowsOptions } from '../../main/toasts/notifier-options.ts';
import { standing, toast } from './toast.ts';

const buttons: Toast['buttons'] = [
  { key: 'seen', label: 'Mark seen' },
  { key: 'snooze', label: 'Snooze 1 h' },
];

describe('a toast for node-notifier', () => {
  it('has its words and buttons on macOS, and time for a click', () => {
    expect(macOptions(toast({ urgency: 'urgent', buttons, sound: 'alarm' }), 7)).toEqual({
      title: 'Critical: UPS-1',
      message: 'CPU over 95 %',
      sound: false,
      group: 'tocsin-7',
      timeout: 3_600,
      actions: ['Mark seen', 'Snooze 1 h'],
      dropdownLabel: 'Do',
      closeLabel: 'Close',
    });
  });

  it('has its words and buttons on Windows, and no app id, with which answers are lost', () => {
    expect(windowsOptions(toast({ buttons, sound: 'desktop' }), 7)).toEqual({
      title: 'Critical: UPS-1',
      message: 'CPU over 95 %',
      sound: true,
      id: 7,
      actions: ['Mark seen', 'Snooze 1 h'],
    });
  });

  it('of a quiet one nothing is waited for', () => {
    expect(macOptions(toast({ urgency: 'quiet', buttons }), 7)).toMatchObject({ timeout: false, sound: false });
    expect(macOptions(toast({ urgency: 'quiet', buttons }), 7)).not.toHaveProperty('actions');
  });

  it('cannot become an option, and fits the pipe of Windows', () => {
    expect(windowsOptions(toast({ title: '-close', body: '[x' }), 1)).toMatchObject({
      title: '\u2060-close',
      message: '\u2060[x',
    });
    const { title, message } = windowsOptions(toast({ title: '\u00e9'.repeat(80), body: '\u20ac'.repeat(900) }), 1);
    expect(Buffer.byteLength(title) + Buffer.byteLength(message)).toBeLessThanOrEqual(900);
  });

  it('is taken away', () => {
    expect(removal('darwin', 7)).toEqual({ remove: 'tocsin-7', timeout: false });
    expect(removal('win32', 7)).toEqual({ close: 7 });
  });
});

/** node-notifier at the border: what it was asked for, and its end when the test says so. */
function program(platform: NodeJS.Platform) {
  const asked: { options: Readonly<Record<string, unknown>>; end: Parameters<Notify>[1] }[] = [];
  const replies: ToastReply[] = [];
  const notify: Notify = (options, end) => {
    asked.push({ options, end });
    if ('close' in options || 'remove' in options) end(null);
  };
  const driver = openNotifierProgram(platform, notify, (reply) => replies.push(reply));
  return { asked, replies, driver };
}

describe('what comes back from it', () => {
  it.each([
    ['darwin', { activationType: 'contentsClicked' }, 'clicked', null],
    ['darwin', { activationType: 'actionClicked', activationValue: 'Snooze 1 h' }, 'button', 'snooze'],
    ['darwin', { activationType: 'closed', activationValue: 'Close' }, 'gone', null],
    ['darwin', { activationType: 'timeout' }, 'gone', null],
    ['win32', { action: 'clicked', activationType: 'clicked' }, 'clicked', null],
    ['win32', { action: 'buttonClicked', button: 'Mark seen', activationType: 'Mark seen' }, 'button', 'seen'],
    ['win32', { action: 'dismissed', activationType: 'dismissed' }, 'gone', null],
    ['win32', { action: 'timedout', activationType: 'timedout' }, null, null],
  ] as const)('on %s %o is %s', async (platform, said, type, key) => {
    const { asked, replies, driver } = program(platform);
    const ref = standing(await driver.show(toast({ buttons })));
    asked[0]?.end(null, '', said);
    expect(replies).toEqual(type === null ? [] : [{ type, ref, ...(key === null ? {} : { key }) }]);
  });

  it('an error at once means that it was not shown', async () => {
    const { asked, driver } = program('win32');
    const showing = driver.show(toast());
    asked[0]?.end(new Error('Command failed: snoretoast\nnotifications are disabled'));
    expect(await showing).toMatchObject({ shown: false, why: { params: { text: 'notifications are disabled' } } });
  });

  it('of one that nobody waited for nothing is known', async () => {
    const { asked, replies, driver } = program('darwin');
    const showing = driver.show(toast({ urgency: 'quiet' }));
    asked[0]?.end(null, undefined, {});
    expect(await showing).toMatchObject({ shown: true });
    expect(replies).toEqual([]);
  });

  it('one replaces another by its group on macOS, and after it was closed on Windows', async () => {
    const mac = program('darwin');
    const first = standing(await mac.driver.show(toast()));
    expect(standing(await mac.driver.show(toast({ replaces: first })))).toEqual(first);
    expect(mac.asked.map(({ options }) => options['group'])).toEqual(['tocsin-1', 'tocsin-1']);
    const windows = program('win32');
    const one = standing(await windows.driver.show(toast()));
    const other = standing(await windows.driver.show(toast({ replaces: one })));
    expect(other.id).not.toBe(one.id);
    expect(windows.asked.map(({ options }) => options['close'] ?? options['id'])).toEqual([one.id, one.id, other.id]);
  });
});
