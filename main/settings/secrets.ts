import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Cause, ServerSettings } from '../../preload/contract/api.ts';
import { type Document, isDocument } from './json.ts';
import { idOf, listOf } from './layers.ts';
import { type ServerKinds, secretSchema } from './schema.ts';
import { mapSecrets, type SecretMap } from './secret-fields.ts';
import { withoutSignIns } from './sign-in.ts';
import { signInSecrets } from './sign-in-secret.ts';
import type { SecretStore } from './store.ts';
import { SecretsUnavailable } from './unavailable.ts';

/** What of settings can hold secrets: the servers, and the network, whose proxy stands there as one of a server does. */
export function holdersOf(user: Document): readonly Document[] {
  const { servers, network } = user;
  return [...listOf(servers), ...(isDocument(network) ? [network] : [])];
}

/** Where the secrets of servers and of the proxy are, and how they come to their places. */
export class Secrets {
  readonly #store: SecretStore;
  readonly #kinds: ServerKinds;
  /** Literals that were taken and are not in the store yet, by id. */
  readonly #pending = new Map<string, string>();

  /** Ids of secrets that were given up. */
  readonly #released = new Set<string>();
  readonly #log: { warn(line: string): void };

  constructor(store: SecretStore, kinds: ServerKinds, log: { warn(line: string): void }) {
    this.#store = store;
    this.#log = log;
    this.#kinds = kinds;
  }

  /** A document whose servers' literals are taken, and that of its proxy. */
  takenFrom(document: Document): Document {
    const { servers, network } = document;
    const take = (each: unknown) => (isDocument(each) ? this.taken(each) : each);
    return {
      ...document,
      ...(Array.isArray(servers) ? { servers: servers.map(take) } : {}),
      ...(isDocument(network) ? { network: take(network) } : {}),
    };
  }

