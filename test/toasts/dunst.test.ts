import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ToastReply } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { shown } from '../desktop/notices.ts';
import { until } from '../until.ts';
import { onDesktop, standing, toast } from './toast.ts';

const run = promisify(execFile);
const desktop = onDesktop({ daemon: 'dunst' });

describe('toasts over D-Bus on a daemon without markup and buttons', () => {
  it('shows, replaces, hears a click and takes away', async () => {
    const replies: ToastReply[] = [];
    const driver = openFreedesktop((said) => replies.push(said));
    const buttons = [{ key: 'seen', label: 'Mark seen' }];
    const ref = standing(await driver.show(toast({ title: 'Warning: UPS-1', body: '<b>&', buttons })));
    const again = toast({ title: 'Error: UPS-1', urgency: 'urgent', buttons, replaces: ref });
    expect(standing(await driver.show(again))).toEqual(ref);
    expect(await shown(desktop().notices, 'Warning: UPS-1')).toMatchObject({ body: '<b>&' });
    expect(await shown(desktop().notices, 'Error: UPS-1')).toMatchObject({ replaces: ref.id, id: ref.id });
    await desktop().click('first');
    await until('the click', () => replies.find(({ type }) => type === 'clicked'));
    expect(replies).toContainEqual({ type: 'clicked', ref });
    const other = standing(await driver.show(toast({ title: 'To be withdrawn' })));
    await driver.withdraw(other);
    await until('the toast to be gone', () =>
      replies.find(({ type, ref: { id } }) => type === 'gone' && id === other.id),
    );
    await driver.close();
  });

  it('knows that the daemon keeps everything until it goes on', async () => {
    const driver = openFreedesktop(() => undefined);
    const pause = (on: boolean) => run('dunstctl', ['set-paused', String(on)], { env: desktop().env });
    expect(await driver.holdsBack?.()).toBe('none');
    await pause(true);
    expect(await driver.holdsBack?.()).toBe('all');
    await pause(false);
    expect(await driver.holdsBack?.()).toBe('none');
    await driver.close();
  });
});
