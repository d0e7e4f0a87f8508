import { chmodSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileSync } from 'atomically';
import { isDocument, readDocument } from './json.ts';
import type { SecretStore } from './store.ts';

const backend = 'file';

/**
 * Secrets in a file that only the user can read (0600). Each entry names the backend that can read it: those of another
 * one are kept as they are. A file that is no JSON is set aside under a new name.
 */
export function openSecretFile(path: string): SecretStore {
  function read(): Record<string, unknown> {
    try {
      return readDocument(readFileSync(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      if (!(error instanceof SyntaxError)) throw error;
      renameSync(path, asideName(path, new Date()));
      return {};
    }
  }
  function write(entries: Record<string, unknown>): void {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
  }
  return {
    backend,
    async read(id) {
      const entry = read()[id];
      return isDocument(entry) && entry['backend'] === backend && typeof entry['value'] === 'string'
        ? entry['value']
        : null;
    },
    async write(id, secret) {
      write({ ...read(), [id]: { backend, value: secret } });
    },
    async remove(ids) {
      const entries = read();
      if (!ids.some((id) => id in entries)) return;
      write(Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.includes(id))));
    },
  };
}

/** The name under which a file that cannot be used is kept beside its place. */
export function asideName(path: string, at: Date): string {
  return `${path}.unusable-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
}
