import { existsSync } from 'node:fs';
import type { Notice } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import { setAside } from './aside.ts';
import { type Document, placeOf } from './json.ts';
import { otherVersion, settingsVersion } from './schema.ts';
import type { SettingsFile } from './store.ts';
import { UnusableFile } from './unusable.ts';
import { type Watched, watchFile } from './watch.ts';

export interface UserFileOptions {
  readonly file: SettingsFile;
  readonly clock: Clock;
  readonly log: { warn(line: string): void };
  /** Somebody else has written the file. */
  readonly edited: () => void;
}

/** The user's settings file: nothing that others wrote into it is overwritten before it is read or set aside. */
export class UserFile {
  readonly #options: UserFileOptions;
  readonly #notices = new Map<Notice['code'], Notice>();
  readonly #watched: Watched;
  /** Why what stands in the file cannot be taken over; null when it can. */
  #unread: string | null = null;

  constructor(options: UserFileOptions) {
    this.#options = options;
    this.#watched = watchFile(options.file.path, options.clock, options.edited);
  }

  notices(): readonly Notice[] {
    return [...this.#notices.values()];
  }

  /** The settings at the start; what cannot be read is set aside. Throws `UnusableFile` when there is no access to it. */
  start(): Document {
    const { file } = this.#options;
    this.#watched.known();
    try {
      return this.#read();
    } catch (error) {
      const text = reasonOf(error);
      if (!(error instanceof SyntaxError)) throw new UnusableFile(`The settings ${file.path} cannot be read: ${text}`);
      this.#setAside(text);
      return {};
    }
  }

  /** What others have written since; when that is `unusable`, the file waits as it is and what was before holds on. */
  edits(): Document | 'nothing' | 'unusable' {
    const { file, log } = this.#options;
    if (!this.#watched.news()) return 'nothing';
    try {
      if (!existsSync(file.path)) throw new Error('it is no longer there');
      const read = this.#read();
      this.#notices.delete('settings-unreadable');
      return read;
    } catch (error) {
      const text = reasonOf(error);
      this.#unread = text;
      this.#notices.set('settings-unreadable', { code: 'settings-unreadable', params: { file: file.path, text } });
      log.warn(`The settings ${file.path} were edited and cannot be read (${text}): what was before holds on.`);
      return 'unusable';
    }
  }

  /** Writes the whole file; what could not be taken over is set aside before. Throws Node's error. */
  write(document: Document): void {
    const { file } = this.#options;
    if (this.#unread !== null) this.#setAside(this.#unread);
    file.write({ ...document });
    this.#watched.known();
  }

  close(): void {
    this.#watched.close();
  }

  #read(): Document {
    const read = this.#options.file.read();
    const { version } = read;
    if (version !== undefined && version !== settingsVersion) throw new SyntaxError(otherVersion(version));
    const noList = ['servers', 'rules'].find((list) => read[list] !== undefined && !Array.isArray(read[list]));
    this.#unread = noList === undefined ? null : `${noList} is no list`;
    return read;
  }

  #setAside(text: string): void {
    const { file, clock, log } = this.#options;
    if (existsSync(file.path)) {
      const aside = setAside(file.path, clock.now());
      const params = { file: file.path, aside, text };
      this.#notices.set('settings-set-aside', { code: 'settings-set-aside', params });
      log.warn(`The settings ${file.path} could not be read (${text}). They are kept as ${aside}.`);
    }
    this.#unread = null;
    this.#notices.delete('settings-unreadable');
    this.#watched.known();
  }
}

function reasonOf(error: unknown): string {
  const { line, text } = placeOf(error);
  return line > 0 ? `line ${line}, ${text}` : text;
}
