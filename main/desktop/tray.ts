import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { TrayAction, TrayItem, TrayView } from '../tray.ts';
import { iconName } from './icon-name.ts';

/** The tray as the desktop has it. */
export interface DesktopTray {
  show(view: TrayView): void;
  close(): void;
}

/**
 * Draws the core's view. A click opens the window where the desktop reports it. Throws where no tray can be had; there
 * is no way to know whether one is really visible.
 */
export function openTray(icons: string, first: TrayView, act: (action: TrayAction) => void): DesktopTray {
  const tray = new Tray(image(icons, first));
  tray.on('click', () => act({ do: 'open' }));
  const show = (view: TrayView) => {
    tray.setImage(image(icons, view));
    tray.setToolTip(view.tooltip);
    // On Linux a menu is drawn anew only when it is set anew.
    tray.setContextMenu(Menu.buildFromTemplate(view.menu.map((item) => entry(item, act))));
    app.setBadgeCount(view.badge);
  };
  show(first);
  return { show, close: () => tray.destroy() };
}

function image(icons: string, view: TrayView): Electron.NativeImage {
  const picture = nativeImage.createFromPath(`${icons}/${iconName(view)}.png`);
  picture.setTemplateImage(process.platform === 'darwin' && view.picture.shape === 'bell');
  return picture;
}

function entry(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (item.type === 'separator') return { type: 'separator' };
  const label = mnemonicsEscaped(item.label);
  if (item.type === 'menu') return { label, submenu: item.items.map((inner) => entry(inner, act)) };
  const { action } = item;
  return action === null ? { label, enabled: false } : { label, click: () => act(action) };
}

/** `&` marks a mnemonic on Windows and Linux, which reads `_` so as well. */
function mnemonicsEscaped(label: string): string {
  const doubled = label.replaceAll('&', '&&');
  return process.platform === 'linux' ? doubled.replaceAll('_', '__') : doubled;
}
