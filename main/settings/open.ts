import type { FieldFault, Notice, Preferences, ServerSettings, UnfinishedServer } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { changeFaults, draftOf, withoutDefaults } from './drafts.ts';
import { type Ground, resetFaults } from './ground.ts';
import { ImportUndo } from './import-undo.ts';
import { type Document, isDocument, without } from './json.ts';
import { idOf, listOf, lockedPaths, over, replaced } from './layers.ts';
import { PolicyFile } from './policy-file.ts';
import { withProxy } from './proxy.ts';
import { putBack, Removals, restorableMs, taken } from './removals.ts';
import { RuleEdits } from './rule-edits.ts';
import { type ServerKinds, settingsVersion } from './schema.ts';
import { holdersOf, Secrets } from './secrets.ts';
import type {
  ImportChoice,
  ImportReport,
  Locked,
  SecretStore,
  Settings,
  SettingsFile,
  SettingsStore,
} from './store.ts';
import { bringing, imported, previewOf, refusedImport, unknownParts, wantingOf } from './transfer.ts';
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
  readonly #undo: ImportUndo;
  #faults: readonly Notice[] = [];
  /** Why the file does not hold what is in force; null when it does. */
  #unwritten: string | null = null;
  #user: Document = {};
  #view: ReturnType<typeof viewOf>;
  #visible: readonly ServerSettings[] = [];
  /** As it is in force, servers with the proxy that they use. */
  #current: Settings;
  /** The networks of the last 30 s, whose secret an undo needs. */
  readonly #former = new Map<Document, () => void>();
  #unfinished: readonly UnfinishedServer[] = [];
  /** Changes one after the other: each writes the whole file. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsOptions) {
    const { file, policy, protocols, clock, log } = options;
    this.#options = options;
    this.#secrets = new Secrets(options.secrets, protocols, log);
    this.#removed = new Removals(clock, (server) => void this.#inTurn(() => this.#gone(server)));
    this.#undo = new ImportUndo(clock, (before) => void this.#inTurn(() => this.#replacedGone(before)));
    this.#file = new UserFile({ file, clock, log, edited: () => void this.#inTurn(() => this.#takeEdits()) });
    this.#policy = new PolicyFile({
      policy,
      kinds: protocols,
      clock,
      log,
      edited: () => void this.#inTurn(() => this.#takePolicy()),
    });
    this.#view = viewOf(protocols, this.#policy.layers(), {});
    this.#current = this.#view.settings;
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
    return this.#current;
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

  visiblePreferences() {
    const shown = (from: Preferences): Preferences => {
      const { quietHours, connections, toasts, history, network, start, updates, secrets, appearance, window } = from;
      const hidden = this.#secrets.hidden(network) as unknown as Preferences['network'];
      return { quietHours, connections, toasts, history, network: hidden, start, updates, secrets, appearance, window };
    };
    return { preferences: shown(this.#view.settings), defaults: shown(this.#view.defaults) };
  }

  visibleServers(): readonly ServerSettings[] {
    return this.#visible;
  }

  unfinishedServers(): readonly UnfinishedServer[] {
    return this.#unfinished;
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
    const resolved = await this.#secrets.resolved(withProxy(server, this.#view.settings.network.proxy));
    if ('server' in resolved) return { faults, server: resolved.server };
    return { faults: [{ path: resolved.path, text: 'This secret cannot be read here: enter it again' }], server: null };
  }

  removeServer(id: string): Promise<boolean> {
    return this.#remove('servers', id);
  }

  restoreServer(id: string): Promise<boolean> {
    return this.#restore('servers', id);
  }

  change(change: Document, reset: readonly string[] = []): Promise<readonly FieldFault[]> {
    return this.#edit(async () => {
      const ground = this.#ground();
      const begin = (user: Document) => reset.reduce((left, path) => without(left, path.split('.')), user);
      const faults = [...resetFaults(ground, reset), ...changeFaults(ground, change, over(begin(this.#user), change))];
      if (faults.length > 0) return faults;
      const taken = this.#secrets.takenFrom(change);
      const touched = { ...Object.fromEntries(reset.map((path) => [path.split('.')[0], {}])), ...taken };
      if (Object.hasOwn(touched, 'network')) this.#keepNetwork();
      return this.#alter((user) => withoutDefaults(this.#ground(), touched, over(begin(user), taken)));
    });
  }

  resolve(server: ServerSettings) {
    return this.#secrets.resolved(server);
  }

  import(document: unknown, choice: ImportChoice = wholly): Promise<ImportReport> {
    return this.#edit(async () => {
      const brought = bringing(this.#ground(), document, choice);
      if ('faults' in brought) return { added: [], changed: [], faults: brought.faults, unknown: [], wanting: [] };
      const before = this.#user;
      const taken = this.#secrets.takenFrom(brought.document);
      // Before what was is given up: its secrets stay as long as it can be had back.
      const after = { version: settingsVersion, ...without(imported(before, taken, choice), ['version']) };
      if (choice.gently) this.#undo.keep(before, after);
      const faults = await this.#alter((user) => imported(user, taken, choice));
      const unknown = unknownParts(this.#ground(), brought.document);
      const wanting = wantingOf(this.#ground(), brought.document);
      return { added: brought.added, changed: brought.changed, faults, unknown, wanting };
    });
  }

  previewImport(document: unknown, choice: ImportChoice) {
    return this.#edit(async () => {
      const brought = bringing(this.#ground(), document, choice);
      if ('faults' in brought) return refusedImport(brought.faults);
      return previewOf(this.#ground(), brought, await this.export(true), choice);
    });
  }

  undoImport(): Promise<boolean> {
    return this.#edit(async () => {
      const before = this.#undo.get(this.#user);
      if (before === null) return false;
      await this.#alter(() => before);
      this.#undo.forget();
      return true;
    });
  }

  secretTexts(): Promise<readonly string[]> {
    const { defaults, enforced } = this.#policy.layers();
    const layered = this.#view.settings.servers as readonly unknown[] as readonly Document[];
    const documents = [this.#user, this.#undo.before(), defaults, enforced];
    return this.#secrets.texts([...documents.flatMap(holdersOf), ...this.#removed.servers(), ...layered]);
  }

  secretsOf(server: ServerSettings): readonly string[] {
    return this.#secrets.literalsOf(server);
  }

  policy() {
    const { defaults, enforced } = this.#policy.layers();
    return { defaults: this.#secrets.hiddenIn(defaults), enforced: this.#secrets.hiddenIn(enforced) };
  }

  async export(withSecrets: boolean): Promise<Record<string, unknown>> {
    const { servers, network, ...rest } = this.#user;
    const exported = (each: Document) => this.#secrets.exported(each, withSecrets);
    return {
      ...rest,
      version: settingsVersion,
      ...(isDocument(network) ? { network: await exported(network) } : {}),
      ...(Array.isArray(servers) ? { servers: await Promise.all(listOf(servers).map(exported)) } : {}),
    };
  }

  async close(): Promise<void> {
    this.#stop();
    this.#listeners.clear();
    await this.#turn;
    const networks = [...this.#former.keys()];
    for (const cancel of this.#former.values()) cancel();
    this.#former.clear();
    for (const holder of [...this.#removed.close(), ...networks]) await this.#gone(holder);
    await this.#replacedGone(this.#undo.close());
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
    this.#secrets.release(holdersOf(this.#user));
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
    const { servers, network } = this.#view.settings;
    this.#visible = servers.map((server) => this.#secrets.hidden(server) as ServerSettings);
    this.#current = { ...this.#view.settings, servers: servers.map((server) => withProxy(server, network.proxy)) };
    this.#unfinished = this.#view.unfinished.map(({ settings, ...server }) => ({
      ...server,
      settings: this.#secrets.hidden(settings),
    }));
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
    const left = listOf(this.#user['servers']).filter((each) => ids.has(idOf(each)));
    const networks = isDocument(edits['network']) ? [this.#user['network']].filter(isDocument) : [];
    this.#secrets.release([...left, ...networks]);
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

  /** A server, or a former network, can no longer be restored. */
  async #gone(holder: Document): Promise<void> {
    this.#secrets.release([holder]);
    if (this.#unwritten === null) await this.#sweep();
  }

  /** Settings that an import has replaced can no longer be had back. */
  async #replacedGone(before: Document): Promise<void> {
    for (const holder of holdersOf(before)) await this.#gone(holder);
  }

  /** Gives up the secrets that neither the settings nor a server that can be restored needs. */
  #sweep(): Promise<void> {
    const needed = [...holdersOf(this.#user), ...this.#removed.servers(), ...this.#former.keys()];
    return this.#secrets.sweep([...needed, ...holdersOf(this.#undo.before())]);
  }

  /** Keeps the secret of the proxy that is set now as long as it can be set again. */
  #keepNetwork(): void {
    const { network } = this.#user;
    if (!isDocument(network)) return;
    const forget = () => {
      this.#former.delete(network);
      void this.#inTurn(() => this.#gone(network));
    };
    this.#former.set(network, this.#options.clock.after(restorableMs, forget));
  }
}

/** As the command line imports: with all that is in the document, nothing taken away, and for good. */
const wholly: ImportChoice = { removeOthers: false, gently: false };
