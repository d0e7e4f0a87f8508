import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asOrdinaryUser } from '../ordinary-user.ts';
import { codes, noc, world } from './world.ts';

describe('a disk that refuses', () => {
  it('leaves a change in memory, told, until it can be written', () =>
    asOrdinaryUser(async () => {
      const made = world();
      made.write({ toasts: { previews: false } });
      const store = await made.open();
      const before = made.text();
      chmodSync(made.directory, 0o500);
      const [fault] = await store.saveServer(noc);
      expect(fault).toMatchObject({ path: '' });
      expect(fault?.text).toMatch(/cannot be written to .*settings\.json: EACCES.*until Tocsin ends/);
      expect(codes(store)).toEqual(['settings-unwritable']);
      const [server] = store.current().servers;
      expect(server && (await store.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
      expect(JSON.stringify([store.visibleServers(), made.logged, store.notices()])).not.toContain('hunter2');
      expect(made.text()).toBe(before);
      chmodSync(made.directory, 0o700);
      expect(await store.change({ toasts: { maxPerMinute: 3 } })).toEqual([]);
      expect(store.notices()).toEqual([]);
      expect(made.text()).not.toContain('hunter2');
      const [again] = (await made.open()).current().servers;
      expect(again && (await store.resolve(again))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
    }));

  it('does not end the start when a literal cannot be moved', () =>
    asOrdinaryUser(async () => {
      const made = world();
      made.write({ servers: [noc] });
      chmodSync(made.directory, 0o500);
      const store = await made.open();
      expect(codes(store)).toEqual(['settings-unwritable']);
      const [server] = store.current().servers;
      expect(server && (await store.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
      expect(JSON.stringify(store.visibleServers())).not.toContain('hunter2');
      chmodSync(made.directory, 0o700);
    }));

  it('does not lose the secrets of a server whose removal could not be written', () =>
    asOrdinaryUser(async () => {
      const made = world();
      made.secretsFile = `${made.directory}/kept/secrets.json`;
      made.write({ servers: [noc] });
      const store = await made.open();
      chmodSync(made.directory, 0o500);
      expect(await store.removeServer('noc')).toBe(true);
      expect(store.current().servers).toEqual([]);
      await store.close();
      chmodSync(made.directory, 0o700);
      const again = await made.open();
      const [server] = again.current().servers;
      expect(server && (await again.resolve(server))).toMatchObject({ server: { auth: { token: 'hunter2' } } });
    }));
});
