import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationReply } from '../../main/desktop/toast-activation.ts';
import { ownerOf, readTag, type ToastTag, tagText } from '../../main/desktop/toast-tag.ts';
import { type ButtonKey, buttonText } from '../../preload/contract/texts/index.ts';

const keys = ['open', 'seen', 'acknowledge', 'snooze', 'retry', 'sign-in'] as const satisfies readonly ButtonKey[];
const tag: ToastTag = { owner: ownerOf(4711, 1_795_000_000_000), id: 3, about: 12, keys: ['acknowledge', 'seen'] };
const ref = { driver: 'electron', owner: tag.owner, id: 3 };
const nobody = { driver: 'electron', owner: '', id: 0 };

describe('the tag of a toast', () => {
  it('is read back, and is what Windows takes', () => {
    const tags = fc.record({
      owner: fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(2 ** 43)).map(([pid, at]) => ownerOf(pid, at)),
      id: fc.nat(999_999),
      about: fc.option(fc.integer({ min: 1, max: 1e14 })),
      keys: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(tags, (each) => {
        const text = tagText(each);
        expect(readTag(text)).toEqual(each);
        expect(text).toMatch(/^[0-9a-z-]{1,64}$/);
      }),
    );
  });

  it.each(keys)('knows the button %s', (key) => {
    expect(buttonText(key)).not.toBe('');
    expect(readTag(tagText({ ...tag, keys: [key] }))?.keys).toEqual([key]);
  });

  it.each([
    '',
    'Notifications',
    '7f82b71f-24fa-45da-9593-92c6e8d14f01',
    '4f-m3k9-1-12-as-',
    '4f-m3k9-1--as',
    'x'.repeat(5000),
  ])('%s is none', (text) => {
    expect(readTag(text)).toBeNull();
  });
});

describe('a click on a toast of an earlier run', () => {
  const click = (type: string, rest: string, actionIndex?: number) =>
    activationReply(
      { type, arguments: rest, ...(actionIndex === undefined ? {} : { actionIndex }) },
      'electron',
      () => false,
    );
  const of = tagText(tag);

  it.each([
    ['on it', 'click', `type=click&tag=${of}`, undefined, { type: 'clicked', ref, about: 12 }],
    ['on a button', 'action', `type=action&action=1&tag=${of}`, 1, { type: 'button', ref, key: 'seen', about: 12 }],
    ['on a button that it had not', 'action', `type=action&action=4&tag=${of}`, 4, { type: 'clicked', ref, about: 12 }],
    ['on a button without a number', 'action', `type=action&tag=${of}`, undefined, { type: 'clicked', ref, about: 12 }],
    ['that says nothing', 'click', '', undefined, { type: 'clicked', ref: nobody, about: null }],
    [
      'of another program',
      'click',
      'type=click&tag=Notifications',
      undefined,
      { type: 'clicked', ref: nobody, about: null },
    ],
  ])('%s', (_, type, rest, actionIndex, reply) => {
    expect(click(type, rest, actionIndex)).toEqual(reply);
  });

  it('of a summary is about no event', () => {
    const summary = tagText({ ...tag, about: null });
    expect(click('click', `type=click&tag=${summary}`)).toEqual({ type: 'clicked', ref, about: null });
  });
});

it('a click on a toast that is held is told by that alone', () => {
  const held = (each: ToastTag) => each.owner === tag.owner && each.id === tag.id;
  const click = { type: 'click', arguments: `type=click&tag=${tagText(tag)}` };
  expect(activationReply(click, 'electron', held)).toBeNull();
});
