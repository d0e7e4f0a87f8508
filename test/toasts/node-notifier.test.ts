import { describe, expect, it, vi } from 'vitest';
import { openNodeNotifier } from '../../main/toasts/node-notifier.ts';
import { until } from '../until.ts';
import { onDesktop, toast } from './toast.ts';

const desktop = onDesktop();
const reply = () => undefined;

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
    ['- 5 degrees', '-5 degrees'],
    ['100 % %s', '%d \\055 \\n &amp; <&lt; é 😀'],
    ["it's", '`\'"$HOME'],
  ])('shows nasty text %# as the text that it is', async (title, body) => {
    const driver = openNodeNotifier(reply);
    const before = desktop().notices.length;
    expect(await driver.show(toast({ title, body }))).toEqual({ shown: true, driver: 'node-notifier', ref: null });
    const notice = await until('the notification', () => desktop().notices[before]);
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
    vi.stubEnv('PATH', desktop().env['PATH']);
    expect(missing).toMatchObject({
      shown: false,
      why: { params: { text: expect.stringContaining('not installed') } },
    });
  });

  it('waits for a hanging daemon only so long, and starts nothing beside it', async () => {
    const driver = openNodeNotifier(reply);
    desktop().hangDaemon();
    const [first, second] = await Promise.all([driver.show(toast()), driver.show(toast())]);
    desktop().continueDaemon();
    expect(first).toMatchObject({
      shown: false,
      why: { params: { text: expect.stringContaining('no answer within') } },
    });
    expect(second).toMatchObject({ shown: false, why: { params: { text: expect.stringContaining('does not end') } } });
    await until('the first one to end', async () => (await driver.probe()) === null);
    expect(await driver.show(toast())).toMatchObject({ shown: true });
  });
});
