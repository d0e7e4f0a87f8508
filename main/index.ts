import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, autoUpdater, dialog } from 'electron';
import { checks } from '../preload/contract/texts/index.ts';
import { systemClock } from './clock.ts';
import { closeAll } from './close-all.ts';
import { HeldDirectory, StillStarting } from './control/ask.ts';
import { listenControl } from './control/listen.ts';
import { controlCommands } from './control-commands.ts';
import { type Core, createCore } from './core.ts';
import { openAutostart, wasOpenedAtLogin } from './desktop/autostart.ts';
import { openBoundsFile } from './desktop/bounds-file.ts';
import { openAddress } from './desktop/browser.ts';
import { chooseFile } from './desktop/choose-file.ts';
import { answerWindow } from './desktop/ipc.ts';
import { argumentsOf, isStartedBySystem, placeOfLink, placeOfStart, type WindowPlace } from './desktop/links.ts';
import { overlayOf } from './desktop/overlay.ts';
import { claimScheme, servePage } from './desktop/page.ts';
import { watchPower } from './desktop/power.ts';
import { openStoreFile } from './desktop/settings-file.ts';
import { NativeToasts } from './desktop/toasts.ts';
import { DesktopTray } from './desktop/tray.ts';
import { act } from './desktop/tray-actions.ts';
import { openUpgrading } from './desktop/updates.ts';
import { openVault } from './desktop/vault.ts';
import { Window } from './desktop/window.ts';
import { endOnCrash, lastCrash } from './diagnosis/crash.ts';
import { openLog } from './diagnosis/log.ts';
import { Redaction } from './diagnosis/redaction.ts';
import type { Host } from './host.ts';
import { watchNetwork } from './network.ts';
import { places } from './places.ts';
import { protocols } from './protocols/registry.ts';
import { openSecretFile } from './settings/secret-file.ts';
import { wantsStartWithSystem } from './settings/start-wish.ts';
import { openFreedesktop } from './toasts/freedesktop.ts';
import { openNodeNotifier } from './toasts/node-notifier.ts';
import { openPlayer } from './toasts/player.ts';
import { resources } from './toasts/resources.ts';
import type { TrayView } from './tray/tray.ts';
import { version } from './version.ts';

const dataDirectory = app.commandLine.getSwitchValue('data-dir');
const own = places(dataDirectory === '' ? null : dataDirectory);
const icons = join(import.meta.dirname, '..', '..', 'build', 'icons');
const profile = join(own.localDirectory, 'window');
/** What fails here is foreseen by nobody (sysexits.h, EX_SOFTWARE). */
const failedStatus = 70;
const heldStatus = 3;
let opening: WindowPlace | null = placeOfStart(process.argv);

app.setAppUserModelId('dev.tocsin.desktop');
// Its own class of this program, which Windows starts for a click on a toast: the same in each run.
if (process.platform === 'win32') app.setToastActivatorCLSID('{7F82B71F-24FA-45DA-9593-92C6E8D14F01}');
// The entry of a package is for all users: it ends here, before anything is opened, for those who have not wanted it.
if (isStartedBySystem(process.argv) && !isWanted()) app.exit(0);
else begin();

function isWanted(): boolean {
  return wantsStartWithSystem(join(own.settingsDirectory, 'settings.json'), own.policyFile, protocols);
}

function begin(): void {
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  claimScheme();
  if (!app.requestSingleInstanceLock({ args: process.argv })) return app.quit();
  if (app.isPackaged) app.setAsDefaultProtocolClient('tocsin');
  app.on('open-url', (_, link) => {
    opening = placeOfLink(link);
  });
  app.on('second-instance', (_, args, __, handed) => {
    opening = placeOfStart(argumentsOf(handed) ?? args) ?? opening;
  });
  app.whenReady().then(run).catch(fail);
}

