import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { shown } from '../desktop/notices.ts';
import { startPlayedDaemon } from '../desktop/played-daemon.ts';
import { onDesktop, toast } from './toast.ts';

const desktop = onDesktop({ daemon: null });
let daemon: Awaited<ReturnType<typeof startPlayedDaemon>>;
beforeAll(async () => {
  daemon = await startPlayedDaemon(desktop().env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
});
afterAll(() => daemon.close());

describe('toasts over D-Bus on a daemon that makes sounds', () => {
  it.each([
    ['alarm', { 'sound-name': { data: 'alarm-clock-elapsed' } }, 'suppress-sound'],
    ['desktop', { 'sound-name': { data: 'message-new-instant' } }, 'suppress-sound'],
    ['none', { 'suppress-sound': { data: true } }, 'sound-name'],
  ] as const)('%s is asked for with the toast', async (sound, hints, absent) => {
    const driver = openFreedesktop(() => undefined);
    expect(await driver.sounds?.('alarm')).toBe(true);
    expect(await driver.show(toast({ title: `Sound ${sound}`, sound }))).toMatchObject({ shown: true, sounded: true });
    const notice = await shown(desktop().notices, `Sound ${sound}`);
    expect(notice.hints).toMatchObject(hints);
    expect(Object.keys(notice.hints)).not.toContain(absent);
    await driver.close();
  });
});
