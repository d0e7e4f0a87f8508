import fc from 'fast-check';
import { expect, it } from 'vitest';
import { acknowledgementToast } from '../../preload/contract/texts/index.ts';
import { row } from './rows.ts';

const why = { code: 'acknowledge-denied', params: { server: 'NOC', text: 'You may not.' } } as const;

it('says what was refused, why, and what to do', () => {
  expect(acknowledgementToast({ row: row(), why, previews: true })).toEqual({
    title: 'Not acknowledged: UPS-1',
    body: 'NOC does not let your account acknowledge this: You may not. Ask its administrator for the right; Mark seen holds on this computer alone.\nIncident · NOC',
  });
});

it('shows nothing of it without previews', () => {
  expect(acknowledgementToast({ row: row(), why, previews: false })).toEqual({
    title: 'Not acknowledged',
    body: 'Incident · NOC',
  });
});

it('keeps its bounds, whatever a server says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ maxLength: 200 }), (text, name) => {
      const subject = { type: 'object', id: '1', name };
      const params = { server: name, text };
      const toast = acknowledgementToast({
        row: row({ subject, serverName: name }),
        why: { ...why, params },
        previews: true,
      });
      expect(toast.title.length).toBeLessThanOrEqual(80);
      expect(toast.body.length).toBeLessThanOrEqual(200);
      expect(toast.body.split('\n').length).toBeLessThanOrEqual(3);
      expect(`${toast.title}${toast.body.replaceAll('\n', '')}`).not.toMatch(/\p{Cc}/u);
    }),
  );
});
