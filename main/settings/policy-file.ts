import type { Notice } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { PolicyLayers } from './layers.ts';
import { noPolicy, policyText, readPolicy } from './policy.ts';
import type { ServerKinds } from './schema.ts';
import { UnusableFile } from './unusable.ts';
import { type Watched, watchFile } from './watch.ts';

const gone = 'it is gone, and the next start is without it';

export interface PolicyFileOptions {
  readonly policy: { readonly file: string; readonly given: boolean };
  readonly kinds: ServerKinds;
  readonly clock: Clock;
  readonly log: { warn(line: string): void };
  readonly edited: () => void;
}

/** The policy in force: the last good one that was in its file. */
export class PolicyFile {
  readonly #options: PolicyFileOptions;
  readonly #watched: Watched;
  #layers = noPolicy;
  #notice: Notice | null = null;

  constructor(options: PolicyFileOptions) {
    this.#options = options;
    this.#watched = watchFile(options.policy.file, options.clock, options.edited);
  }

  layers(): PolicyLayers {
    return this.#layers;
  }

  notices(): readonly Notice[] {
    return this.#notice === null ? [] : [this.#notice];
  }

  /** Reads it at the start; throws `UnusableFile` when it was given by hand and cannot be used. */
  start(): void {
    this.#watched.known();
    this.#take();
    if (this.#notice !== null && this.#options.policy.given) throw new UnusableFile(policyText(this.#notice));
    this.#say();
  }

  /** Reads it again when it changed; whether it did. */
  edits(): boolean {
    if (!this.#watched.news()) return false;
    this.#take();
    this.#say();
    return true;
  }

  #take(): void {
    const { policy, kinds } = this.#options;
    const read = readPolicy(policy.file, policy.given, kinds);
    // Whoever rolls out the next one may take this one away first: its servers must not go with it.
    if ('layers' in read && read.layers === noPolicy && this.#layers !== noPolicy) {
      this.#notice = { code: 'policy-unusable', params: { file: policy.file, line: 0, text: gone } };
      return;
    }
    if ('layers' in read) {
      this.#layers = read.layers;
      this.#notice = null;
      return;
    }
    this.#notice = read.notice;
  }

  #say(): void {
    if (this.#notice !== null) this.#options.log.warn(policyText(this.#notice));
  }

  close(): void {
    this.#watched.close();
  }
}
