import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileSync } from 'atomically';
import { setAside } from './aside.ts';
import { isDocument, readDocument } from './json.ts';
import type { SecretStore, SecretVault } from './store.ts';

const plain = 'file' as const;

/**
 * Secrets in a file that only the user can read (0600), sealed by the vault where there is one that protects. Each entry
 * names the backend that can read it: those of another one are kept as they are. A file that is no JSON is set aside
 * under a new name.
 */
export function openSecretFile(path: string, vault: SecretVault | null = null): SecretStore {
  const backends = [plain, ...(vault?.backends ?? [])];
  const isOwn = (entry: unknown): entry is Readonly<Record<string, unknown>> =>
    isDocument(entry) && backends.some((backend) => backend === entry['backend']);

  function read(): Record<string, unknown> {
    try {
      return readDocument(readFileSync(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      if (!(error instanceof SyntaxError)) throw error;
      setAside(path, Date.now());
      return {};
    }
  }
  function write(entries: Record<string, unknown>): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
  }
  return {
    backend: vault === null ? plain : 'vault',
    async read(id) {
      const entry = read()[id];
      if (!isOwn(entry) || typeof entry['value'] !== 'string') return null;
      return entry['backend'] === plain || vault === null ? entry['value'] : vault.unseal(entry['value']);
    },
    async write(id, secret) {
      const sealed = (await vault?.seal(secret)) ?? { backend: plain, value: secret };
      const entries = read();
      if (Object.hasOwn(entries, id) && !isOwn(entries[id])) {
        throw new Error(`${path} holds a secret of this id that another kind of host keeps: it is not overwritten`);
      }
      write({ ...entries, [id]: sealed });
    },
    async remove(ids) {
      const entries = read();
      const gone = new Set(ids.filter((id) => isOwn(entries[id])));
      if (gone.size > 0) write(Object.fromEntries(Object.entries(entries).filter(([id]) => !gone.has(id))));
    },
  };
}
