import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SecretVault } from '../settings/store.ts';
import type { SecretsUnavailable } from '../settings/unavailable.ts';
import { type Item, unlock, visit } from './secret-service.ts';

const backend = 'keyring';
const item: Item = {
  label: 'Tocsin: key of the stored passwords and tokens',
  attributes: { 'xdg:schema': 'dev.tocsin.SecretsKey', application: 'tocsin' },
};

/**
 * Seals secrets by a key that is in the user's keyring (Secret Service). The key is read once and held in memory, so that
 * a keyring that ends or is locked later stops nothing. Each sealed text names its key: a keyring that was made anew has
 * another one, and what the old one sealed can be opened again when that is back.
 */
export function openKeyringVault(env: NodeJS.ProcessEnv): SecretVault {
  let keys: ReadonlyMap<string, Buffer> = new Map();
  let hindered: SecretsUnavailable | null = null;
  let looking: Promise<void> | null = null;
  let asked = false;

  /** Reads the keys anew; what hinders is remembered until the next look, so that one wait counts for all. */
  function look(): Promise<void> {
    looking ??= visit(env, async ({ found }) => {
      const read = (await found(item.attributes)).map((secret) => Buffer.from(secret.toString('latin1'), 'base64'));
      keys = new Map([...keys, ...read.filter(({ length }) => length === 32).map((key) => [idOf(key), key] as const)]);
      hindered = null;
    })
      .catch((error: unknown) => {
        hindered = error as SecretsUnavailable;
      })
      .finally(() => {
        seen = true;
        looking = null;
      });
    return looking;
  }
  let seen = false;
  async function known(): Promise<void> {
    if (!seen || looking !== null) await look();
  }

  async function keyToSealBy(): Promise<readonly [string, Buffer] | null> {
    await known();
    const [first] = [...keys].sort(([one], [other]) => (one < other ? -1 : 1));
    if (first !== undefined) return first;
    if (hindered?.why === 'absent') return null;
    if (hindered !== null) throw hindered;
    const key = randomBytes(32);
    await visit(env, ({ add }) => add(item, Buffer.from(key.toString('base64'), 'latin1')));
    keys = new Map([...keys, [idOf(key), key]]);
    return [idOf(key), key];
  }

  return {
    backends: [backend],
    async seal(secret) {
      const found = await keyToSealBy();
      if (found === null) return null;
      const [id, key] = found;
      const start = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, start);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { backend, value: `${id}.${Buffer.concat([start, cipher.getAuthTag(), sealed]).toString('base64')}` };
    },
    async unseal(value) {
      const [id = '', text = ''] = value.split('.');
      if (!keys.has(id)) await known();
      const key = keys.get(id);
      if (key !== undefined) return opened(key, Buffer.from(text, 'base64'));
      if (hindered !== null) throw hindered;
      return null;
    },
    async look() {
      await look();
      const locked = hindered?.why === 'locked';
      if (locked && !asked && hasScreen(env)) {
        asked = true;
        // It may take a person minutes; the next look finds it open.
        void unlock(env);
      }
      return hindered === null ? null : hindered.why;
    },
  };
}

/** Made of the key itself, so that nothing else has to be kept with it. */
function idOf(key: Buffer): string {
  return createHash('sha256').update('tocsin').update(key).digest('hex').slice(0, 16);
}

function opened(key: Buffer, sealed: Buffer) {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    return { text, outdated: false };
  } catch {
    // It was changed, or cut: it is not what was sealed.
    return null;
  }
}

/** Without one nobody can be asked for a password. */
function hasScreen(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
