import { afterEach, describe, expect, it, vi } from 'vitest';
import { tagText } from '../../main/desktop/toast-tag.ts';
import { NativeToasts } from '../../main/desktop/toasts.ts';
import type { Toast, ToastReply } from '../../main/toasts/driver.ts';
import { Notification } from '../electron/notification.ts';
import { until } from '../until.ts';

// Of Electron the drivers of toasts need nothing but this.
vi.mock('electron', () => import('../electron/notification.ts'));

const toast: Toast = {
  title: 'Critical: UPS-1',
  body: 'CPU over 95 %',
  urgency: 'show',
  severity: 'critical',
  buttons: [{ key: 'seen', label: 'Mark seen' }],
  replaces: null,
  about: 12,
};
const earlier = { owner: '4f-m3k9', id: 3, about: 7, keys: ['seen'] };
const ref = { driver: 'electron', owner: earlier.owner, id: 3 };

function on(platform: NodeJS.Platform) {
  vi.stubGlobal('process', Object.create(process, { platform: { value: platform } }));
  const replies: ToastReply[] = [];
  const failed: string[] = [];
  const native = new NativeToasts((line) => failed.push(line));
  const driver = native.open((reply) => replies.push(reply));
  return { native, driver, replies, failed };
}

afterEach(() => vi.unstubAllGlobals());

describe('on Windows', () => {
  it('hears the click that started it, and later ones on toasts of before', () => {
    const { native, replies } = on('win32');
    Notification.activate({ type: 'click', arguments: `type=click&tag=${tagText(earlier)}` });
    expect(replies).toEqual([]);
    native.listen();
    expect(replies).toEqual([{ type: 'clicked', ref, about: 7 }]);
    Notification.activate({
      type: 'action',
      actionIndex: 0,
      arguments: `type=action&action=0&tag=${tagText(earlier)}`,
    });
    expect(replies.at(-1)).toEqual({ type: 'button', ref, key: 'seen', about: 7 });
  });

  it('hears a click on its own toast once', async () => {
    const { native, driver, replies } = on('win32');
    native.listen();
    const shown = await driver.show(toast);
    if (!shown.shown || shown.ref === null) throw new Error('It was not shown');
    const own = { owner: shown.ref.owner, id: shown.ref.id, about: 12, keys: ['seen'] };
    // Electron tells both, for it finds the toast among those that are held.
    Notification.activate({ type: 'click', arguments: `type=click&tag=${tagText(own)}` });
    expect(replies).toEqual([]);
    await driver.withdraw(shown.ref);
    Notification.activate({ type: 'click', arguments: `type=click&tag=${tagText(own)}` });
    expect(replies).toEqual([{ type: 'clicked', ref: shown.ref, about: 12 }]);
  });
});

describe('on macOS', () => {
  it('says why the system refused one, and holds nothing of it', async () => {
    const { driver, replies } = on('darwin');
    const made: Notification[] = [];
    const show = vi.spyOn(Notification.prototype, 'show').mockImplementation(function (this: Notification) {
      made.push(this);
      setImmediate(() =>
        this.emit('failed', { preventDefault: () => undefined, defaultPrevented: false }, 'not allowed'),
      );
    });
    const shown = await driver.show(toast);
    show.mockRestore();
    expect(shown).toEqual({
      shown: false,
      driver: 'electron',
      why: { code: 'toast', params: { driver: 'The desktop', text: 'not allowed' } },
    });
    expect(made.map((each) => each.listenerCount('click'))).toEqual([0]);
    expect(replies).toEqual([]);
  });

  it('takes over what an earlier run has left standing, and nothing of others', async () => {
    const left = Notification.leave(tagText(earlier));
    const foreign = Notification.leave('7f82b71f-24fa-45da-9593-92c6e8d14f01');
    const { native, driver, replies } = on('darwin');
    native.listen();
    await until('it to be heard', () => left.listenerCount('click') > 0);
    expect(foreign.listenerCount('click')).toBe(0);
    left.emit('click', { preventDefault: () => undefined, defaultPrevented: false });
    expect(replies).toEqual([{ type: 'clicked', ref, about: 7 }]);
    await driver.withdraw(ref);
    expect(left.listenerCount('click')).toBe(0);
  });
});
