import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseDrivers } from '../../main/toasts/choose.ts';
import type { Toast, ToastReply } from '../../main/toasts/driver.ts';
import { openFreedesktop } from '../../main/toasts/freedesktop.ts';
import { openNodeNotifier } from '../../main/toasts/node-notifier.ts';
import { type Desktop, startDesktop } from '../desktop/desktop.ts';
import { shown } from '../desktop/notices.ts';
import { until } from '../until.ts';

let desktop: Desktop;
const replies: ToastReply[] = [];
const reply = (said: ToastReply) => void replies.push(said);

beforeAll(async () => {
  desktop = await startDesktop();
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.env['DBUS_SESSION_BUS_ADDRESS']);
  vi.stubEnv('DISPLAY', desktop.env['DISPLAY']);
  vi.stubEnv('XDG_RUNTIME_DIR', desktop.env['XDG_RUNTIME_DIR']);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await desktop.close();
});
afterEach(() => {
  replies.length = 0;
});

function toast(change: Partial<Toast> = {}): Toast {
  return {
    title: 'Critical: UPS-1',
    body: 'CPU over 95 %',
    urgency: 'show',
    severity: 'critical',
    buttons: [],
    replaces: null,
    ...change,
  };
}

describe('toasts over D-Bus', () => {
  it('hears a click on the toast and on a button of it', async () => {
    const driver = openFreedesktop(reply);
    const buttons = [{ key: 'seen', label: 'Mark seen' }];
    const first = await driver.show(toast({ title: 'To be clicked', urgency: 'urgent', buttons }));
    if (!first.shown) throw new Error(JSON.stringify(first.why));
    await desktop.click('first');
    await until('the click', () => replies.find(({ type }) => type === 'clicked'));
    expect(replies[0]).toEqual({ type: 'clicked', ref: first.ref });
    await until('the popup to be gone', () => replies.some(({ type }) => type === 'gone'));
    const second = await driver.show(toast({ title: 'To be marked', urgency: 'urgent', buttons }));
    if (!second.shown) throw new Error(JSON.stringify(second.why));
    await desktop.click('last');
    await until('the button', () => replies.find(({ type }) => type === 'button'));
    expect(replies).toContainEqual({ type: 'button', ref: second.ref, key: 'seen' });
    await driver.close();
  });

  it('shows title and text, urgent ones until they are seen', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(toast({ title: 'Critical: UPS-7', urgency: 'urgent' }));
    const notice = await shown(desktop.notices, 'Critical: UPS-7');
    expect(notice).toMatchObject({
      app: 'Tocsin',
      body: 'CPU over 95 %',
      expireMs: 0,
      hints: { urgency: { data: 2 } },
    });
    await driver.show(toast({ title: 'Cleared: UPS-7', urgency: 'quiet' }));
    const quiet = await shown(desktop.notices, 'Cleared: UPS-7');
    expect(quiet).toMatchObject({
      expireMs: 5_000,
      hints: { urgency: { data: 0 }, 'suppress-sound': { data: true }, transient: { data: true } },
    });
    await driver.close();
  });

  it('shows markup, control characters and length as the text that they are', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(
      toast({ title: 'Nasty\u0000 <b>one</b>', body: `<b>a</b> & "c"\u001b[31m\nsecond${'x'.repeat(5_000)}` }),
    );
    const notice = await shown(desktop.notices, /^Nasty/);
    expect(notice.title).toBe('Nasty <b>one</b>');
    expect(notice.body).toMatch(/^&lt;b&gt;a&lt;\/b&gt; &amp; "c" \[31m\nsecondx+/);
    expect(notice.body.length).toBeLessThan(1_100);
    await driver.close();
  });

  it('replaces a toast, also from a later run, as long as the daemon lives', async () => {
    const first = openFreedesktop(reply);
    const standing = await first.show(toast({ title: 'Warning: UPS-1' }));
    await first.close();
    if (!standing.shown) throw new Error(JSON.stringify(standing.why));
    const later = openFreedesktop(reply);
    const again = await later.show(toast({ title: 'Error: UPS-1', replaces: standing.ref }));
    if (!again.shown) throw new Error(JSON.stringify(again.why));
    expect(again.ref).toEqual(standing.ref);
    expect((await shown(desktop.notices, 'Error: UPS-1')).replaces).toBe(standing.ref?.id);
    await later.close();
  });

  it('takes a toast away', async () => {
    const driver = openFreedesktop(reply);
    const standing = await driver.show(toast({ title: 'To be withdrawn' }));
    if (!standing.shown || standing.ref === null) throw new Error('not shown');
    await driver.withdraw(standing.ref);
    const notice = await shown(desktop.notices, 'To be withdrawn');
    await until('the toast to be gone', () => notice.closed);
    await driver.close();
  });

  it('never touches the number of another life of the daemon', async () => {
    const driver = openFreedesktop(reply);
    const standing = await driver.show(toast({ title: 'Of the first life' }));
    if (!standing.shown || standing.ref === null) throw new Error('not shown');
    await desktop.endDaemon();
    await desktop.startDaemon();
    const again = await driver.show(toast({ title: 'Of the second life', replaces: standing.ref }));
    expect(again.shown).toBe(true);
    expect((await shown(desktop.notices, 'Of the second life')).replaces).toBe(0);
    if (again.shown) expect(again.ref?.owner).not.toBe(standing.ref.owner);
    const foreign = desktop.notices.at(-1);
    await driver.withdraw(standing.ref);
    await driver.show(toast({ title: 'After the withdrawal' }));
    await shown(desktop.notices, 'After the withdrawal');
    expect(foreign?.closed).toBe(false);
    await driver.close();
  });

  it('says within its limit that a daemon hangs, and shows again when it goes on', async () => {
    const driver = openFreedesktop(reply);
    await driver.show(toast({ title: 'Before it hangs' }));
    desktop.hangDaemon();
    const began = performance.now();
    const hung = await driver.show(toast({ title: 'While it hangs' }));
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(hung).toMatchObject({ shown: false, why: { code: 'toast' } });
    desktop.continueDaemon();
    expect(await driver.show(toast({ title: 'After it hung' }))).toMatchObject({ shown: true });
    await driver.close();
  });

  it('says that there is no daemon, and what to do; nothing is thrown', async () => {
    await desktop.endDaemon();
    const driver = openFreedesktop(reply);
    const none = await driver.show(toast());
    expect(none).toMatchObject({ shown: false });
    expect(JSON.stringify(none)).toContain('no notification daemon runs on the session bus');
    await driver.close();
    await desktop.startDaemon();
  });
});

