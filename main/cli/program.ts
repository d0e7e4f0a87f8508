import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { plain } from '../../preload/contract/texts/index.ts';
import { UnusableFile } from '../settings/unusable.ts';
import { version } from '../version.ts';
import { Ending, statuses } from './ending.ts';
import type { HistoryOptions } from './history.ts';
import { endQuietlyWithReader } from './output.ts';
import type { Program } from './parts.ts';

const dataDir = ['--data-dir <directory>', 'where settings, secrets and history live', named('a folder')] as const;

/** An empty name is a variable of a script that is not set: it would mean the folder that the script happens to be in. */
function named(what: 'a folder' | 'a file'): (name: string) => string {
  return (name) => {
    if (name === '') throw new InvalidArgumentError(`It is empty: name ${what}.`);
    return name;
  };
}

/** Starts the host that stays: it is wired outside of the commands. */
export type Serve = (program: Program, options: Readonly<Record<string, never>>) => Promise<void>;

/** Runs one command of `tocsin`; resolves with its exit status. Errors are one line on standard error. */
export async function run(program: Program, args: readonly string[], serve: Serve): Promise<number> {
  endQuietlyWithReader();
  try {
    await commands(program, serve).parseAsync(args, { from: 'user' });
    return statuses.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? statuses.ok : statuses.unusable;
    if (error instanceof Ending) {
      console.error(error.message);
      return error.status;
    }
    if (!(error instanceof UnusableFile)) throw error;
    console.error(plain(error.message));
    return statuses.unusable;
  }
}

/** What a command needs is read when it is given: a status is asked for often, and needs little. */
function commands(program: Program, serve: Serve): Command {
  const tocsin = new Command('tocsin')
    .description('Watches servers and says at once when something needs a person.')
    .version(version)
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .showSuggestionAfterError();
  const command = (words: string, description: string) =>
    tocsin.command(words).description(description).exitOverride().allowExcessArguments(false);

  command('serve', 'run without a desktop app; the window opens in a browser on this machine')
    .option(...dataDir)
    .option('--listen <address>', 'loopback address and port (default 127.0.0.1:4747, or a free port)')
    .option('--policy <file>', "the administrator's policy", named('a file'))
    .option('--new-token', 'make a new token for the window; older addresses end')
    .option('--open', 'open the window in the browser')
    .option('--json', 'print one line of JSON with url and pid when ready')
    .action((options) => serve(program, options));
  command('history', 'print what was received, newest first')
    .option(...dataDir)
    .option('--json', 'one event a line as JSON, with its payload')
    .option('--csv', 'as CSV, without payload')
    .option('--query <text>', 'words that must all be in it; "quotes" make a phrase')
    .option('--server <id>', 'only of this server')
    .option('--kind <kind>', 'only of this kind: incident, trap, job ...')
    .option('--min-severity <severity>', 'only as bad as this or worse: ok, info, warning, error, critical')
    .option('--since <moment>', 'ISO 8601, epoch ms, or how long ago: 2h, 7d')
    .option('--limit <number>', 'how many at most; 0 for all', '1000')
    .action(async (options: HistoryOptions) => (await import('./history.ts')).history(program, options));
  command('status', 'connection states, open alerts and unseen events of the running host')
    .option(...dataDir)
    .option('--json', 'as one line of JSON')
    .action(async (options) => (await import('./status.ts')).status(options));
  command('sign-in <server>', 'sign in to a server whose sign-in is with a provider; waits for how it ends')
    .option(...dataDir)
    .option('--device', 'with a code, to be entered on any device, where no browser is on this machine')
    .action(async (server: string, options) => (await import('./sign-in.ts')).signIn(server, options));
  command(
    'pause [time]',
    'hold every notification back: 15m, 1h, 4h, tomorrow (until 08:00) or until HH:MM; 1h unless given',
  )
    .option(...dataDir)
    .action(async (time: string | undefined, options) => (await import('./pause.ts')).pause(time ?? '1h', options));
  command('resume', 'end the pause')
    .option(...dataDir)
    .action(async (options) => (await import('./pause.ts')).resume(options));
  command('import', 'take settings from a JSON file')
    .argument('<file>', undefined, named('a file'))
    .option(...dataDir)
    .action(async (file: string, options) => (await import('./transfer.ts')).importSettings(program, file, options));
  command('export', 'print the settings as one JSON file')
    .option(...dataDir)
    .option('--with-secrets', 'also passwords, tokens and keys, readable for everyone')
    .action(async (options) => (await import('./transfer.ts')).exportSettings(program, options));
  command('check', 'say what works and what does not: files, servers, notifications')
    .option(...dataDir)
    .option('--json', 'as JSON, one finding a line')
    .option(
      '--bundle <file>',
      'instead write all of it, settings and logs into a file, without secrets',
      named('a file'),
    )
    .action(async (options) => (await import('./check.ts')).check(program, options));
  return tocsin;
}

/** Where the built files lie, seen from the folder of the entry. */
export function programAt(mainDirectory: string): Program {
  return { mainDirectory, windowDirectory: join(mainDirectory, '..', 'renderer') };
}
