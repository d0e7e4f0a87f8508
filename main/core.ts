import type { Answer, Status, Update } from '../preload/contract/api.ts';
import type { ImportReport } from './settings/store.ts';
import type { TrayView } from './tray.ts';

/** One open window: its commands in, its updates out. */
export interface WindowSession {
  /** Checks name and input; never rejects. */
  handle(name: string, input: unknown): Promise<Answer<unknown>>;
  close(): void;
}

/** What a host holds of the core. */
export interface Core {
  /** Updates are gathered, at most ten times a second, and end with `close()`. */
  openWindow(send: (update: Update) => void): WindowSession;
  status(): Status;
  import(document: unknown): Promise<ImportReport>;
  export(withSecrets: boolean): Promise<Record<string, unknown>>;
  tray(): TrayView;
  onTray(listener: (view: TrayView) => void): () => void;
  /** The machine woke or its network changed: every connection is made anew. */
  woke(): void;
  close(): Promise<void>;
}
