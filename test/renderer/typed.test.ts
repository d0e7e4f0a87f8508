import { describe, expect, it } from 'vitest';
import type { IdLink } from '../../preload/contract/api.ts';
import { typedId } from '../../renderer/servers/typed.ts';

const links: readonly IdLink[] = [
  { pattern: '/objects/([0-9a-f]+)', id: '1:$1' },
  { pattern: '/links/([^/?#]+)', id: '2:$1' },
];

describe('what is typed for an id', () => {
  it.each([
    [' 64bb02 ', { id: '64bb02' }],
    ['1:64bb02', { id: '1:64bb02' }],
    ['https://saymon.example/#/objects/64bb02?tab=1', { id: '1:64bb02' }],
    ['HTTP://saymon.example/links/a%20b/x', { id: '2:a b' }],
    ['https://saymon.example/links/50%/x', { id: '2:50%' }],
    ['https://saymon.example/links/$1', { id: '2:$1' }],
    ['https://saymon.example/links/$&$$', { id: '2:$&$$' }],
    ['https://saymon.example/', { fault: 'No id is found in this address: paste the id itself' }],
  ])('%s', (text, read) => {
    expect(typedId(text, links)).toEqual(read);
  });

  it('is no address where a field knows none', () => {
    expect(typedId('https://x.example/objects/1', undefined)).toHaveProperty('fault');
  });
});
