import type { FieldFault, Notice, ServerSettings } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { changeFaults, draftOf, importOf, withoutDefaults } from './drafts.ts';
import type { Ground } from './ground.ts';
import { type Document, without } from './json.ts';
import { idOf, listOf, lockedPaths, over, replaced } from './layers.ts';
import { PolicyFile } from './policy-file.ts';
import { putBack, Removals, taken } from './removals.ts';
import { RuleEdits } from './rule-edits.ts';
import { type ServerKinds, settingsVersion } from './schema.ts';
import { Secrets } from './secrets.ts';
import type { ImportReport, Locked, SecretStore, Settings, SettingsFile, SettingsStore } from './store.ts';
import { UserFile } from './user-file.ts';
import { faultNotices, viewOf } from './view.ts';

export interface SettingsOptions {
  readonly file: SettingsFile;
  readonly policy: { readonly file: string; readonly given: boolean };
  readonly protocols: ServerKinds;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: { warn(line: string): void };
}

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
  readonly rules: RuleEdits;
  readonly #options: SettingsOptions;
  readonly #secrets: Secrets;
  readonly #file: UserFile;
  readonly #policy: PolicyFile;
  readonly #listeners = new Set<() => void>();
  readonly #removed: Removals;
  #faults: readonly Notice[] = [];
  /** Why the file does not hold what is in force; null when it does. */
  #unwritten: string | null = null;
  #user: Document = {};
  #view: ReturnType<typeof viewOf>;
  #visible: readonly ServerSettings[] = [];
  /** Changes one after the other: each writes the whole file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsOptions) {
    const { file, policy, protocols, clock, log } = options;
    this.#options = options;
    this.#secrets = new Secrets(options.secrets, protocols, log);
    this.#removed = new Removals(clock, (server) => void this.#inTurn(() => this.#gone(server)));
    this.#file = new UserFile({ file, clock, log, edited: () => void this.#inTurn(() => this.#takeEdits()) });
    this.#policy = new PolicyFile({
      policy,
      kinds: protocols,
      clock,
      log,
      edited: () => void this.#inTurn(() => this.#takePolicy()),
    });
    this.#view = viewOf(protocols, this.#policy.layers(), {});
    this.rules = new RuleEdits({
      ground: () => this.#ground(),
      views: () => this.#view.rules,
      edit: (run) => this.#edit(run),
      alter: (change) => this.#alter(change),
      remove: (id) => this.#remove('rules', id),
      restore: (id) => this.#restore('rules', id),
    });
  }

  async start(): Promise<void> {
    const options = this.#options;
    try {
      this.#policy.start();
      const read = this.#file.start();
      // Known before the first secret is written.
      options.secrets.keep(viewOf(options.protocols, this.#policy.layers(), read).settings.secrets.keep);
      this.#user = this.#secrets.takenFrom(read);
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
    const paths = lockedPaths(this.#policy.layers().enforced);
    return { paths, file: paths.length === 0 ? null : this.#options.policy.file };
  }

  notices(): readonly Notice[] {
    const found = [...this.#file.notices(), ...this.#policy.notices(), ...this.#faults];
    if (this.#unwritten === null) return found;
    const params = { file: this.#options.file.path, text: this.#unwritten };
    return [{ code: 'settings-unwritable', params }, ...found];
  }

  visibleServers(): readonly ServerSettings[] {
    return this.#visible;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  saveServer(server: Document): Promise<readonly FieldFault[]> {
    return this.#edit(async () => {
      const { faults, entry } = draftOf(this.#ground(), server);
      if (faults.length > 0) return faults;
      const saved = this.#secrets.taken(entry);
      return this.#alter((user) => ({ ...user, servers: replaced(user['servers'], saved) }));
    });
  }

  async tryServer(draft: Document, without?: string) {
    const { faults, server } = draftOf(this.#ground(), draft, without);
    if (server === null) return { faults, server };
    const resolved = await this.#secrets.resolved(server);
    if ('server' in resolved) return { faults, server: resolved.server };
    return { faults: [{ path: resolved.path, text: 'This secret cannot be read here: enter it again' }], server: null };
  }

  removeServer(id: string): Promise<boolean> {
    return this.#remove('servers', id);
  }

  restoreServer(id: string): Promise<boolean> {
    return this.#restore('servers', id);
  }

  change(change: Document): Promise<readonly FieldFault[]> {
    return this.#edit(async () => {
      const faults = changeFaults(this.#ground(), change, over(this.#user, change));
      if (faults.length > 0) return faults;
      const taken = this.#secrets.takenFrom(change);
      return this.#alter((user) => withoutDefaults(this.#ground(), taken, over(user, taken)));
    });
  }

  resolve(server: ServerSettings) {
    return this.#secrets.resolved(server);
  }

  import(document: unknown): Promise<ImportReport> {
    return this.#edit(async () => {
      const brought = importOf(this.#ground(), document);
      if ('faults' in brought) return { added: [], changed: [], faults: brought.faults };
      const taken = this.#secrets.takenFrom(brought.document);
      const faults = await this.#alter((user) => over(user, taken));
      return { added: brought.added, changed: brought.changed, faults };
    });
  }

  async export(withSecrets: boolean): Promise<Record<string, unknown>> {
    const { servers } = this.#user;
    if (!Array.isArray(servers)) return { ...without(this.#user, ['servers']), version: settingsVersion };
    const exported = await Promise.all(listOf(servers).map((server) => this.#secrets.exported(server, withSecrets)));
    return { ...this.#user, version: settingsVersion, servers: exported };
  }

  async close(): Promise<void> {
    this.#stop();
    this.#listeners.clear();
    await this.#turn;
    for (const server of this.#removed.close()) await this.#gone(server);
  }

  #stop(): void {
    this.#file.close();
    this.#policy.close();
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(run);
    this.#turn = next.catch((error) => this.#options.log.warn(`The settings met an error: ${String(error)}`));
    return next;
  }

  /** Runs a change when those before it are done, over what stands in the file by then. */
  #edit<T>(run: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#takeEdits();
      return run();
    });
  }

  #ground(): Ground {
    const { protocols: kinds, policy } = this.#options;
    return { kinds, policy: this.#policy.layers(), policyFile: policy.file, user: this.#user };
  }

  /** Changes the user's settings, writes and applies them; when the disk refuses they hold until the end, which is told. */
  async #alter(change: (user: Document) => Document): Promise<readonly FieldFault[]> {
    const { path } = this.#options.file;
    let refused: unknown = null;
    try {
      do await this.#secrets.flush();
      while (this.#readEdits() === 'literals');
    } catch (error) {
      refused = error;
    }
    this.#secrets.release(this.#user['servers']);
    this.#user = { version: settingsVersion, ...without(change(this.#user), ['version']) };
    try {
      if (refused !== null) throw refused;
      this.#file.write(this.#user);
      this.#unwritten = null;
      await this.#sweep();
    } catch (error) {
      this.#unwritten = error instanceof Error ? error.message : String(error);
      this.#options.log.warn(`The settings cannot be written to ${path}: ${this.#unwritten}`);
    }
    this.#refresh();
    if (this.#unwritten === null) return [];
    const text = `The settings cannot be written to ${path}: ${this.#unwritten}. The change holds until Tocsin ends.`;
    return [{ path: '', text }];
  }

  #refresh(): void {
    const { file, policy, protocols, log } = this.#options;
    this.#view = viewOf(protocols, this.#policy.layers(), this.#user);
    this.#options.secrets.keep(this.#view.settings.secrets.keep);
    this.#visible = this.#view.settings.servers.map((server) => this.#secrets.hidden(server) as ServerSettings);
    const told = new Set(this.#faults.map(({ params }) => params['path']));
    this.#faults = faultNotices(this.#view, this.#user, { user: file.path, policy: policy.file });
    for (const { params } of this.#faults) {
      const { path, text, file: where } = params;
      if (path !== undefined && !told.has(path)) log.warn(`The setting ${path} in ${where} is left out: ${text}`);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Takes over what somebody wrote into the file; `literals` when some came with it that are to be stored. */
  #readEdits(): 'nothing' | 'unusable' | 'settings' | 'literals' {
    const edits = this.#file.edits();
    if (typeof edits === 'string') return edits;
    // A server that an edit took out may be pasted back: only what another secret replaced is given up.
    const ids = new Set(listOf(edits['servers']).map(idOf));
    this.#secrets.release(listOf(this.#user['servers']).filter((each) => ids.has(idOf(each))));
    this.#user = this.#secrets.takenFrom(edits);
    return JSON.stringify(this.#user) === JSON.stringify(edits) ? 'settings' : 'literals';
  }

  async #takeEdits(): Promise<void> {
    const edits = this.#readEdits();
    if (edits === 'literals') await this.#alter((user) => user);
    else if (edits !== 'nothing') this.#refresh();
  }

  async #takePolicy(): Promise<void> {
    if (this.#policy.edits()) this.#refresh();
  }

  #remove(list: 'servers' | 'rules', id: string): Promise<boolean> {
    return this.#edit(async () => {
      const found = taken(this.#policy.layers(), this.#user, list, id);
      if (found === null) return false;
      this.#removed.keep(list, id, found);
      await this.#alter((user) => ({ ...user, [list]: found.rest }));
      return true;
    });
  }

  #restore(list: 'servers' | 'rules', id: string): Promise<boolean> {
    return this.#edit(async () => {
      const removed = this.#removed.get(list, id);
      if (removed === null || listOf(this.#user[list]).some((each) => idOf(each) === id)) return false;
      await this.#alter((user) => ({ ...user, [list]: putBack(user[list], removed) }));
      this.#removed.forget(list, id);
      return true;
    });
  }

  /** A server can no longer be restored. */
  async #gone(server: Document): Promise<void> {
    this.#secrets.release([server]);
    if (this.#unwritten === null) await this.#sweep();
  }

  /** Gives up the secrets that neither the settings nor a server that can be restored needs. */
  #sweep(): Promise<void> {
    return this.#secrets.sweep([...listOf(this.#user['servers']), ...this.#removed.servers()]);
  }
}
