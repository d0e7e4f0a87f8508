import { app } from 'electron';
import type { Host } from '../host.ts';
import { autostartPlaces, entryState, setEntry } from './autostart-file.ts';
import { startedBySystem } from './links.ts';
import { loginItemName, loginState, loginStep } from './login-items.ts';

/** What Tocsin is started with by the system: hidden, and ended at once where it is not wanted. */
const startArguments = ['--hidden', startedBySystem];

/**
 * The system's own list of what it starts at sign-in; undefined where the package, a sandbox, keeps it (Flatpak, snap).
 * `dataDirectory` null: the usual one.
 */
export function openAutostart(settingsDirectory: string, dataDirectory: string | null): Host['autostart'] {
  const { platform, env, execPath } = process;
  const data = dataDirectory === null ? [] : [`--data-dir=${dataDirectory}`];
  const program = app.isPackaged ? [] : [app.getAppPath()];
  const args = [...program, ...startArguments, ...data];
  if (platform === 'win32' || platform === 'darwin') {
    const place = { path: execPath, args };
    const items = () => app.getLoginItemSettings(platform === 'win32' ? place : {});
    return {
      async set(on) {
        const step = loginStep(platform, items(), execPath, on);
        if (step === null) return;
        app.setLoginItemSettings(platform === 'win32' ? { ...place, ...step, name: loginItemName } : step);
      },
      state: async () => loginState(platform, items(), execPath),
    };
  }
  if (platform !== 'linux' || env['FLATPAK_ID'] !== undefined || env['SNAP'] !== undefined) return undefined;
  const places = autostartPlaces(env);
  // An AppImage runs from a folder that is gone when it ends.
  const entry = { command: [env['APPIMAGE'] ?? execPath, ...args], settingsDirectory };
  return { set: (on) => setEntry(places, entry, on), state: () => entryState(places) };
}

/** Whether macOS has started it, which gives no arguments; once the app is ready. */
export function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
