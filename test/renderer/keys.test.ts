import { expect, it } from 'vitest';
import { latin } from '../../renderer/ui/keys.ts';

it.each([
  ['з', 'KeyP', false, 'p'],
  ['З', 'KeyP', true, 'P'],
  ['ф', 'KeyA', false, 'a'],
  ['λ', 'KeyL', false, 'l'],
  ['ש', 'KeyA', false, 'a'],
  ['p', 'KeyP', false, 'p'],
  // Where the layout is Latin the letter counts, wherever it lies.
  ['a', 'KeyQ', false, 'a'],
  ['é', 'KeyE', false, 'é'],
  ['Enter', 'Enter', false, 'Enter'],
  ['х', 'BracketLeft', false, 'х'],
  ['/', 'Slash', false, '/'],
])('the key %s at %s means %s', (key, code, shiftKey, meant) => {
  expect(latin({ key, code, shiftKey })).toBe(meant);
});
