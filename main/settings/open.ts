import type { FieldFault, Notice, ServerSettings } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { changeFaults, draftOf, type Ground, withoutDefaults } from './drafts.ts';
import { type Document, isDocument } from './json.ts';
import { entryOf, idOf, listOf, lockedPaths, over, type PolicyLayers } from './layers.ts';
import { noPolicy, policyText, readPolicy } from './policy.ts';
import { type ServerKinds, settingsVersion } from './schema.ts';
import { Secrets } from './secrets.ts';
import type { ImportReport, Locked, SecretStore, Settings, SettingsFile, SettingsStore } from './store.ts';
import { UnusableFile } from './unusable.ts';
import { otherVersion, UserFile } from './user-file.ts';
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

interface Removed {
  readonly entry: Document;
  readonly index: number;
  readonly cancel: () => void;
}

const restorableMs = 30_000;

/**
 * Opens the settings. A file that cannot be read is set aside under a new name and told; literals of secret fields move
 * to the secret store. Rejects with `UnusableFile` when a policy that was given by hand cannot be used, or the settings
 * cannot be accessed.
 */
export async function openSettings(options: SettingsOptions): Promise<SettingsStore> {
  const store = new Store(options);
  await store.start();
  return store;
}

class Store implements SettingsStore {
  readonly #options: SettingsOptions;
  readonly #secrets: Secrets;
  readonly #file: UserFile;
  readonly #policyWatch: Watched;
  readonly #listeners = new Set<() => void>();
  readonly #notices = new Map<string, Notice>();
  readonly #removed = new Map<string, Removed>();
  /** Ids of secrets that nothing may need any more. */
  readonly #orphans = new Set<string>();
  #user: Document = {};
  #policy: PolicyLayers = noPolicy;
  #view: View;
  #visible: readonly ServerSettings[] = [];
  /** Changes one after the other: each writes the whole file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsOptions) {
    const { file, policy, protocols, clock, log } = options;
    this.#options = options;
    this.#secrets = new Secrets(options.secrets, protocols);
    this.#file = new UserFile({ file, clock, log, edited: () => void this.#inTurn(() => this.#takeEdits()) });
    this.#policyWatch = watchFile(policy.file, clock, () => void this.#inTurn(() => this.#takePolicy()));
    this.#view = viewOf(protocols, noPolicy, {});
  }

  async start(): Promise<void> {
    try {
      this.#readPolicy(true);
      const read = this.#file.start();
      this.#user = this.#taken(read);
      if (JSON.stringify(this.#user) === JSON.stringify(read)) this.#refresh();
      else await this.#alter((user) => user);
    } catch (error) {
      this.#stop();
      throw error;
    }
  }

  current(): Settings {
    return this.#view.settings;
  }

  locked(): Locked {
    const paths = lockedPaths(this.#policy.enforced);
    return { paths, file: paths.length === 0 ? null : this.#options.policy.file };
  }

  notices(): readonly Notice[] {
    return [...this.#file.notices(), ...this.#notices.values()];
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
      this.#readEdits();
      const { faults, entry } = draftOf(this.#ground(), server);
      if (faults.length > 0) return faults;
      const saved = this.#secrets.taken(entry);
      return this.#alter((user) => ({ ...user, servers: replaced(user['servers'], saved) }));
    });
  }

  async tryServer(draft: Document) {
    const { faults, server } = draftOf(this.#ground(), draft);
    if (server === null) return { faults, server };
    const resolved = await this.#secrets.resolved(server);
    if ('server' in resolved) return { faults, server: resolved.server };
    return { faults: [{ path: resolved.path, text: 'This secret cannot be read here: enter it again' }], server: null };
  }

  removeServer(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#readEdits();
      const servers = rawList(this.#user['servers']);
      const index = servers.findIndex((each) => isDocument(each) && idOf(each) === id);
      const entry = servers[index];
      const byPolicy = [this.#policy.defaults, this.#policy.enforced].some((layer) =>
        listOf(layer['servers']).some((each) => idOf(each) === id),
      );
      if (!isDocument(entry) || byPolicy) return false;
      this.#removed.get(id)?.cancel();
      const cancel = this.#options.clock.after(restorableMs, () => void this.#inTurn(() => this.#gone(id)));
      this.#removed.set(id, { entry, index, cancel });
      await this.#alter((user) => ({
        ...user,
        servers: rawList(user['servers']).filter((each) => !isDocument(each) || idOf(each) !== id),
      }));
      return true;
    });
  }

  restoreServer(id: string): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#readEdits();
      const removed = this.#removed.get(id);
      if (removed === undefined || listOf(this.#user['servers']).some((each) => idOf(each) === id)) return false;
      removed.cancel();
      await this.#alter((user) => ({
        ...user,
        servers: rawList(user['servers']).toSpliced(removed.index, 0, removed.entry),
      }));
      this.#removed.delete(id);
      return true;
    });
  }

  change(change: Document): Promise<readonly FieldFault[]> {
    return this.#inTurn(async () => {
      this.#readEdits();
      const faults = changeFaults(this.#ground(), change, over(this.#user, change));
      if (faults.length > 0) return faults;
      const taken = this.#taken(change);
      return this.#alter((user) => withoutDefaults(this.#ground(), taken, over(user, taken)));
    });
  }

  resolve(server: ServerSettings) {
    return this.#secrets.resolved(server);
  }

  import(document: unknown): Promise<ImportReport> {
    return this.#inTurn(async () => {
      this.#readEdits();
      const refused = importRefusal(document);
      if (refused !== null || !isDocument(document)) {
        return { added: [], changed: [], faults: [{ path: '', text: refused ?? 'It is no JSON object' }] };
      }
      const merged = over(this.#user, document);
      const faults = changeFaults(this.#ground(), document, merged);
      if (faults.length > 0) return { added: [], changed: [], faults };
      const known = this.#user['servers'];
      const ids = listOf(document['servers']).map(idOf);
      const isKnown = (id: string) => listOf(known).some((each) => idOf(each) === id);
      const differs = (id: string) =>
        JSON.stringify(entryOf(known, id)) !== JSON.stringify(entryOf(merged['servers'], id));
      const taken = this.#taken(document);
      return {
        added: ids.filter((id) => !isKnown(id)),
        changed: ids.filter((id) => isKnown(id) && differs(id)),
        faults: await this.#alter((user) => over(user, taken)),
      };
    });
  }

  async export(withSecrets: boolean): Promise<Record<string, unknown>> {
    const { servers } = this.#user;
    if (!Array.isArray(servers)) return { ...without(this.#user, 'servers'), version: settingsVersion };
    const exported = await Promise.all(listOf(servers).map((server) => this.#secrets.exported(server, withSecrets)));
    return { ...this.#user, version: settingsVersion, servers: exported };
  }

  async close(): Promise<void> {
    this.#stop();
    this.#listeners.clear();
    await this.#turn;
    for (const [id, { cancel }] of [...this.#removed]) {
      cancel();
      await this.#gone(id);
    }
  }

  #stop(): void {
    this.#file.close();
    this.#policyWatch.close();
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(run);
    this.#turn = next.catch((error) => this.#options.log.warn(`The settings met an error: ${String(error)}`));
    return next;
  }

  #ground(): Ground {
    const { protocols: kinds, policy } = this.#options;
    return { kinds, policy: this.#policy, policyFile: policy.file, user: this.#user };
  }

  #taken(document: Document): Document {
    if (!Array.isArray(document['servers'])) return document;
    const servers = document['servers'].map((each: unknown) => (isDocument(each) ? this.#secrets.taken(each) : each));
    return { ...document, servers };
  }

  /** Changes the user's settings, writes and applies them; when the disk refuses they hold until the end, which is told. */
  async #alter(change: (user: Document) => Document): Promise<readonly FieldFault[]> {
    const { path } = this.#options.file;
    let refused: unknown = null;
    try {
      do await this.#secrets.flush();
      while (this.#readEdits());
    } catch (error) {
      refused = error;
    }
    const before = this.#secrets.idsOf(this.#user['servers']);
    this.#user = { version: settingsVersion, ...without(change(this.#user), 'version') };
    for (const id of before) this.#orphans.add(id);
    try {
      if (refused !== null) throw refused;
      this.#file.write(this.#user);
      this.#notices.delete('settings-unwritable');
      await this.#sweep();
    } catch (error) {
      refused = error;
      const text = error instanceof Error ? error.message : String(error);
      this.#notices.set('settings-unwritable', { code: 'settings-unwritable', params: { file: path, text } });
      this.#options.log.warn(`The settings cannot be written to ${path}: ${text}`);
    }
    this.#refresh();
    if (refused === null) return [];
    return [{ path: '', text: `The settings cannot be written to ${path}. The change holds until Tocsin ends.` }];
  }

