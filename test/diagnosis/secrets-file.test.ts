import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diagnose } from '../../main/diagnosis/diagnosis.ts';
import { doorToken } from '../../main/serve/token.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { Check } from '../../preload/contract/api.ts';
import { type World, world } from '../settings/world.ts';

/** What is found of a file of secrets; what comes after it is not looked at. */
async function found(place: World, name = 'Secrets'): Promise<Check | null> {
  const settings = await place.open();
  const findings = diagnose({
    settingsDirectory: place.directory,
    localDirectory: place.directory,
    settings,
    secrets: openSecretFile(place.secretsFile),
    history: async () => ({ name: 'none' }),
    target: () => Promise.reject(new Error('no server')),
    drivers: async () => [],
    player: { probe: () => ({ by: 'nobody' }) },
    tray: () => ({ state: 'ok', text: '' }),
  });
  for await (const finding of findings) if (finding().name === name) return finding();
  return null;
}

it('says that no secret is stored where there is no file', async () => {
  expect(await found(world())).toMatchObject({ state: 'ok', text: 'None is stored', remedy: null });
});

it('says where they are, and how to shut a file that others can read', async () => {
  const place = world();
  await openSecretFile(place.secretsFile).write('a', 'hunter2');
  expect(await found(place)).toMatchObject({ state: 'ok', text: `In ${place.secretsFile}, readable for you only` });
  chmodSync(place.secretsFile, 0o644);
  expect(await found(place)).toMatchObject({
    state: 'failed',
    text: `${place.secretsFile} can be read by others`,
    remedy: `Run: chmod 600 "${place.secretsFile}"`,
  });
});

it('says what hinders where a file cannot be looked at, and not that none is stored', async () => {
  const place = world();
  symlinkSync(place.secretsFile, place.secretsFile);
  const check = await found(place);
  expect(check).toMatchObject({ state: 'failed', remedy: 'Correct its rights' });
  expect(check?.text).toContain('ELOOP');
});

it('says the same of the token of the window, where there is one', async () => {
  const place = world();
  expect(await found(place, 'Token of the window')).toBeNull();
  await doorToken(place.directory, false);
  const token = join(place.directory, 'serve-token');
  const safe = { group: 'files', state: 'ok', text: `In ${token}, readable for you only` };
  expect(await found(place, 'Token of the window')).toMatchObject(safe);
  chmodSync(token, 0o640);
  expect(await found(place, 'Token of the window')).toMatchObject({
    state: 'failed',
    text: `${token} can be read by others`,
    remedy: `Run: chmod 600 "${token}"`,
  });
});
