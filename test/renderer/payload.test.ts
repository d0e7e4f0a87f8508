import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerSettings } from '../../preload/contract/api.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import { leadOf } from '../../renderer/history/link.ts';
import { isDeep, shortened } from '../../renderer/history/payload.ts';

function nested(levels: number): unknown {
  let value: unknown = 'deep';
  for (let n = 0; n < levels; n++) value = [value];
  return value;
}

describe('a payload as it is shown', () => {
  it('cuts what is long with a mark, and says that it has', () => {
    const { value, isCut } = shortened({
      text: 'x'.repeat(1_000_000),
      n: 1,
      list: Array.from({ length: 5_000 }, () => 0),
    });
    expect(isCut).toBe(true);
    expect(value).toMatchObject({ n: 1, text: `${'x'.repeat(300)}… 999,700 more characters` });
    expect((value as { list: unknown[] }).list).toHaveLength(101);
    expect((value as { list: unknown[] }).list.at(-1)).toBe('… 4,900 more items');
  });

  it('cuts what lies deep, and many fields, and long names of them', () => {
    expect(JSON.stringify(shortened(nested(5_000)).value).length).toBeLessThan(100);
    const wide = shortened(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, n])));
    expect(Object.keys(wide.value as object)).toHaveLength(101);
    expect(wide.value).toMatchObject({ '…': '… 100 more fields' });
    expect(shortened({ ['y'.repeat(400)]: 1 }).isCut).toBe(true);
  });

  it('leaves what is short as it is', () => {
    const short = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' });
    fc.assert(
      fc.property(short, (value) => {
        const text = JSON.stringify(value);
        fc.pre(text.length < 300);
        expect(shortened(value)).toEqual({ value, isCut: false });
      }),
    );
  });

  it('never cuts a character in two', () => {
    const { value } = shortened(`${'x'.repeat(299)}🔴🔴`);
    expect(String(value).isWellFormed()).toBe(true);
  });

  it('is not indented where it is so deep that it would be white space', () => {
    expect(isDeep(nested(101), 100)).toBe(true);
    expect(isDeep(nested(100), 100)).toBe(false);
    expect(isDeep(nested(5_000), 100)).toBe(true);
    expect(visibleJson(nested(500), 0).length).toBeLessThan(1_100);
  });
});

describe('the link of an event', () => {
  const server = {
    url: 'https://comet.noc.example:1234',
    apiUrl: 'https://noc.example/api',
  } as unknown as ServerSettings;
  it.each([
    ['https://noc.example/objects/1', 'own'],
    ['https://comet.noc.example/', 'own'],
    ['https://NOC.example:8443/x', 'own'],
    ['https://evil.example/noc.example', 'foreign'],
    ['https://noc.example.evil.example/', 'foreign'],
    ['http://noc.example/', 'own'],
    ['https://xn--n-c.example/', 'foreign'],
  ])('%j leads %j', (url, leads) => {
    expect(leadOf(url, server).leads).toBe(leads);
  });

  it('of a server that is gone leads elsewhere', () => {
    expect(leadOf('https://noc.example/', null).leads).toBe('foreign');
  });
});
