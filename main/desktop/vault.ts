import { safeStorage } from 'electron';
import type { SecretVault } from '../settings/store.ts';
import { SecretsUnavailable } from '../settings/unavailable.ts';
import { sealerOf, sealersOf } from './seal.ts';

/** A person may be asked for the password of a keyring; nothing else waits for that longer. */
const limitMs = 3_000;

/** The system's own store of secrets, once the app is ready. It may ask the user to unlock a keyring. */
export function openVault(failed: (line: string) => void): SecretVault {
  /** What the system has not answered yet: until then nothing more is asked of it. */
  let waiting: Promise<unknown> | null = null;

  async function soon<T>(ask: () => Promise<T>): Promise<T> {
    if (waiting !== null) throw new SecretsUnavailable('locked', 'the system still waits for an answer');
    const asked = ask();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      waiting = asked.then(
        () => done(),
        () => done(),
      );
      late.reject(new SecretsUnavailable('locked', `no answer within ${limitMs / 1000} s`));
    }, limitMs);
    const done = () => {
      waiting = null;
    };
    try {
      return await Promise.race([asked, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function seal(secret: string): Promise<{ readonly backend: string; readonly value: string } | null> {
    return soon(async () => {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
      const sealed = await safeStorage.encryptStringAsync(secret);
      const backend = sealerOf(process.platform, sealed);
      return backend === null ? null : { backend, value: sealed.toString('base64') };
    });
  }

  return {
    backends: sealersOf(process.platform),
    seal,
    async unseal(value) {
      try {
        const opened = await soon(() => safeStorage.decryptStringAsync(Buffer.from(value, 'base64')));
        return { text: opened.result, outdated: opened.shouldReEncrypt };
      } catch (error) {
        if (error instanceof SecretsUnavailable) throw error;
        failed(`The system did not unseal a secret; enter it again in the window: ${String(error)}`);
        return null;
      }
    },
    async look() {
      try {
        return (await seal('Tocsin')) === null ? 'absent' : null;
      } catch (error) {
        if (error instanceof SecretsUnavailable) return error.why;
        failed(`The system's store of secrets failed: ${String(error)}`);
        return 'silent';
      }
    },
  };
}
