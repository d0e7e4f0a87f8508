import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { SecretVault } from '../../main/settings/store.ts';
import { SecretsUnavailable, type Unavailability } from '../../main/settings/unavailable.ts';
import { type SecretPlace, secretPlaces } from '../../preload/contract/api.ts';

/** A keyring that can be shut at any time, and breaks off after so many more seals. */
class Keyring implements SecretVault {
  readonly backends = ['keyring'];
  shut: Unavailability | null = null;
  sealsLeft = Number.POSITIVE_INFINITY;

  async seal(secret: string) {
    if (this.shut === 'absent') return null;
    if (this.shut !== null) throw new SecretsUnavailable(this.shut, 'shut');
    this.sealsLeft -= 1;
    if (this.sealsLeft < 0) throw new Error('the machine went off');
    return { backend: 'keyring', value: Buffer.from(secret).toString('base64url') };
  }

  async unseal(value: string) {
    if (this.shut !== null) throw new SecretsUnavailable(this.shut, 'shut');
    return { text: Buffer.from(value, 'base64url').toString(), outdated: false };
  }

  async look() {
    return this.shut;
  }
}

type Step =
  | { readonly do: 'write'; readonly id: string; readonly secret: string }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'keep'; readonly place: SecretPlace }
  | { readonly do: 'shut'; readonly shut: Unavailability | null }
  | { readonly do: 'settle'; readonly seals: number }
  | { readonly do: 'restart' };

const id = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), id, secret: fc.string({ minLength: 1 }) }) },
  fc.record({ do: fc.constant('remove' as const), id }),
  fc.record({ do: fc.constant('keep' as const), place: fc.constantFrom(...secretPlaces) }),
  fc.record({
    do: fc.constant('shut' as const),
    shut: fc.constantFrom('absent' as const, 'locked' as const, 'silent' as const, null),
  }),
  fc.record({ do: fc.constant('settle' as const), seals: fc.constantFrom(0, 1, 2, 3, Number.POSITIVE_INFINITY) }),
  fc.record({ do: fc.constant('restart' as const) }),
);

/** What a start on this file, with the keyring open, would find. */
async function onDisk(path: string, keyring: Keyring): Promise<Map<string, string | null>> {
  const { shut } = keyring;
  keyring.shut = null;
  const store = openSecretFile(path, keyring, 'serve');
  const found = new Map<string, string | null>();
  for (const each of ['a', 'b', 'c']) found.set(each, await store.read(each));
  keyring.shut = shut;
  return found;
}

it.each(['serve', 'desktop'] as const)(
  'no secret is lost or mixed up, wherever it goes and whenever that breaks off (%s)',
  async (host) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
        const directory = mkdtempSync(join(tmpdir(), 'tocsin-places-'));
        const path = join(directory, 'secrets.json');
        const keyring = new Keyring();
        let place: SecretPlace = 'auto';
        let store = openSecretFile(path, keyring, host);
        const expected = new Map<string, string>();
        try {
          for (const each of steps) {
            keyring.sealsLeft = Number.POSITIVE_INFINITY;
            if (each.do === 'write') {
              await store.write(each.id, each.secret);
              expected.set(each.id, each.secret);
            } else if (each.do === 'remove') {
              await store.remove([each.id]);
              expected.delete(each.id);
            } else if (each.do === 'keep') {
              place = each.place;
              store.keep(place);
            } else if (each.do === 'shut') {
              keyring.shut = each.shut;
            } else if (each.do === 'settle') {
              keyring.sealsLeft = each.seals;
              await store.settle().catch(() => undefined);
            } else {
              const kept = await onDisk(path, keyring);
              const held = store.keeping().held;
              const gone = [...expected].filter(([key, secret]) => kept.get(key) !== secret);
              // Only what was said to be in memory alone is gone with the program.
              expect(gone).toHaveLength(held);
              for (const [key] of gone) {
                expect(kept.get(key)).toBeNull();
                expected.delete(key);
              }
              store = openSecretFile(path, keyring, host);
              store.keep(place);
            }
            for (const key of ['a', 'b', 'c']) {
              const text = await store.read(key).catch((error: unknown) => {
                expect(error).toBeInstanceOf(SecretsUnavailable);
                return 'shut';
              });
              if (text !== 'shut') expect(text).toBe(expected.get(key) ?? null);
              else expect(keyring.shut).not.toBeNull();
            }
          }
          keyring.shut = null;
          keyring.sealsLeft = Number.POSITIVE_INFINITY;
          store.keep('auto');
          await store.settle();
          expect(store.keeping()).toMatchObject({ place: 'keyring', held: 0, plain: 0, hindered: null });
          for (const [key, secret] of expected) expect(await store.read(key)).toBe(secret);
        } finally {
          rmSync(directory, { recursive: true, force: true });
        }
      }),
      { numRuns: 300 },
    );
  },
);

it('a move is one write: whatever it breaks off at, the file is as before or as wanted', async () => {
  for (let seals = 0; seals <= 4; seals += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'tocsin-places-'));
    const path = join(directory, 'secrets.json');
    const plain = openSecretFile(path);
    for (const each of ['a', 'b', 'c']) await plain.write(each, `secret of ${each}`);
    const before = readFileSync(path, 'utf8');
    const keyring = new Keyring();
    keyring.sealsLeft = seals;
    const moved = await openSecretFile(path, keyring, 'serve')
      .settle()
      .then(
        () => true,
        () => false,
      );
    const after = readFileSync(path, 'utf8');
    if (!moved) expect(after).toBe(before);
    else expect(after).not.toContain('secret of');
    rmSync(directory, { recursive: true, force: true });
  }
});

it('what is written or removed while others are moved counts for more', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-places-'));
  const path = join(directory, 'secrets.json');
  const plain = openSecretFile(path);
  for (const each of ['a', 'b', 'c']) await plain.write(each, `old ${each}`);
  const { keyring, reached, release } = slow();
  const store = openSecretFile(path, keyring, 'serve');
  const settling = store.settle();
  await reached;
  await store.write('a', 'new');
  await store.remove(['b']);
  release();
  await settling;
  expect(await Promise.all(['a', 'b', 'c'].map((each) => store.read(each)))).toEqual(['new', null, 'old c']);
  rmSync(directory, { recursive: true });
});

it('so does what is held in memory anew while it is moved into the file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-places-'));
  const { keyring, reached, release } = slow();
  const store = openSecretFile(join(directory, 'secrets.json'), keyring, 'serve');
  keyring.shut = 'locked';
  await store.write('a', 'old a');
  keyring.shut = null;
  const settling = store.settle();
  await reached;
  store.keep('memory');
  await store.write('a', 'new');
  release();
  await settling;
  expect(await store.read('a')).toBe('new');
  rmSync(directory, { recursive: true });
});

/** A keyring that takes its time for what begins with "old"; `reached` when it was asked for that. */
function slow() {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  class Slow extends Keyring {
    override async seal(secret: string) {
      const sealed = await super.seal(secret);
      if (!secret.startsWith('old')) return sealed;
      asked.resolve();
      await gate.promise;
      return sealed;
    }
  }
  return { keyring: new Slow(), reached: asked.promise, release: gate.resolve };
}
