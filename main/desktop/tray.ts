import { app, Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron';
import type { TrayAction, TrayView } from '../tray.ts';
import { trayMenu } from './tray-menu.ts';
import { trayPicture } from './tray-picture.ts';

/** The tray as the desktop has it. */
export interface DesktopTray {
  show(view: TrayView): void;
}

/**
 * Draws the core's view. A click opens the window where the desktop reports it. Throws where no tray can be had; there
 * is no way to know whether one is really visible.
 */
export function openTray(icons: string, first: TrayView, act: (action: TrayAction) => void): DesktopTray {
  let view = first;
  const tray = new Tray(image(icons, first));
  tray.on('click', () => act({ do: 'open' }));
  nativeTheme.on('updated', () => tray.setImage(image(icons, view)));
  const show = (next: TrayView) => {
    view = next;
    tray.setImage(image(icons, view));
    tray.setToolTip(view.tooltip);
    // On Linux a menu is drawn anew only when it is set anew.
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(view.menu, process.platform, act)));
    app.setBadgeCount(view.badge);
  };
  show(first);
  return { show };
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