async function run(): Promise<void> {
  const redaction = new Redaction();
  const log = openLog(own.localDirectory, systemClock, (line) => console.error(line), redaction);
  endOnCrash(own.localDirectory, redaction, (env) => {
    Object.assign(process.env, env);
    app.relaunch();
  });
  const autostart = openAutostart(own.settingsDirectory, dataDirectory === '' ? null : own.settingsDirectory);
  let core: Core | null = null;
  let tray: DesktopTray | null = null;
  const running = () => {
    if (core === null) throw new StillStarting();
    return core;
  };
  const window = new Window({
    openSession: (send) => running().openWindow(send),
    preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    icon: join(icons, 'app.png'),
    bounds: openBoundsFile(join(profile, 'place.json'), log.warn),
    clock: systemClock,
    hasTray: () => tray?.isThere === true,
    closed: () => running().closedToTray(),
    sessionEnds: () => {
      log.info('The session ends');
      app.quit();
    },
    mayOpen: (url) => running().mayOpen(url),
    failed: log.error,
  });
  const control = await listenControl(
    own.localDirectory,
    controlCommands({
      name: 'desktop',
      running,
      openWindow: (spot) => window.open(spot ?? {}),
      quit: () => app.quit(),
    }),
  );
  const native = new NativeToasts(log.warn);
  const lent: Host = {
    ...own,
    policy: { file: own.policyFile, given: false },
    name: 'desktop',
    version,
    settingsFile: openStoreFile(own.settingsDirectory),
    secrets: openSecretFile(join(own.settingsDirectory, 'secrets.json'), openVault(log.warn)),
    drivers: [
      process.platform === 'linux'
        ? { name: 'freedesktop', open: (reply) => openFreedesktop(reply, resources(import.meta.dirname, 'toasts')) }
        : { name: 'electron', open: native.open },
      { name: 'node-notifier', open: openNodeNotifier },
    ],
    player: openPlayer({ folder: resources(import.meta.dirname, 'sounds') }),
    toastPages: null,
    startHistory: (workerData) => new Worker(join(import.meta.dirname, 'history-worker.js'), { workerData }),
    openWindow: (spot) => window.open(spot ?? {}),
    openAddress,
    upgrading: openUpgrading(log),
    chooseFile,
    ...(autostart === undefined ? {} : { autostart }),
    tray: () =>
      tray?.isThere !== true ? { state: 'note', text: checks.trayNone } : { state: 'ok', text: checks.trayShown },
    clock: systemClock,
    random: Math.random,
    log,
  };
  core = await createCore(lent, redaction);
  const house = core;
  const crash = lastCrash(process.env);
  if (crash !== null) house.crashed(crash);
  servePage(join(import.meta.dirname, '..', 'renderer'), log.error);
  answerWindow(window, log.warn);
  watchPower({ woke: house.woke, back: house.back, ends: () => app.quit(), said: log.info });
  const unwatchNetwork = watchNetwork(systemClock, house);
  app.on('child-process-gone', (_, { type, reason }) => log.warn(`A part of the window ended (${type}: ${reason})`));
  tray = new DesktopTray({
    icons,
    first: house.tray(),
    act: (action) => act(action, house, window, () => app.quit()),
    missing: () => window.leaveReachable(),
    failed: log.warn,
    clock: systemClock,
  });
  const show = (view: TrayView) => {
    tray?.show(view);
    window.mark(overlayOf(view, icons));
  };
  show(house.tray());
  house.onTray(show);
  app.removeAllListeners('open-url').on('open-url', (_, link) => window.open(placeOfLink(link)));
  app.removeAllListeners('second-instance').on('second-instance', (_, args, __, handed) => {
    const place = placeOfStart(argumentsOf(handed) ?? args);
    if (place !== null) window.open(place);
  });
  app.on('activate', () => window.open());
  // The window may be closed: the core is what runs.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', () => window.quit());
  // Where the system installs an update (macOS), the windows are closed before that.
  autoUpdater.on('before-quit-for-update', () => window.quit());
  let closing = false;
  app.on('will-quit', (quitting) => {
    quitting.preventDefault();
    if (closing) return;
    closing = true;
    unwatchNetwork();
    tray?.close();
    closeAll([house.close, control.close])
      .then(() => app.exit(0))
      .catch(fail);
  });
  if (opening !== null && !wasOpenedAtLogin()) window.open(opening);
  native.listen();
}

function fail(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  console.error(text);
  dialog.showErrorBox('Tocsin ends', text);
  app.exit(error instanceof HeldDirectory ? heldStatus : failedStatus);
}
