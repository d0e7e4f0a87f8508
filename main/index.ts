import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app } from 'electron';
import { systemClock } from './clock.ts';
import { HeldDirectory, listenControl } from './control.ts';
import { type Core, createCore } from './core.ts';
import { endOnCrash } from './crash.ts';
import { answerWindow } from './desktop/ipc.ts';
import { claimScheme, servePage } from './desktop/page.ts';
import { watchPower } from './desktop/power.ts';
import { openStoreFile } from './desktop/settings-file.ts';
import { openNative } from './desktop/toasts.ts';
import { type DesktopTray, openTray } from './desktop/tray.ts';
import { Window } from './desktop/window.ts';
import { openLog } from './log.ts';
import { places } from './places.ts';
import { readDocument } from './settings/json.ts';
import { openSecretFile } from './settings/secret-file.ts';
import { openFreedesktop } from './toasts/freedesktop.ts';
import { openNodeNotifier } from './toasts/node-notifier.ts';
import type { TrayAction } from './tray.ts';
import { version } from './version.ts';

const dataDirectory = app.commandLine.getSwitchValue('data-dir');
const own = places(dataDirectory === '' ? null : dataDirectory);
const icons = join(import.meta.dirname, '..', '..', 'build', 'icons');

app.setAppUserModelId('dev.tocsin.desktop');
app.setPath('userData', join(own.localDirectory, 'window'));
claimScheme();

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(run, fail);
} else {
  app.quit();
}

async function run(): Promise<void> {
  const log = openLog(own.localDirectory, systemClock, (line) => console.error(line));
  endOnCrash(own.localDirectory, (env) => {
    if (env['TOCSIN_RESTARTED'] !== undefined) Object.assign(process.env, env);
    app.relaunch();
  });
  let core: Core | null = null;
  let tray: DesktopTray | null = null;
  const running = () => {
    if (core === null) throw new Error('Tocsin is still starting. Try again in a moment.');
    return core;
  };
  const control = await listenControl(own.localDirectory, {
    hello: () => ({ pid: process.pid, host: 'desktop', version }),
    status: () => running().status(),
    check: () => running().check(),
    import: (document) => running().import(document),
    export: (withSecrets) => running().export(withSecrets === true),
    open: (event) => window.open(typeof event === 'number' ? { event } : {}),
    quit: () => app.quit(),
  });
  core = await createCore({
    ...own,
    policy: { file: own.policyFile, given: false },
    name: 'desktop',
    version,
    settingsFile: openStoreFile(own.settingsDirectory, readDocument),
    secrets: openSecretFile(join(own.settingsDirectory, 'secrets.json')),
    drivers: [
      ...(process.platform === 'linux' ? [{ name: 'freedesktop', open: openFreedesktop }] : []),
      { name: 'electron', open: openNative },
      { name: 'node-notifier', open: openNodeNotifier },
    ],
    startHistory: (workerData) => new Worker(join(import.meta.dirname, 'history-worker.js'), { workerData }),
    openWindow: (event) => window.open(event === null ? {} : { event }),
    tray: () => (tray === null ? { state: 'note', text: 'This desktop gives none' } : { state: 'ok', text: 'Shown' }),
    clock: systemClock,
    random: Math.random,
    log,
  });
  const house = core;
  const window = new Window({
    core: house,
    preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    icon: join(icons, 'app.png'),
    hasTray: () => tray !== null,
    closed: () => house.closedToTray(),
  });
  servePage(join(import.meta.dirname, '..', 'renderer'));
  answerWindow(window, log.warn);
  watchPower(() => house.woke());
  try {
    tray = openTray(icons, house.tray(), (action) => act(action, house, window));
  } catch (error) {
    log.warn(`This desktop gives no tray, the window stays in the task bar: ${String(error)}`);
  }
  house.onTray((view) => tray?.show(view));
  app.on('second-instance', () => window.open());
  app.on('activate', () => window.open());
  // The window may be closed: the core is what runs.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', () => window.quit());
  app.once('will-quit', (quitting) => {
    quitting.preventDefault();
    void house
      .close()
      .then(() => control.close())
      .finally(() => app.exit(0));
  });
  if (!app.commandLine.hasSwitch('hidden')) window.open();
}

function act(action: TrayAction, core: Core, window: Window): void {
  switch (action.do) {
    case 'open':
      return window.open();
    case 'open-event':
      return window.open({ event: action.event });
    case 'open-screen':
      return window.open({ screen: action.screen });
    case 'retry':
      return void core.command('servers.retry', { id: action.server });
    case 'see-all':
      return void core.command('history.seen', { all: true });
    case 'quit':
      return app.quit();
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  app.exit(error instanceof HeldDirectory ? 3 : 1);
}
