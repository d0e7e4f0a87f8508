import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that is being written; under its own name only when it is whole. */
export interface Output {
  write(text: string): Promise<void>;
  /** It is whole: it takes its name, and the place of what had it. */
  keep(): Promise<void>;
  /** Removes what was not kept. */
  close(): Promise<void>;
}

/** Begins a file that only the user can read. Rejects with Node's error where that cannot be. */
export async function openOutput(file: string): Promise<Output> {
  const part = join(dirname(file), `.${basename(file)}-${randomBytes(4).toString('hex')}.part`);
  const handle = await open(part, 'wx', 0o600);
  let isOpen = true;
  async function closed(): Promise<void> {
    if (isOpen) await handle.close();
    isOpen = false;
  }
  return {
    write: async (text) => {
      await handle.appendFile(text);
    },
    keep: async () => {
      await handle.sync();
      await closed();
      await rename(part, file);
    },
    close: async () => {
      await closed();
      await rm(part, { force: true });
    },
  };
}

/** Writes a whole file, which only its user can read. */
export async function kept(file: string, text: string): Promise<{ readonly file: string }> {
  const output = await openOutput(file);
  try {
    await output.write(text);
    await output.keep();
    return { file };
  } finally {
    await output.close();
  }
}
