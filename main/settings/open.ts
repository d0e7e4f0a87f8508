import { existsSync, renameSync } from 'node:fs';
import type { FieldFault, Notice, ServerSettings } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { type Document, placeOf } from './json.ts';
import { difference, idOf, listOf, lockedPaths, over, type PolicyLayers } from './layers.ts';
import { noPolicy, policyText, readPolicy } from './policy.ts';
import { faultsOf, parseServer, preferences, type ServerKinds, settingsVersion } from './schema.ts';
import { asideName } from './secret-file.ts';
import { Secrets } from './secrets.ts';
import type { ImportReport, Locked, SecretStore, Settings, SettingsFile, SettingsStore } from './store.ts';
import { UnusableFile } from './unusable.ts';
import { type View, viewOf } from './view.ts';
import { type Watched, watchFile } from './watch.ts';

export interface SettingsOptions {
  readonly file: SettingsFile;
  readonly policy: { readonly file: string; readonly given: boolean };
  readonly protocols: ServerKinds;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: { warn(line: string): void };
}

const restorableMs = 30_000;

/**
 * Opens the settings. A file that cannot be read is set aside under a new name and told; literals of secret fields move
 * to the secret store. Rejects with `UnusableFile` when a policy that was given by hand cannot be used.
 */
export async function openSettings(options: SettingsOptions): Promise<SettingsStore> {
  const store = new Store(options);
  await store.start();
  return store;
}

