import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ToastReply } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { end, startBus } from '../desktop/daemons.ts';
import { shown } from '../desktop/notices.ts';
import { until } from '../until.ts';
import { onDesktop, standing, toast } from './toast.ts';

const desktop = onDesktop();
/** So long a library of D-Bus waits by itself. */
const callMs = 25_000;
const replies: ToastReply[] = [];
const reply = (said: ToastReply) => void replies.push(said);
afterEach(() => {
  replies.length = 0;
});

describe('toasts over D-Bus', () => {
  it('hears a click on the toast and on a button of it', async () => {
    const driver = openFreedesktop(reply);
    const buttons = [{ key: 'seen', label: 'Mark seen' }];
    const first = standing(await driver.show(toast({ title: 'To be clicked', urgency: 'urgent', buttons })));
    await desktop().click('first');
    await until('the click', () => replies.find(({ type }) => type === 'clicked'));
    expect(replies[0]).toEqual({ type: 'clicked', ref: first });
    await until('the popup to be gone', () => replies.some(({ type }) => type === 'gone'));
    const second = standing(await driver.show(toast({ title: 'To be marked', urgency: 'urgent', buttons })));
    await desktop().click('last');
    await until('the button', () => replies.find(({ type }) => type === 'button'));
    expect(replies).toContainEqual({ type: 'button', ref: second, key: 'seen' });
    await driver.close();
  });

  it('makes no line after its end, which nobody would close', async () => {
    const driver = openFreedesktop(reply);
    expect(await driver.probe()).toBe(null);
    await driver.close();
    expect(await driver.probe()).toMatchObject({ params: { text: 'Tocsin ends' } });
    expect(await driver.sounds?.('alarm')).toBe(false);
    expect(await driver.show(toast())).toMatchObject({ shown: false });
  });

  it('shows title and text, urgent ones until they are seen', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(toast({ title: 'Critical: UPS-7', urgency: 'urgent' }));
    const notice = await shown(desktop().notices, 'Critical: UPS-7');
    expect(notice).toMatchObject({
      app: 'Tocsin',
      body: 'CPU over 95 %',
      expireMs: 0,
      icon: 'dialog-error',
      hints: {
        urgency: { data: 2 },
        category: { data: 'x-tocsin.critical' },
        'desktop-entry': { data: 'tocsin-desktop' },
      },
    });
    await driver.show(toast({ title: 'Cleared: UPS-7', urgency: 'quiet' }));
    const quiet = await shown(desktop().notices, 'Cleared: UPS-7');
    expect(quiet).toMatchObject({
      expireMs: 5_000,
      hints: { urgency: { data: 0 }, 'suppress-sound': { data: true }, transient: { data: true } },
    });
    await driver.show(toast({ title: 'New words', urgency: 'urgent', silent: true }));
    expect((await shown(desktop().notices, 'New words')).hints).toMatchObject({
      urgency: { data: 2 },
      'suppress-sound': { data: true },
    });
    await driver.close();
  });

  it('shows markup, control characters and length as the text that they are', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(
      toast({ title: 'Nasty\u0000 <b>one</b>', body: `<b>a</b> & "c"\u001b[31m\nsecond${'x'.repeat(5_000)}` }),
    );
    const notice = await shown(desktop().notices, /^Nasty/);
    expect(notice.title).toBe('Nasty <b>one</b>');
    expect(notice.body).toMatch(/^&lt;b&gt;a&lt;\/b&gt; &amp; "c" \[31m\nsecondx+/);
    expect(notice.body.length).toBeLessThan(1_100);
    await driver.close();
  });

  it('replaces a toast, also from a later run, as long as the daemon lives', async () => {
    const first = openFreedesktop(reply);
    const ref = standing(await first.show(toast({ title: 'Warning: UPS-1' })));
    await first.close();
    const later = openFreedesktop(reply);
    expect(standing(await later.show(toast({ title: 'Error: UPS-1', replaces: ref })))).toEqual(ref);
    expect((await shown(desktop().notices, 'Error: UPS-1')).replaces).toBe(ref.id);
    await later.close();
  });

  it('takes a toast away', async () => {
    const driver = openFreedesktop(reply);
    const ref = standing(await driver.show(toast({ title: 'To be withdrawn' })));
    await driver.withdraw(ref);
    const notice = await shown(desktop().notices, 'To be withdrawn');
    await until('the toast to be gone', () => notice.closed);
    await driver.withdraw(ref);
    expect(replies).toEqual([{ type: 'gone', ref }]);
    await driver.close();
  });

  it('never touches the number of another life of the daemon', async () => {
    const driver = openFreedesktop(reply);
    await restartDaemon();
    const old = standing(await driver.show(toast({ title: 'Of the first life' })));
    await restartDaemon();
    const now = standing(await driver.show(toast({ title: 'Of the second life', replaces: old })));
    expect(now.id).toBe(old.id);
    expect(now.owner).not.toBe(old.owner);
    const notice = await shown(desktop().notices, 'Of the second life');
    expect(notice.replaces).toBe(0);
    await driver.withdraw(old);
    await driver.show(toast({ title: 'After the withdrawal' }));
    await shown(desktop().notices, 'After the withdrawal');
    expect(notice.closed).toBe(false);
    await driver.close();
  });

  it('nor where it could not yet hear that the life has ended', async () => {
    const driver = openFreedesktop(reply);
    const old = standing(await driver.show(toast({ title: 'Before the change' })));
    // All in one turn of the loop: nothing is read from the bus meanwhile.
    const ended = desktop().endDaemon();
    blockWhile((names) => names.includes('org.freedesktop.Notifications'));
    const started = desktop().startDaemon();
    blockWhile((names) => !names.includes('org.freedesktop.Notifications'));
    const now = standing(await driver.show(toast({ title: 'After the change', replaces: old })));
    await Promise.all([ended, started]);
    expect(now.owner).not.toBe(old.owner);
    await shown(desktop().notices, 'After the change');
    expect(desktop().notices.filter(({ title }) => title === 'After the change')).toMatchObject([
      { replaces: old.id, id: null },
      { replaces: 0, id: now.id },
    ]);
    await driver.close();
  });

  it('says within its limit that a daemon hangs, and shows again when it goes on', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(toast({ title: 'Before it hangs' }));
    desktop().hangDaemon();
    const began = performance.now();
    const hung = await driver.show(toast({ title: 'While it hangs' }));
    expect(performance.now() - began).toBeLessThan(callMs);
    expect(hung).toMatchObject({
      shown: false,
      why: { params: { text: expect.stringContaining('no answer within') } },
    });
    expect(await driver.probe()).toMatchObject({ code: 'toast' });
    desktop().continueDaemon();
    expect(await driver.probe()).toBeNull();
    expect(await driver.show(toast({ title: 'After it hung' }))).toMatchObject({ shown: true });
    await driver.close();
  });

  it('says that there is no daemon, and what to do; nothing is thrown', async () => {
    await desktop().endDaemon();
    const driver = openFreedesktop(reply);
    const none = await driver.show(toast());
    expect(none).toMatchObject({ shown: false });
    expect(JSON.stringify(none)).toContain('no notification daemon runs on the session bus');
    expect(await driver.probe()).toMatchObject({ code: 'toast' });
    await driver.close();
    await desktop().startDaemon();
  });

  it('says why without a bus, and is there again with the next bus', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tocsin-bus-'));
    const address = `unix:path=${join(home, 'bus')}`;
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address);
    const driver = openFreedesktop(reply);
    expect(JSON.stringify(await driver.show(toast()))).toContain('the session bus cannot be reached');
    const { child: first } = await startBus(process.env, address);
    expect(JSON.stringify(await driver.show(toast()))).toContain('no notification daemon runs');
    await end(first);
    expect(JSON.stringify(await driver.show(toast()))).toContain('the session bus cannot be reached');
    const { child: second } = await startBus(process.env, address);
    expect(JSON.stringify(await driver.show(toast()))).toContain('no notification daemon runs');
    await driver.close();
    await end(second);
    await rm(home, { recursive: true });
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop().env['DBUS_SESSION_BUS_ADDRESS']);
  });

  it('says within its limit that a bus does not answer', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tocsin-bus-'));
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(join(home, 'bus'), resolve));
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(home, 'bus')}`);
    const driver = openFreedesktop(reply);
    const began = performance.now();
    expect(JSON.stringify(await driver.show(toast()))).toContain('no answer within 2 s');
    expect(performance.now() - began).toBeLessThan(callMs);
    await driver.close();
    await new Promise((resolve) => silent.close(resolve));
    await rm(home, { recursive: true });
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop().env['DBUS_SESSION_BUS_ADDRESS']);
  });

  it('lets the program end while a toast is on its way', async () => {
    const module = new URL('../../main/toasts/freedesktop.ts', import.meta.url).href;
    const program = `
      import { openFreedesktop } from '${module}';
      const driver = openFreedesktop(() => {});
      const toast = { title: 'At the end', body: '', severity: 'ok', urgency: 'urgent', buttons: [], replaces: null };
      await driver.show(toast);
      const late = driver.show(toast);
      await driver.close();
      console.log((await late).shown);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 20_000,
    });
    expect(stdout).toBe('false\n');
  });
});

async function restartDaemon(): Promise<void> {
  await desktop().endDaemon();
  await desktop().startDaemon();
}

/** Blocks this process as long as this holds of the names on the bus. */
function blockWhile(holds: (names: string) => boolean): void {
  const args = [`--address=${desktop().env['DBUS_SESSION_BUS_ADDRESS']}`, 'list', '--acquired', '--no-legend'];
  while (holds(execFileSync('busctl', args, { encoding: 'utf8' })));
}
