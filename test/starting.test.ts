import { expect, it } from 'vitest';
import { Starting } from '../main/starting.ts';

it('tells the system what is wanted at the start and at each change, in order, and says what came of it', async () => {
  let wanted = true;
  let locked = false;
  let entry = false;
  const calls: boolean[] = [];
  const logged: string[] = [];
  const autostart = {
    set: async (on: boolean) => {
      calls.push(on);
      if (!on && calls.length === 2) throw new Error('read-only file system');
      entry = on;
    },
    state: async () => ({ on: entry, by: 'user' as const }),
  };
  const options = { wanted: () => wanted, locked: () => locked, failed: (line: string) => logged.push(line) };
  const starting = new Starting({ ...options, autostart });
  starting.check();
  starting.check();
  expect(await starting.state()).toEqual({ on: true, by: 'user' });
  wanted = false;
  starting.check();
  expect(await starting.state()).toEqual({ on: true, by: 'user' });
  expect(logged.join()).toContain('could not be switched off: Error: read-only');
  wanted = true;
  starting.check();
  locked = true;
  expect(await starting.state()).toEqual({ on: true, by: 'policy' });
  expect(calls).toEqual([true, false, true]);
  const none = new Starting({ ...options, autostart: undefined });
  none.check();
  expect(await none.state()).toBeNull();
});