  #refresh(): void {
    const { file, policy, protocols, log } = this.#options;
    this.#view = viewOf(protocols, this.#policy, this.#user);
    this.#visible = this.#view.settings.servers.map((server) => this.#secrets.hidden(server) as ServerSettings);
    const told = new Set([...this.#notices.keys()].filter((key) => key.startsWith('fault ')));
    for (const key of told) this.#notices.delete(key);
    for (const { path, text, server } of this.#view.faults) {
      const mine = server === null || listOf(this.#user['servers']).some((each) => idOf(each) === server);
      const where = mine ? file.path : policy.file;
      this.#notices.set(`fault ${path}`, { code: 'setting-unusable', params: { path, text, file: where } });
      if (!told.has(`fault ${path}`)) log.warn(`The setting ${path} in ${where} is left out: ${text}`);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Takes over what somebody wrote into the file; true when literals came with it that are to be stored. */
  #readEdits(): boolean {
    const edits = this.#file.edits();
    if (edits === null) return false;
    const before = listOf(this.#user['servers']);
    this.#user = this.#taken(edits);
    // A server that an edit took out may be pasted back: only what another secret replaced is given up.
    const ids = new Set(listOf(edits['servers']).map(idOf));
    for (const id of this.#secrets.idsOf(before.filter((each) => ids.has(idOf(each))))) this.#orphans.add(id);
    return JSON.stringify(this.#user) !== JSON.stringify(edits);
  }

  async #takeEdits(): Promise<void> {
    if (this.#readEdits()) await this.#alter((user) => user);
    else this.#refresh();
  }

  #readPolicy(atStart: boolean): void {
    const { policy, protocols, log } = this.#options;
    this.#policyWatch.known();
    const read = readPolicy(policy.file, policy.given, protocols);
    if ('layers' in read) {
      this.#policy = read.layers;
      this.#notices.delete('policy-unusable');
      return;
    }
    if (atStart && policy.given) throw new UnusableFile(policyText(read.notice));
    this.#notices.set('policy-unusable', read.notice);
    log.warn(policyText(read.notice));
  }

  async #takePolicy(): Promise<void> {
    this.#readPolicy(false);
    this.#refresh();
  }

  async #gone(id: string): Promise<void> {
    const removed = this.#removed.get(id);
    if (removed === undefined) return;
    this.#removed.delete(id);
    for (const each of this.#secrets.idsOf([removed.entry])) this.#orphans.add(each);
    if (!this.#notices.has('settings-unwritable')) await this.#sweep();
  }

  /** Removes the secrets that neither the settings nor a server that can be restored needs; only after they are written. */
  async #sweep(): Promise<void> {
    const removed = [...this.#removed.values()].map(({ entry }) => entry);
    const needed = new Set(this.#secrets.idsOf([...listOf(this.#user['servers']), ...removed]));
    const ids = [...this.#orphans].filter((id) => !needed.has(id));
    this.#orphans.clear();
    if (ids.length > 0) await this.#secrets.remove(ids);
  }
}

function importRefusal(document: unknown): string | null {
  if (!isDocument(document)) return 'It is no JSON object';
  const { version } = document;
  return version === undefined || version === settingsVersion ? null : `Not taken: ${otherVersion(version)}`;
}

function rawList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function replaced(servers: unknown, entry: Document): readonly unknown[] {
  const list = rawList(servers);
  const index = list.findIndex((each) => isDocument(each) && idOf(each) === idOf(entry));
  return index < 0 ? [...list, entry] : list.with(index, entry);
}

function without(document: Document, field: string): Document {
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== field));
}
