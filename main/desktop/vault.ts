import { safeStorage } from 'electron';
import type { SecretVault } from '../settings/store.ts';
import { sealerOf, sealersOf } from './seal.ts';

/** The system's own store of secrets, once the app is ready. It may ask the user to unlock a keyring. */
export function openVault(failed: (line: string) => void): SecretVault {
  return {
    backends: sealersOf(process.platform),
    async seal(secret) {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
      const sealed = await safeStorage.encryptStringAsync(secret);
      const backend = sealerOf(process.platform, sealed);
      return backend === null ? null : { backend, value: sealed.toString('base64') };
    },
    async unseal(value) {
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(value, 'base64'))).result;
      } catch (error) {
        failed(`The system did not unseal a secret; enter it again in the window: ${String(error)}`);
        return null;
      }
    },
  };
}
