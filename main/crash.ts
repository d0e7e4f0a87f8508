import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Exit status of a program that met an exception it does not know (sysexits.h, EX_SOFTWARE). */
const crashStatus = 70;

const restartedMark = 'TOCSIN_RESTARTED';

/**
 * An exception that nothing caught leaves the house in an unknown state, so it is not survived silently: a report goes
 * to `logs/`, one line to standard error, and the program ends with 70; the first time `restart` gets its chance before.
 */
export function endOnCrash(directory: string, restart: (env: NodeJS.ProcessEnv) => void): void {
  process.on('uncaughtException', (error, origin) => {
    const file = join(directory, 'logs', `crash-${new Date().toISOString().replaceAll(':', '-')}.txt`);
    const report = `${origin}\nNode ${process.version}, ${process.platform} ${process.arch}\n\n${error.stack ?? String(error)}\n`;
    try {
      mkdirSync(join(directory, 'logs'), { recursive: true, mode: 0o700 });
      writeFileSync(file, report, { mode: 0o600 });
      console.error(`Tocsin met an error that it does not know and ends; please report it: ${file}`);
    } catch (unwritable) {
      console.error(`Tocsin met an error that it does not know and ends: ${report}(no report: ${String(unwritable)})`);
    }
    if (process.env[restartedMark] === undefined) restart({ ...process.env, [restartedMark]: '1' });
    process.exit(crashStatus);
  });
}
