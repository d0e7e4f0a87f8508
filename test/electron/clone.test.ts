import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cloner } from './clone.ts';
import { fromChromium, toChromium } from './custom-scheme.ts';

const { pack, unpack } = cloner();

it('a value comes out of its text as the structured clone algorithm would have it', () => {
  const any = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: false });
  fc.assert(
    fc.property(any, (value) => {
      const clone = unpack(JSON.parse(JSON.stringify(pack(value))));
      expect(clone).toStrictEqual(structuredClone(value));
    }),
  );
});

it.each([[() => undefined], [Symbol('x')], [Promise.resolve()], [{ deep: [new WeakMap()] }]])(
  '%s is refused',
  (value) => {
    expect(() => pack(value)).toThrow('An object could not be cloned.');
  },
);

it.each([
  ['app://tocsin/index.html#history=&event=4', 'https://tocsin.app.localhost/index.html#history=&event=4'],
  ['https://elsewhere.example/a.localhost', 'https://elsewhere.example/a.localhost'],
  ['http://127.0.0.1:4747/', 'http://127.0.0.1:4747/'],
  ['about:blank', 'about:blank'],
])('%s stands in Chromium as %s', (url, there) => {
  expect(toChromium(url)).toBe(there);
  expect(fromChromium(there)).toBe(url);
});