  /** Literals of a holder of secrets leave where they are; they are held until `flush` has brought them to the store. */
  taken(server: Document): Document {
    return this.#map(server, (secret) => {
      if (typeof secret !== 'string') return secret;
      const id = randomUUID();
      this.#pending.set(id, secret);
      return { stored: id };
    });
  }

  /** Brings what was taken to the store. Rejects with the store's error; what is not there yet is still held. */
  async flush(): Promise<void> {
    for (const [id, secret] of [...this.#pending]) {
      await this.#store.write(id, secret);
      this.#pending.delete(id);
    }
  }

  /** The secrets of these holders go with the next sweep that does not need them. */
  release(holders: readonly Document[]): void {
    for (const id of this.#idsOf(holders)) this.#released.add(id);
  }

  /** Removes what was released and these holders do not need. To be called when nothing on disk needs it either. */
  async sweep(needing: readonly Document[]): Promise<void> {
    const needed = new Set(this.#idsOf(needing));
    const ids = [...this.#released].filter((id) => !needed.has(id));
    this.#released.clear();
    for (const id of ids) this.#pending.delete(id);
    try {
      if (ids.length > 0) await this.#store.remove(ids);
    } catch (error) {
      this.#log.warn(`Secrets that are no longer needed could not be removed: ${String(error)}`);
    }
  }

  /** Every secret of these servers and networks that can be read, and what is held for their sign-ins. */
  async texts(holders: readonly Document[]): Promise<readonly string[]> {
    const secrets = holders.flatMap((holder) => this.#secretsOf(holder).map(({ secret }) => secret));
    const signIns = this.#idsOf(holders).map((id) => ({ stored: id }));
    const texts = await Promise.all([...secrets, ...signIns].map((secret) => this.#readable(secret)));
    return texts.filter((text) => text !== null).flatMap(partsOf);
  }

  /** Null also while its keyring is shut. */
  async #readable(secret: unknown): Promise<string | null> {
    try {
      return await this.#read(secret);
    } catch (error) {
      if (error instanceof SecretsUnavailable) return null;
      throw error;
    }
  }

  /** The secrets that stand in a server as they are. */
  literalsOf(server: Document): readonly string[] {
    return this.#secretsOf(server).flatMap(({ secret }) => (typeof secret === 'string' ? [secret] : []));
  }

  /** Without literals, for a window. */
  hidden(server: Document): Document {
    return this.#map(server, (secret) => (typeof secret === 'string' ? undefined : secret));
  }

  /** A layer of settings without literals. */
  hiddenIn(document: Document): Record<string, unknown> {
    const { servers, network } = document;
    return {
      ...document,
      ...(servers === undefined ? {} : { servers: listOf(servers).map((server) => this.hidden(server)) }),
      ...(isDocument(network) ? { network: this.hidden(network) } : {}),
    };
  }

  /** For a file: stored ones as literals, or left out. */
  async exported(server: Document, withSecrets: boolean): Promise<Document> {
    if (!withSecrets) return withoutSignIns(this.#map(server, onlyPlace)) as Document;
    const literals = new Map<unknown, string | null>();
    for (const { secret } of this.#secretsOf(server)) {
      const id = storedId(secret);
      // An export that lacks what a shut keyring holds would be taken for whole.
      if (id !== null) literals.set(secret, await this.#read(secret));
    }
    return this.#map(server, (secret) => (literals.has(secret) ? (literals.get(secret) ?? undefined) : secret));
  }

  /** Every secret as the text that it is, for a connection; why not, and in which field, where one cannot be read. */
  async resolved(
    server: ServerSettings,
  ): Promise<{ readonly server: ServerSettings } | { readonly cause: Cause; readonly path: string }> {
    const texts = new Map<string, string>();
    for (const { secret, path } of this.#secretsOf(server)) {
      const field = fieldOf(secret, path);
      try {
        const text = await this.#read(secret);
        if (text === null) return { cause: { code: 'secret-unreadable', params: { field } }, path };
        texts.set(path, text);
      } catch (error) {
        if (!(error instanceof SecretsUnavailable)) throw error;
        return { cause: { code: 'keyring', params: { field, state: error.why } }, path };
      }
    }
    return { server: this.#map(server, (_, path) => texts.get(path)) as ServerSettings };
  }

  /** Of its fields, and of its sign-in with a provider, which no field names. */
  #idsOf(holders: readonly Document[]): readonly string[] {
    return holders.flatMap((server) => [
      ...this.#secretsOf(server).flatMap(({ secret }) => storedId(secret) ?? []),
      ...(mayHaveSignIn(server) ? signInSecrets(idOf(server)) : []),
    ]);
  }

  #secretsOf(server: Document): readonly { readonly secret: unknown; readonly path: string }[] {
    const found: { readonly secret: unknown; readonly path: string }[] = [];
    this.#map(server, (secret, path) => {
      found.push({ secret, path });
      return secret;
    });
    return found;
  }

  #map(server: Document, map: SecretMap): Document {
    return mapSecrets(secretSchema(this.#kinds, server), server, map) as Document;
  }

  /**
   * The text of a secret; null where it is not there or cannot be read, which is then told at its server. Rejects with
   * `SecretsUnavailable` while its keyring is shut.
   */
  async #read(secret: unknown): Promise<string | null> {
    if (typeof secret === 'string') return secret;
    if (!isDocument(secret)) return null;
    const id = storedId(secret);
    const { env, file } = secret;
    try {
      if (id !== null) return this.#pending.get(id) ?? (await this.#store.read(id));
      if (typeof env === 'string') return process.env[env] || null;
      return typeof file === 'string' ? (await readFile(file, 'utf8')).replace(/\r?\n$/, '') || null : null;
    } catch (error) {
      if (error instanceof SecretsUnavailable) throw error;
      return null;
    }
  }
}

/** Where the entry says nothing of its sign-in, a policy may. */
function mayHaveSignIn({ id, auth }: Document): boolean {
  if (id === undefined) return false;
  return !isDocument(auth) || auth['type'] === undefined || auth['type'] === 'oidc';
}

/** A stored sign-in is JSON with tokens in it, beside what is no secret. */
function partsOf(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    const token = isDocument(parsed) ? parsed['refreshToken'] : null;
    return typeof token === 'string' ? [token] : [text];
  } catch {
    return [text];
  }
}

function storedId(secret: unknown): string | null {
  return isDocument(secret) && typeof secret['stored'] === 'string' ? secret['stored'] : null;
}

/** A secret that only says where it is, in the environment or a file; nothing of any other. */
function onlyPlace(secret: unknown): unknown {
  if (!isDocument(secret)) return undefined;
  if (typeof secret['env'] === 'string') return { env: secret['env'] };
  return typeof secret['file'] === 'string' ? { file: secret['file'] } : undefined;
}

function fieldOf(secret: unknown, path: string): string {
  if (!isDocument(secret)) return path;
  if (typeof secret['env'] === 'string') return `${path} (environment variable ${secret['env']})`;
  return typeof secret['file'] === 'string' ? `${path} (file ${secret['file']})` : path;
}
