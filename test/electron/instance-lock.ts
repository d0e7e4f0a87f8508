import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface Start {
  readonly argv: string[];
  readonly directory: string;
  readonly additional: unknown;
}

/**
 * One instance for each profile: a link that names its process, as Chromium has it. A later one leaves its arguments in
 * a folder that the first one watches. True: this is the first.
 */
export function lockInstance(profile: string, own: Start, started: (start: Start) => void): boolean {
  const lock = join(profile, 'SingletonLock');
  const inbox = join(profile, 'SingletonInbox');
  mkdirSync(inbox, { recursive: true });
  for (;;) {
    try {
      symlinkSync(String(process.pid), lock);
      break;
    } catch {
      const holder = Number(readlinkSync(lock));
      if (isAlive(holder)) {
        const name = join(inbox, `${process.pid}`);
        writeFileSync(`${name}.writing`, JSON.stringify(own));
        renameSync(`${name}.writing`, `${name}.json`);
        return false;
      }
      rmSync(lock);
    }
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  const take = () => {
    for (const name of readdirSync(inbox).filter((each) => each.endsWith('.json'))) {
      const start = JSON.parse(readFileSync(join(inbox, name), 'utf8')) as Start;
      rmSync(join(inbox, name));
      started(start);
    }
  };
  watch(inbox, take).unref();
  return true;
}

/** A killed process may wait for its parent as a zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
