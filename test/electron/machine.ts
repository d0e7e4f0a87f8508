import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';

export type PowerEvents = {
  suspend: [];
  resume: [];
  'lock-screen': [];
  'unlock-screen': [];
  shutdown: [];
};
/** The machine as the test drives it. */
export const powerMonitor = new EventEmitter<PowerEvents>();

class NativeTheme
  extends EventEmitter<{ updated: [] }>
  implements
    Pick<
      Electron.NativeTheme,
      'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI' | 'shouldUseHighContrastColors' | 'themeSource'
    >
{
  readonly shouldUseDarkColorsForSystemIntegratedUI = false;
  readonly shouldUseHighContrastColors = false;
  #source: Electron.NativeTheme['themeSource'] = 'system';

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  get themeSource() {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#source = source;
    this.emit('updated');
  }
}
export const nativeTheme = new NativeTheme();

class Screen extends EventEmitter<{ 'display-removed': []; 'display-metrics-changed': [] }> {
  /** The one display of the desktop; all of it is free for windows. */
  getAllDisplays(): Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>[] {
    const [width = 0, height = 0] = execFileSync('xdotool', ['getdisplaygeometry'], { encoding: 'utf8' })
      .split(' ')
      .map(Number);
    const whole = { x: 0, y: 0, width, height };
    return [{ id: 1, bounds: whole, workArea: whole, scaleFactor: 1 }];
  }
}
export const screen = new Screen();

/** Opens nothing: a test puts its own in the place of what it wants to see. */
export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'> = {
  openExternal: async () => undefined,
  openPath: async () => '',
  showItemInFolder: () => undefined,
};

export const dialog: Pick<Electron.Dialog, 'showErrorBox'> & {
  showSaveDialog(options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue>;
} = {
  showErrorBox: (title, text) => console.error(`${title}: ${text}`),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
};