describe('node-notifier', () => {
  it.each([
    ['-u', '--help'],
    ['--hint=string:image-path:/etc/passwd', '--action=x=Y'],
    ['plain', 'C:\\new\\tab'],
    ['two\nlines', 'first\nsecond'],
    ['nul\u0000byte', 'a\u0000b'],
    ['$(touch /tmp/owned) `id`', '"; rm -rf / #'],
    ['long', 'y'.repeat(200_000)],
    ['markup', '<b>bold</b> a < b && c'],
    ['empty', ''],
  ])('shows nasty text %# as the text that it is', async (title, body) => {
    const driver = openNodeNotifier(reply);
    const before = desktop.notices.length;
    expect(await driver.show(toast({ title, body }))).toEqual({ shown: true, driver: 'node-notifier', ref: null });
    const notice = await until('the notification', () => desktop.notices[before]);
    const line = (text: string) => text.replaceAll('\u0000', ' ').replaceAll(/\s+/g, ' ').trim();
    expect(notice.title.replace(/^\u2060/, '')).toBe(line(title));
    const unescaped = notice.body.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
    if (body.length < 1_000) expect(unescaped).toBe(body.replaceAll('\u0000', ' '));
    else expect(unescaped).toMatch(/^y{400,}…$/);
    expect(notice.actions).toEqual([]);
  });

  it('says that its program is missing', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const driver = openNodeNotifier(reply);
    const missing = await driver.show(toast());
    vi.stubEnv('PATH', desktop.env['PATH']);
    expect(missing).toMatchObject({
      shown: false,
      why: { params: { text: expect.stringContaining('not installed') } },
    });
  });

  it('waits for a hanging daemon only so long, and starts nothing beside it', async () => {
    const driver = openNodeNotifier(reply);
    desktop.hangDaemon();
    const [first, second] = await Promise.all([driver.show(toast()), driver.show(toast())]);
    desktop.continueDaemon();
    expect(first).toMatchObject({
      shown: false,
      why: { params: { text: expect.stringContaining('no answer within') } },
    });
    expect(second).toMatchObject({ shown: false, why: { params: { text: expect.stringContaining('does not end') } } });
    await until('the first one to end', async () => (await driver.probe()) === null);
    expect(await driver.show(toast())).toMatchObject({ shown: true });
  });
});

describe('the choice of a driver', () => {
  it('tries the next one when the first fails, and says why', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere/bus');
    const drivers = chooseDrivers(
      () => 'auto',
      [
        { name: 'freedesktop', open: openFreedesktop },
        {
          name: 'second',
          open: () => ({
            ...openFreedesktop(reply),
            name: 'second',
            show: async () => ({ shown: true, driver: 'second', ref: null }),
            probe: async () => null,
            close: async () => undefined,
          }),
        },
      ],
      reply,
    );
    expect(await drivers.show(toast())).toMatchObject({ shown: true, driver: 'second' });
    expect(await drivers.describe()).toMatchObject([
      { name: 'second', chosen: true, why: null },
      { name: 'freedesktop', chosen: false, why: { code: 'toast' } },
    ]);
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.env['DBUS_SESSION_BUS_ADDRESS']);
    await drivers.close();
  });
});
