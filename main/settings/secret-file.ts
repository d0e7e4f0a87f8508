import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileSync } from 'atomically';
import type { SecretKeeping, SecretPlace } from '../../preload/contract/api.ts';
import { setAside } from './aside.ts';
import { isDocument, readDocument } from './json.ts';
import type { SecretStore, SecretVault, Unsealed } from './store.ts';
import { SecretsUnavailable, type Unavailability } from './unavailable.ts';

const plain = 'file' as const;
/** Sealed to learn who seals; of no worth to anybody. */
const probe = 'Tocsin';

interface Entry {
  readonly backend: string;
  readonly value: string;
}

/**
 * Where secrets are: in a file that only the user can read (0600), sealed by the vault where there is one that protects.
 * Where nothing seals, `serve` keeps them in the file as they are; the desktop app holds them in memory until the user
 * has chosen. Each entry names the backend that can read it: those of another one are kept as they are. A file that is
 * no JSON is set aside under a new name.
 */
export function openSecretFile(
  path: string,
  vault: SecretVault | null = null,
  host: 'desktop' | 'serve' = vault === null ? 'serve' : 'desktop',
): SecretStore {
  /** What stands nowhere else; gone when Tocsin ends. */
  const held = new Map<string, string>();
  let wanted: SecretPlace = 'auto';
  let hindered: Unavailability | null = null;

  const backends = [plain, ...(vault?.backends ?? [])];
  const isOwn = (entry: unknown): entry is Entry =>
    isDocument(entry) && backends.some((each) => each === entry['backend']) && typeof entry['value'] === 'string';

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

  async function look(): Promise<void> {
    hindered = vault === null ? 'absent' : await vault.look();
  }

  /** As it is to stand in the file; null: only in memory. */
  async function entryOf(secret: string): Promise<Entry | null> {
    if (wanted === 'memory') return null;
    if (wanted === 'auto' && vault !== null) {
      const sealed = await protectedBy(vault, secret);
      if (sealed !== null) return sealed;
      // A keyring that is locked or silent may open; meanwhile nothing is written that it was to protect.
      if (host === 'desktop' || hindered !== 'absent') return null;
    }
    return { backend: plain, value: secret };
  }

  async function protectedBy(by: SecretVault, secret: string): Promise<Entry | null> {
    try {
      const sealed = await by.seal(secret);
      hindered = sealed === null ? 'absent' : null;
      return sealed;
    } catch (error) {
      if (!(error instanceof SecretsUnavailable)) throw error;
      hindered = error.why;
      return null;
    }
  }

  async function textOf({ backend, value }: Entry): Promise<Unsealed | null> {
    if (backend === plain || vault === null) return { text: value, outdated: false };
    try {
      return await vault.unseal(value, backend);
    } catch (error) {
      if (error instanceof SecretsUnavailable) hindered = error.why;
      throw error;
    }
  }

  /** Whether an entry that can be read is elsewhere than what is wanted; `sealer` is who seals now, null: nobody. */
  function misplaced({ backend }: Entry, sealer: string | null): boolean {
    if (wanted === 'memory') return true;
    if (wanted === 'file') return backend !== plain;
    return sealer !== null && backend !== sealer;
  }

  /** What stands elsewhere than it should, or is sealed by a key that is to be renewed. */
  async function moves(entries: Record<string, unknown>): Promise<ReadonlyMap<string, string>> {
    const sealer = wanted === 'auto' && vault !== null ? ((await protectedBy(vault, probe))?.backend ?? null) : null;
    const found = new Map<string, string>();
    for (const [id, entry] of Object.entries(entries)) {
      if (!isOwn(entry) || (entry.backend === plain && !misplaced(entry, sealer))) continue;
      const unsealed = await textOf(entry).catch((error: unknown) => {
        // It stays where it is.
        if (error instanceof SecretsUnavailable) return null;
        throw error;
      });
      if (unsealed !== null && (misplaced(entry, sealer) || unsealed.outdated)) found.set(id, unsealed.text);
    }
    return found;
  }

  return {
    backend: host === 'serve' ? 'file' : 'vault',
    async read(id) {
      const inMemory = held.get(id);
      if (inMemory !== undefined) return inMemory;
      const entries = read();
      const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
      return isOwn(entry) ? ((await textOf(entry))?.text ?? null) : null;
    },
    async write(id, secret) {
      const entry = await entryOf(secret);
      const entries = read();
      const before = Object.hasOwn(entries, id) ? entries[id] : undefined;
      if (before !== undefined && !isOwn(before)) {
        throw new Error(`${path} holds a secret of this id that another kind of host keeps: it is not overwritten`);
      }
      if (entry !== null) {
        write({ ...entries, [id]: entry });
        held.delete(id);
        return;
      }
      held.set(id, secret);
      // An old one beside it would be taken for it after the next start.
      if (before !== undefined) write(Object.fromEntries(Object.entries(entries).filter(([each]) => each !== id)));
    },
    async remove(ids) {
      for (const id of ids) held.delete(id);
      const entries = read();
      const gone = new Set(ids.filter((id) => isOwn(entries[id])));
      if (gone.size > 0) write(Object.fromEntries(Object.entries(entries).filter(([id]) => !gone.has(id))));
    },
    keep(place) {
      wanted = place;
    },
    look,
    async settle() {
      await look();
      const found = read();
      const texts = new Map([...(await moves(found)), ...held]);
      const made = new Map<string, Entry | null>();
      for (const [id, text] of texts) made.set(id, await entryOf(text));
      const entries = read();
      const placed: string[] = [];
      for (const [id, entry] of made) {
        const text = texts.get(id) ?? '';
        const now = Object.hasOwn(entries, id) ? entries[id] : undefined;
        // Written or removed meanwhile: that counts for more.
        if (
          held.has(id) ? held.get(id) !== text : now === undefined || JSON.stringify(now) !== JSON.stringify(found[id])
        )
          continue;
        if (entry !== null) {
          if (now !== undefined && !isOwn(now)) continue;
          entries[id] = entry;
          placed.push(id);
        } else if (!held.has(id) && wanted === 'memory') {
          held.set(id, text);
          delete entries[id];
          placed.push('');
        }
      }
      if (placed.length === 0) return;
      write(entries);
      for (const id of placed) held.delete(id);
    },
    keeping(): SecretKeeping {
      const found = Object.values(read()).filter(isOwn);
      return {
        place: wanted === 'auto' ? ownPlace() : wanted,
        held: held.size,
        sealed: found.filter(({ backend }) => backend !== plain).length,
        plain: found.filter(({ backend }) => backend === plain).length,
        hindered,
      };
    },
  };

  function ownPlace(): 'keyring' | 'memory' | 'file' {
    if (vault !== null && hindered === null) return 'keyring';
    return nowhere() ? 'memory' : 'file';
  }

  /** Whether what comes now would be in no file. */
  function nowhere(): boolean {
    return vault !== null && (host === 'desktop' || hindered !== 'absent');
  }
}
