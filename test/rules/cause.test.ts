import { expect, it } from 'vitest';
import { followsCause } from '../../main/rules/cause.ts';
import type { Severity } from '../../preload/contract/api.ts';

it.each<[string, { severity: Severity; toasted: boolean }, { severity: Severity; toastedBefore: boolean }, boolean]>([
  ['as bad as its cause', { severity: 'error', toasted: true }, { severity: 'error', toastedBefore: false }, true],
  ['less bad', { severity: 'error', toasted: true }, { severity: 'warning', toastedBefore: false }, true],
  ['worse', { severity: 'error', toasted: true }, { severity: 'critical', toastedBefore: false }, false],
  [
    'a cause that never toasted',
    { severity: 'error', toasted: false },
    { severity: 'error', toastedBefore: false },
    false,
  ],
  ['what had its own toast', { severity: 'error', toasted: true }, { severity: 'error', toastedBefore: true }, false],
])('%s', (_, cause, event, follows) => {
  expect(followsCause(cause, event)).toBe(follows);
});
