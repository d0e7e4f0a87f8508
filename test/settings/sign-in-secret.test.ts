import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import { signInSecret } from '../../main/settings/sign-in-secret.ts';
import { noc, type World, world } from './world.ts';

const person = { ...noc, auth: { type: 'oidc', issuer: 'https://login.example' } };

/** A world in which a person is signed in to these servers. */
async function signedIn(...ids: readonly string[]) {
  const made = world();
  const store = await made.open();
  for (const id of ids) {
    await store.saveServer({ ...person, id });
    await openSecretFile(made.secretsFile).write(signInSecret(id, 'file'), `refresh token of ${id}`);
  }
  return { made, store };
}

function kept({ secretsFile }: World): readonly string[] {
  return existsSync(secretsFile) ? Object.keys(JSON.parse(readFileSync(secretsFile, 'utf8'))) : [];
}

describe('the sign-in of a person', () => {
  it('stays while its server does, whatever else changes', async () => {
    const { made, store } = await signedIn('noc', 'iot');
    await store.saveServer({ ...person, name: 'Other' });
    await store.change({ toasts: { previews: false } });
    await store.saveServer({ ...noc, id: 'third' });
    expect(kept(made)).toEqual(expect.arrayContaining(['sign-in/file/noc', 'sign-in/file/iot']));
  });

  it('goes with its server, once that cannot be brought back', async () => {
    const { made, store } = await signedIn('noc', 'iot');
    await store.removeServer('noc');
    await made.clock.tick(29_000);
    await store.restoreServer('noc');
    await made.clock.tick(60_000);
    expect(kept(made)).toEqual(['sign-in/file/noc', 'sign-in/file/iot']);
    await store.removeServer('noc');
    await made.clock.tick(30_000);
    expect(kept(made)).toEqual(['sign-in/file/iot']);
    await store.removeServer('iot');
    await store.close();
    expect(kept(made)).toEqual([]);
  });

  it('goes when its server is signed in to otherwise', async () => {
    const { made, store } = await signedIn('noc');
    await store.saveServer(noc);
    expect(kept(made)).not.toContain('sign-in/file/noc');
    expect(made.secrets()).toEqual(['hunter2']);
  });

  it('stays where a policy says how a server is signed in to, and goes with the server after that', async () => {
    const made = world();
    made.writePolicy({ enforced: { servers: [{ id: 'noc', auth: person.auth }] } });
    const store = await made.open();
    const { auth: _, ...rest } = person;
    await store.saveServer(rest);
    await openSecretFile(made.secretsFile).write(signInSecret('noc', 'file'), 'refresh token');
    await store.saveServer({ ...rest, name: 'Other' });
    expect(kept(made)).toEqual(['sign-in/file/noc']);
    made.writePolicy({});
    await made.noticed(store);
    await store.removeServer('noc');
    await made.clock.tick(30_000);
    await made.noticed(store);
    expect(kept(made)).toEqual([]);
  });

  it('is in no export, with secrets or without, and in no settings', async () => {
    const { made, store } = await signedIn('noc');
    const told = [await store.export(true), await store.export(false), store.visibleServers(), made.saved()];
    expect(JSON.stringify(told)).not.toContain('refresh token');
    expect(JSON.stringify(told)).not.toContain('sign-in/');
  });
});
