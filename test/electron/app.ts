import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, onWindowClosed } from './browser-window.ts';
import { electronEvent } from './event.ts';
import { lockInstance } from './instance-lock.ts';
import { paths } from './paths.ts';

export type AppEvents = {
  ready: [];
  'window-all-closed': [];
  'before-quit': [event: Electron.Event];
  'will-quit': [event: Electron.Event];
  quit: [event: Electron.Event, exitCode: number];
  activate: [event: Electron.Event, hasVisibleWindows: boolean];
  'open-url': [event: Electron.Event, url: string];
  'second-instance': [event: Electron.Event, argv: string[], workingDirectory: string, additionalData: unknown];
  'child-process-gone': [event: Electron.Event, details: Electron.Details];
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const nothing = () => undefined;

class App
  extends EventEmitter<AppEvents>
  implements
    Pick<
      Electron.App,
      | 'exit'
      | 'getAppPath'
      | 'getBadgeCount'
      | 'getLoginItemSettings'
      | 'getName'
      | 'getPath'
      | 'getVersion'
      | 'isPackaged'
      | 'isReady'
      | 'quit'
      | 'relaunch'
      | 'requestSingleInstanceLock'
      | 'setAppUserModelId'
      | 'setAsDefaultProtocolClient'
      | 'setBadgeCount'
      | 'setLoginItemSettings'
      | 'setPath'
      | 'setToastActivatorCLSID'
      | 'whenReady'
    >
{
  readonly isPackaged = false;
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch' | 'getSwitchValue' | 'hasSwitch'> = {
    appendSwitch: (name, value = '') => void this.#switches.set(name, value),
    getSwitchValue: (name) => this.#switches.get(name) ?? '',
    hasSwitch: (name) => this.#switches.has(name),
  };
  readonly #switches = switchesOf(process.argv);
  readonly #ready: Promise<void>;
  #isReady = false;
  #stage: 'running' | 'asking' | 'quitting' | 'exiting' = 'running';
  #relaunches = false;
  #badge = 0;
  #atLogin: Electron.Settings = {};

  constructor() {
    super();
    // Electron's own loop runs on without anything of Node to wait for.
    const alive = setInterval(nothing, 60_000);
    this.once('quit', () => clearInterval(alive));
    this.#ready = new Promise((resolve) => {
      setImmediate(() => {
        if (this.#stage === 'exiting') return;
        this.#isReady = true;
        this.emit('ready');
        resolve();
      });
    });
    onWindowClosed(() => this.#windowClosed());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
  }

  getName(): string {
    return this.#described().name;
  }

  getVersion(): string {
    return this.#described().version;
  }

  getAppPath(): string {
    return root;
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    return paths.get(name);
  }

  setPath(name: string, path: string): void {
    paths.set(name as Parameters<Electron.App['getPath']>[0], path);
  }

  setAppUserModelId(_: string): void {}

  setToastActivatorCLSID(_: string): void {}

  setAsDefaultProtocolClient(_: string): boolean {
    return true;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    const own = { argv: process.argv, directory: process.cwd(), additional: additionalData ?? {} };
    return lockInstance(paths.get('userData'), own, ({ argv, directory, additional }) => {
      void this.#ready.then(() => this.emit('second-instance', electronEvent({}), argv, directory, additional));
    });
  }

  /** Asks everybody, closes the windows, asks once more, and ends. Whoever prevents it keeps the app running. */
  quit(): void {
    if (this.#stage === 'asking' || this.#stage === 'exiting') return;
    // Nothing runs yet that could object.
    if (!this.#isReady) return this.exit(0);
    this.#stage = 'asking';
    if (this.#prevented('before-quit')) return this.#stay();
    void Promise.all(BrowserWindow.getAllWindows().map((window) => window.closes())).then(async (closed) => {
      if (closed.includes(false)) return this.#stay();
      this.#stage = 'quitting';
      await BrowserWindow.allEnded();
      if (!this.#prevented('will-quit')) this.exit(0);
    });
  }

  exit(exitCode = 0): void {
    if (this.#stage === 'exiting') return;
    this.#stage = 'exiting';
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    void BrowserWindow.allEnded().then(() => {
      this.emit('quit', electronEvent({}), exitCode);
      process.exit(exitCode);
    });
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    const args = options.args ?? process.argv.slice(1);
    if (this.#relaunches) return;
    this.#relaunches = true;
    // Whichever way it ends.
    process.once('exit', () => {
      spawn(process.execPath, [...process.execArgv, ...args], { detached: true, stdio: 'ignore' }).unref();
    });
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  /** Login items: Linux has none in Electron; the stand-in keeps what it was told, as Windows and macOS do. */
  setLoginItemSettings(settings: Electron.Settings): void {
    this.#atLogin = settings;
  }

  getLoginItemSettings(_options?: Electron.LoginItemSettingsOptions): Electron.LoginItemSettings {
    const { openAtLogin = false } = this.#atLogin;
    return {
      openAtLogin,
      wasOpenedAtLogin: false,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    };
  }

  #windowClosed(): void {
    if (this.#stage !== 'running' || BrowserWindow.getAllWindows().length > 0) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #prevented(event: 'before-quit' | 'will-quit'): boolean {
    const asked = electronEvent({});
    this.emit(event, asked);
    return asked.defaultPrevented;
  }

  #stay(): void {
    this.#stage = 'running';
  }

  #described(): { name: string; version: string } {
    return JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { name: string; version: string };
  }
}

/** `--name=value` and `--name` of a command line. */
function switchesOf(args: readonly string[]): Map<string, string> {
  return new Map(
    args.flatMap((arg) => {
      const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
      return name === undefined ? [] : [[name, value ?? ''] as const];
    }),
  );
}

export const app = new App();
