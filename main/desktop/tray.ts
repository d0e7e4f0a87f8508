import { app, Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron';
import type { Clock } from '../clock.ts';
import type { TrayAction, TrayView } from '../tray/tray.ts';
import { trayMenu } from './tray-menu.ts';
import { trayPicture } from './tray-picture.ts';
import { watchTrayPlace } from './tray-place.ts';

interface TrayOptions {
  readonly icons: string;
  readonly first: TrayView;
  readonly act: (action: TrayAction) => void;
  /** There has been no place for an icon for a while; a panel that is started anew is back before. */
  readonly missing: () => void;
  readonly failed: (line: string) => void;
  readonly clock: Clock;
}

const patienceMs = 10_000;

/**
 * Draws the core's view: the icon wherever the desktop has a place for one, made anew when the place comes back, and the
 * badge. A click opens the window where the desktop reports it.
 */
export class DesktopTray {
  readonly #options: TrayOptions;
  readonly #close: () => void;
  #view: TrayView;
  #tray: Tray | null = null;
  #waiting: () => void;

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#view = options.first;
    this.#waiting = options.clock.after(patienceMs, options.missing);
    nativeTheme.on('updated', () => this.#draw());
    this.#close = watchTrayPlace((there) => this.#place(there), options);
  }

  /** Whether it is there, so that what was closed can be opened again. */
  get isThere(): boolean {
    return this.#tray !== null;
  }

  show(view: TrayView): void {
    this.#view = view;
    this.#draw();
    app.setBadgeCount(view.badge);
  }

  close(): void {
    this.#close();
    this.#waiting();
    this.#tray?.destroy();
    this.#tray = null;
  }

  #place(there: boolean): void {
    const { clock, missing, act, icons, failed } = this.#options;
    this.#waiting();
    this.#tray?.destroy();
    this.#tray = null;
    if (!there) {
      this.#waiting = clock.after(patienceMs, missing);
      return;
    }
    try {
      this.#tray = new Tray(image(icons, this.#view));
      this.#tray.on('click', () => act({ do: 'open' }));
      this.#draw();
    } catch (error) {
      failed(`This desktop gives no tray, the window stays in the task bar: ${String(error)}`);
      missing();
    }
  }

  #draw(): void {
    const { icons, act } = this.#options;
    this.#tray?.setImage(image(icons, this.#view));
    this.#tray?.setToolTip(this.#view.tooltip);
    // On Linux a menu is drawn anew only when it is set anew.
    this.#tray?.setContextMenu(Menu.buildFromTemplate(trayMenu(this.#view.menu, process.platform, act)));
  }
}

function image(icons: string, view: TrayView): NativeImage {
  const { platform } = process;
  const { file, template } = trayPicture(view, {
    platform,
    dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
  });
  const picture = nativeImage.createFromPath(`${icons}/${file}`);
  picture.setTemplateImage(template);
  return picture;
}
