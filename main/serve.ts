import type { Spot } from '../preload/contract/api.ts';
import { checks } from '../preload/contract/texts/index.ts';
import { Ending, statuses } from './cli/ending.ts';
import { print } from './cli/output.ts';
import { type Program, parts } from './cli/parts.ts';
import { systemClock } from './clock.ts';
import { closeAll } from './close-all.ts';
import { HeldDirectory, StillStarting } from './control/ask.ts';
import { listenControl } from './control/listen.ts';
import { controlCommands } from './control-commands.ts';
import { type Core, createCore } from './core.ts';
import { endOnCrash, lastCrash } from './diagnosis/crash.ts';
import { openLog } from './diagnosis/log.ts';
import { Redaction } from './diagnosis/redaction.ts';
import type { Host } from './host.ts';
import { watchNetwork } from './network.ts';
import { addressAgain, addressOf, keepingPort, usualAddress } from './serve/address.ts';
import { hasDisplay, hashOf, openBrowser } from './serve/browser.ts';
import { openBrowserPages } from './serve/browser-driver.ts';
import { type Door, openDoor } from './serve/door.ts';
import { windowFiles } from './serve/files.ts';
import { doorToken } from './serve/token.ts';
import { makeFolder, makeWritableFolder } from './settings/folder.ts';
import { UnusableFile } from './settings/unusable.ts';
import { version } from './version.ts';

export interface ServeOptions {
  readonly dataDir?: string;
  readonly listen?: string;
  readonly policy?: string;
  readonly newToken?: boolean;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** Runs the core without Electron, with the window in a browser; resolves when it was asked to end and has. */
export async function serve(program: Program, options: ServeOptions): Promise<void> {
  const closes: Close[] = [];
  try {
    await run(program, options, closes);
  } catch (error) {
    // What ended it is what is told of it.
    await closeAll(closes.reverse()).catch((unclosed) => console.error(unclosedText(unclosed)));
    throw error;
  }
  // It was asked to end: a crash would start it anew.
  await closeAll(closes.reverse()).catch((unclosed) => {
    throw new Ending(statuses.failed, unclosedText(unclosed));
  });
}

function unclosedText(fault: unknown): string {
  return `Tocsin has ended, but not all of it as it should: ${fault instanceof Error ? fault.message : String(fault)}`;
}

type Close = () => Promise<void>;

/** Opens one thing after the other, each with its close, and waits for the end. */
async function run(program: Program, options: ServeOptions, closes: Close[]): Promise<void> {
  const address = options.listen === undefined ? usualAddress : addressOf(options.listen);
  if ('fault' in address) throw new Ending(statuses.unusable, address.fault);
  const own = parts(program, options.dataDir ?? null, options.policy ?? null);
  await makeWritableFolder(own.localDirectory);
  await makeFolder(own.settingsDirectory);
  const redaction = new Redaction();
  const log = openLog(own.localDirectory, systemClock, (line) => console.error(line), redaction);
  let door: Door | null = null;
  endOnCrash(own.localDirectory, redaction, (env) => restartInPlace(keepingPort(env, door?.origin ?? null)));
  const asked = Promise.withResolvers<void>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => asked.resolve());

  let core: Core | null = null;
  const running = () => {
    if (core === null) throw new StillStarting();
    return core;
  };
  const control = await listenControl(
    own.localDirectory,
    controlCommands({ name: 'serve', running, openWindow, quit: () => asked.resolve() }),
  ).catch(unusable);
  closes.push(control.close);
  const token = await doorToken(own.settingsDirectory, options.newToken === true).catch(unkept);
  redaction.know([token]);
  const pages = openBrowserPages(systemClock);
  const lent: Host = {
    ...own,
    drivers: [...own.drivers, { name: 'browser', open: pages.open }],
    toastPages: pages,
    name: 'serve',
    version,
    openWindow,
    openAddress,
    tray: () => ({
      state: 'note',
      text: checks.trayServe,
    }),
    clock: systemClock,
    random: Math.random,
    log,
  };
  core = await createCore(lent, redaction).catch(unusable);
  closes.push(core.close);
  const unwatchNetwork = watchNetwork(systemClock, core);
  closes.push(async () => unwatchNetwork());
  const crash = lastCrash(process.env);
  if (crash !== null) core.crashed(crash);
  const place = addressAgain(address, process.env);
  door = await openDoor(place, token, await windowFiles(program.windowDirectory), core, log.warn).catch(unusable);
  closes.push(door.close);
  const url = `${door.origin}/#token=${token}`;

  function openWindow(spot: Spot | null): void {
    if (door === null) return;
    if (spot !== null) door.show(spot);
    if (door.pages() > 0) return;
    browse(`${door.origin}/#token=${token}${spot === null ? '' : `&${hashOf(spot)}`}`).catch((error) =>
      log.warn(`No browser could be started (${String(error)}). Open the address that is printed at the start.`),
    );
  }

  async function browse(address: string): Promise<void> {
    closes.push(await openBrowser(address, own.localDirectory, systemClock));
  }

  async function openAddress(address: string): Promise<boolean> {
    if (!hasDisplay(process.env)) return false;
    return browse(address).then(
      () => true,
      () => false,
    );
  }

  if (options.json === true) await print(`${JSON.stringify({ url, pid: process.pid })}\n`);
  else await print(`Tocsin ${version} runs. Its window: ${url}\nData: ${own.localDirectory}. End it with Ctrl+C.\n`);
  for (const { name, state, text } of await core.drivers()) {
    // That no page has been opened yet is worth a line only where nothing else shows notifications.
    if (state === 'failed' || (state === 'note' && !name.endsWith(' browser'))) log.warn(`${name}: ${text}`);
  }
  if (options.open === true) openWindow(null);

  await asked.promise;
}

/** Starts this program anew in the same process, so that whoever supervises it notices nothing. */
function restartInPlace(env: NodeJS.ProcessEnv): void {
  if (process.platform === 'win32' || process.execve === undefined) return;
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env);
}

function unkept({ message }: Error): never {
  throw new Ending(statuses.unusable, `The token of the window cannot be kept: ${message}`);
}

function unusable(error: unknown): never {
  if (error instanceof HeldDirectory) throw new Ending(statuses.notRunning, error.message);
  if (error instanceof UnusableFile) throw new Ending(statuses.unusable, error.message);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    throw new Ending(
      statuses.unusable,
      `The address is taken (${message}). Give another port with --listen, or 0 for a free one.`,
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    throw new Ending(statuses.unusable, `The address cannot be used: ${message}. Give another one with --listen.`);
  }
  throw error;
}