class Store implements SettingsStore {
  readonly #options: SettingsOptions;
  readonly #kinds: ServerKinds;
  readonly #secrets: Secrets;
  readonly #listeners = new Set<() => void>();
  readonly #notices = new Map<string, Notice>();
  readonly #removed = new Map<string, { readonly entry: Document; readonly cancel: () => void }>();
  #watched: Watched[] = [];
  #user: Document = {};
  #policy: PolicyLayers = noPolicy;
  #view: View;
  #visible: readonly ServerSettings[] = [];
  /** The file holds what could not be read: it is moved aside before it is written. */
  #unreadable = false;
  /** Changes one after the other: each writes the whole file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsOptions) {
    this.#options = options;
    this.#kinds = options.protocols;
    this.#secrets = new Secrets(options.secrets, options.protocols);
    this.#view = viewOf(this.#kinds, noPolicy, {});
  }

  async start(): Promise<void> {
    const { file, policy, clock } = this.#options;
    this.#readPolicy(true);
    this.#user = this.#firstRead();
    await this.#storeLiterals();
    await this.#refresh();
    this.#watched = [
      watchFile(file.path, clock, () => void this.#inTurn(() => this.#edited())),
      watchFile(policy.file, clock, () => void this.#inTurn(() => this.#policyEdited())),
    ];
  }

  current(): Settings {
    return this.#view.settings;
  }

  locked(): Locked {
    const paths = lockedPaths(this.#policy.enforced);
    return { paths, file: paths.length === 0 ? null : this.#options.policy.file };
  }

  notices(): readonly Notice[] {
    return [...this.#notices.values()];
  }

  visibleServers(): readonly ServerSettings[] {
    return this.#visible;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  saveServer(server: Document): Promise<readonly FieldFault[]> {
    return this.#inTurn(async () => {
      const { faults, entry } = this.#draft(server);
      if (faults.length > 0) return faults;
      const before = listOf(this.#user['servers']);
      const old = before.find((each) => idOf(each) === idOf(entry));
      const stored = await this.#secrets.stored(entry);
      const fault = await this.#write({ ...this.#user, servers: replaced(before, stored) });
      if (fault !== null) return [fault];
      await this.#forget(old, stored);
      return [];
    });
  }

  async tryServer(server: Document) {
    const { faults, parsed } = this.#draft(server);
    if (parsed === null) return { faults, server: null };
    const resolved = await this.#secrets.resolved(parsed);
    if ('server' in resolved) return { faults, server: resolved.server };
    const { field = '' } = resolved.cause.params;
    return { faults: [{ path: String(field), text: 'This secret cannot be read here: enter it again' }], server: null };
  }

  removeServer(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const servers = listOf(this.#user['servers']);
      const entry = servers.find((each) => idOf(each) === id);
      const byPolicy = [this.#policy.defaults, this.#policy.enforced].some((layer) =>
        listOf(layer['servers']).some((each) => idOf(each) === id),
      );
      if (entry === undefined || byPolicy) return false;
      await this.#write({ ...this.#user, servers: servers.filter((each) => each !== entry) });
      const cancel = this.#options.clock.after(restorableMs, () => void this.#inTurn(() => this.#gone(id)));
      this.#removed.set(id, { entry, cancel });
      return true;
    });
  }

  restoreServer(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const removed = this.#removed.get(id);
      const servers = listOf(this.#user['servers']);
      if (removed === undefined || servers.some((each) => idOf(each) === id)) return false;
      removed.cancel();
      this.#removed.delete(id);
      await this.#write({ ...this.#user, servers: [...servers, removed.entry] });
      return true;
    });
  }

  change(change: Document): Promise<readonly FieldFault[]> {
    return this.#inTurn(async () => {
      const faults = [...this.#lockedFaults(change), ...this.#faultsOf(over(this.#user, change), change)];
      if (faults.length > 0) return faults;
      const fault = await this.#write(await this.#withStored(over(this.#user, change)));
      return fault === null ? [] : [fault];
    });
  }

  resolve(server: ServerSettings) {
    return this.#secrets.resolved(server);
  }

  import(document: unknown): Promise<ImportReport> {
    return this.#inTurn(async () => {
      const faulty = (text: string): ImportReport => ({ added: [], changed: [], faults: [{ path: '', text }] });
      if (typeof document !== 'object' || document === null || Array.isArray(document))
        return faulty('It is no JSON object');
      const taken: Document = { ...document };
      const newer = newerVersion(taken);
      if (newer !== null) return faulty(newer);
      const faults = [...this.#lockedFaults(taken), ...this.#faultsOf(over(this.#user, taken), taken)];
      if (faults.length > 0) return { added: [], changed: [], faults };
      const known = new Map(listOf(this.#user['servers']).map((each) => [idOf(each), JSON.stringify(each)]));
      const merged = over(this.#user, taken);
      const ids = listOf(taken['servers']).map(idOf);
      const changed = listOf(merged['servers'])
        .filter(
          (each) => ids.includes(idOf(each)) && known.has(idOf(each)) && known.get(idOf(each)) !== JSON.stringify(each),
        )
        .map(idOf);
      const fault = await this.#write(await this.#withStored(merged));
      return { added: ids.filter((id) => !known.has(id)), changed, faults: fault === null ? [] : [fault] };
    });
  }

  async export(withSecrets: boolean): Promise<Record<string, unknown>> {
    const servers = listOf(this.#user['servers']);
    const exported = await Promise.all(servers.map((server) => this.#secrets.exported(server, withSecrets)));
    return { version: settingsVersion, ...this.#user, ...(servers.length === 0 ? {} : { servers: exported }) };
  }

  async close(): Promise<void> {
    for (const watched of this.#watched) watched.close();
    this.#listeners.clear();
    await this.#turn;
    for (const [id, { cancel }] of [...this.#removed]) {
      cancel();
      await this.#gone(id);
    }
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(run);
    this.#turn = next.catch((error) => this.#options.log.warn(`The settings met an error: ${String(error)}`));
    return next;
  }

  /** A form's server: only what differs from what lies under it, checked with all layers. */
  #draft(server: Document) {
    const under = over(entryOf(this.#policy.defaults, idOf(server)), entryOf(this.#policy.enforced, idOf(server)));
    const kept = difference(server, { enabled: true, muted: false, ...under });
    const entry: Document = {
      id: server['id'],
      ...kept,
      ...('protocol' in under ? {} : { protocol: server['protocol'] }),
    };
    const faults = this.#lockedFaults({ servers: [entry] }).map(({ path, text }) => ({
      path: path.replace(`servers.${idOf(server)}.`, ''),
      text,
    }));
    const parsed = parseServer(
      this.#kinds,
      over(over(entryOf(this.#policy.defaults, idOf(server)), entry), entryOf(this.#policy.enforced, idOf(server))),
    );
    if ('faults' in parsed) return { faults: [...faults, ...parsed.faults], entry, parsed: null };
    return { faults, entry, parsed: faults.length > 0 ? null : parsed.server };
  }

  #lockedFaults(change: Document): readonly FieldFault[] {
    const locked = this.locked();
    return lockedPaths(change)
      .filter((path) =>
        locked.paths.some((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`)),
      )
      .map((path) => ({ path, text: `Your administrator has set this (${locked.file})` }));
  }

  /** What does not fit in the parts that a change touches. */
  #faultsOf(user: Document, change: Document): readonly FieldFault[] {
    const faults: FieldFault[] = [];
    const parsed = preferences.safeParse(over(over(this.#policy.defaults, user), this.#policy.enforced));
    if (!parsed.success)
      faults.push(...faultsOf(parsed.error).filter(({ path }) => (path.split('.')[0] ?? '') in change));
    for (const list of ['servers', 'rules']) {
      if (list in change && (!Array.isArray(change[list]) || listOf(change[list]).length !== change[list].length)) {
        faults.push({ path: list, text: 'This is no list of objects' });
      }
    }
    const changed = new Set(listOf(change['servers']).map(idOf));
    const { faults: found } = viewOf(this.#kinds, this.#policy, user);
    return [...faults, ...found.filter(({ path }) => [...changed].some((id) => path.startsWith(`servers.${id}.`)))];
  }

  async #withStored(user: Document): Promise<Document> {
    if (user['servers'] === undefined) return user;
    return { ...user, servers: await Promise.all(listOf(user['servers']).map((each) => this.#secrets.stored(each))) };
  }

  async #storeLiterals(): Promise<void> {
    const stored = await this.#withStored(this.#user);
    if (JSON.stringify(stored) !== JSON.stringify(this.#user)) await this.#write(stored);
  }

  /** Writes the user's settings and applies them; when the disk refuses they hold until the end, and that is told. */
  async #write(user: Document): Promise<FieldFault | null> {
    const { file } = this.#options;
    this.#user = { version: settingsVersion, ...user };
    let fault: FieldFault | null = null;
    try {
      if (this.#unreadable) this.#setAside('it was no JSON after an edit by hand');
      file.write({ ...this.#user });
      this.#notices.delete('settings-unwritable');
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#notices.set('settings-unwritable', { code: 'settings-unwritable', params: { file: file.path, text } });
      fault = {
        path: '',
        text: `The settings cannot be written to ${file.path}: ${text}. The change holds until Tocsin ends.`,
      };
    }
    this.#watched[0]?.known();
    await this.#refresh();
    return fault;
  }

  async #refresh(): Promise<void> {
    this.#view = viewOf(this.#kinds, this.#policy, this.#user);
    this.#visible = (await Promise.all(
      this.#view.settings.servers.map((server) => this.#secrets.hidden(server)),
    )) as readonly Document[] as readonly ServerSettings[];
    for (const key of this.#notices.keys()) if (key.startsWith('fault ')) this.#notices.delete(key);
    for (const { path, text } of this.#view.faults) {
      const params = { path, text, file: this.#options.file.path };
      this.#notices.set(`fault ${path}`, { code: 'setting-unusable', params });
    }
    for (const listener of this.#listeners) listener();
  }

  #firstRead(): Document {
    try {
      const read = this.#options.file.read();
      const newer = newerVersion(read);
      if (newer !== null) return this.#setAside(newer);
      return read;
    } catch (error) {
      if (error instanceof SyntaxError) return this.#setAside(placeOf(error).text);
      throw new UnusableFile(`The settings ${this.#options.file.path} cannot be read: ${placeOf(error).text}`);
    }
  }

  #setAside(text: string): Document {
    const { path } = this.#options.file;
    const aside = asideName(path, new Date(this.#options.clock.now()));
    if (existsSync(path)) renameSync(path, aside);
    this.#unreadable = false;
    this.#notices.delete('edit');
    this.#notices.set('settings-set-aside', { code: 'settings-set-aside', params: { file: path, aside, text } });
    this.#options.log.warn(`The settings ${path} could not be read (${text}). They are kept as ${aside}.`);
    return {};
  }

  /** Somebody has edited the file by hand. */
  async #edited(): Promise<void> {
    const { file, log } = this.#options;
    try {
      const read = file.read();
      this.#unreadable = false;
      this.#notices.delete('edit');
      this.#user = read;
      await this.#storeLiterals();
    } catch (error) {
      const { text } = placeOf(error);
      this.#unreadable = error instanceof SyntaxError;
      this.#notices.set('edit', { code: 'setting-unusable', params: { path: file.path, text, file: file.path } });
      log.warn(`The settings ${file.path} cannot be read (${text}): what was before holds on.`);
    }
    await this.#refresh();
  }

  #readPolicy(atStart: boolean): void {
    const { policy, log } = this.#options;
    const read = readPolicy(policy.file, policy.given);
    if ('layers' in read) {
      this.#policy = read.layers;
      this.#notices.delete('policy-unusable');
      return;
    }
    if (atStart && policy.given) throw new UnusableFile(policyText(read.notice));
    this.#notices.set('policy-unusable', read.notice);
    log.warn(policyText(read.notice));
  }

  async #policyEdited(): Promise<void> {
    this.#readPolicy(false);
    await this.#refresh();
  }

  async #gone(id: string): Promise<void> {
    const removed = this.#removed.get(id);
    this.#removed.delete(id);
    if (removed !== undefined) await this.#forget(removed.entry, {});
  }

  /** Removes the secrets that an entry had and its new form has not. */
  async #forget(old: Document | undefined, now: Document): Promise<void> {
    if (old === undefined) return;
    const kept = new Set(await this.#secrets.idsOf(now));
    await this.#secrets.remove((await this.#secrets.idsOf(old)).filter((id) => !kept.has(id)));
  }
}

function entryOf(layer: Document, id: string): Document {
  return listOf(layer['servers']).find((each) => idOf(each) === id) ?? {};
}

function replaced(servers: readonly Document[], entry: Document): readonly Document[] {
  const known = servers.some((each) => idOf(each) === idOf(entry));
  return known ? servers.map((each) => (idOf(each) === idOf(entry) ? entry : each)) : [...servers, entry];
}

function newerVersion(document: Document): string | null {
  const { version } = document;
  if (version === undefined || version === settingsVersion) return null;
  return `it is of version ${String(version)}, this Tocsin reads version ${settingsVersion}`;
}
