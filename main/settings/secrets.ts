import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Cause, ServerSettings } from '../../preload/contract/api.ts';
import { type Document, isDocument } from './json.ts';
import { type ServerKind, type ServerKinds, serverSchema } from './schema.ts';
import { mapSecrets } from './secret-fields.ts';
import type { SecretStore } from './store.ts';

/** Where the secrets of servers are, and how they come to their places. */
export class Secrets {
  readonly #store: SecretStore;
  readonly #kinds: ServerKinds;

  constructor(store: SecretStore, kinds: ServerKinds) {
    this.#store = store;
    this.#kinds = kinds;
  }

  /** Literals go to the store and leave where they are. */
  stored(server: Document): Promise<Document> {
    return this.#map(server, async (secret) => {
      if (typeof secret !== 'string') return secret;
      const id = randomUUID();
      await this.#store.write(id, secret);
      return { stored: id };
    });
  }

  /** Without literals, for a window: what was typed into a file shows as a secret that is kept. */
  hidden(server: Document): Promise<Document> {
    return this.#map(server, async (secret) => (typeof secret === 'string' ? undefined : secret));
  }

  /** For a file: stored ones as literals, or left out. */
  exported(server: Document, withSecrets: boolean): Promise<Document> {
    return this.#map(server, async (secret) => {
      if (typeof secret === 'string') return withSecrets ? secret : undefined;
      if (!isDocument(secret) || typeof secret['stored'] !== 'string') return secret;
      return withSecrets ? ((await this.#store.read(secret['stored'])) ?? undefined) : undefined;
    });
  }

  /** Every secret as the text that it is, for a connection; why not, where one cannot be read. */
  async resolved(server: ServerSettings): Promise<{ readonly server: ServerSettings } | { readonly cause: Cause }> {
    const unreadable: Cause[] = [];
    const mapped = await this.#map(server, async (secret, path) => {
      const text = await this.#read(secret);
      if (text === null) unreadable.push(causeOf(secret, path));
      return text ?? undefined;
    });
    const [cause] = unreadable;
    return cause === undefined ? { server: mapped as ServerSettings } : { cause };
  }

  /** The ids that a server's settings hold. */
  async idsOf(server: Document): Promise<readonly string[]> {
    const ids: string[] = [];
    await this.#map(server, async (secret) => {
      if (isDocument(secret) && typeof secret['stored'] === 'string') ids.push(secret['stored']);
      return secret;
    });
    return ids;
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#store.remove(ids);
  }

  async #map(server: Document, map: (secret: unknown, path: string) => Promise<unknown>): Promise<Document> {
    const kind: ServerKind | undefined = this.#kinds.get(String(server['protocol']));
    if (kind === undefined) return server;
    return (await mapSecrets(serverSchema(kind), server, map)) as Document;
  }

  async #read(secret: unknown): Promise<string | null> {
    if (typeof secret === 'string') return secret;
    if (!isDocument(secret)) return null;
    if (typeof secret['stored'] === 'string') return this.#store.read(secret['stored']);
    if (typeof secret['env'] === 'string') return process.env[secret['env']] ?? null;
    if (typeof secret['file'] !== 'string') return null;
    // A missing file is a secret that cannot be read, and is told so at the server.
    return readFile(secret['file'], 'utf8').then(
      (text) => text.replace(/\r?\n$/, ''),
      () => null,
    );
  }
}

function causeOf(secret: unknown, path: string): Cause {
  const field = isDocument(secret)
    ? typeof secret['env'] === 'string'
      ? `${path} (environment variable ${secret['env']})`
      : typeof secret['file'] === 'string'
        ? `${path} (file ${secret['file']})`
        : path
    : path;
  return { code: 'secret-unreadable', params: { field } };
}
