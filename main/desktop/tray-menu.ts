import type { MenuItemConstructorOptions } from 'electron';
import type { TrayAction, TrayItem } from '../tray/tray.ts';

/** The menu of the tray in Electron's form. */
export function trayMenu(
  items: readonly TrayItem[],
  platform: NodeJS.Platform,
  act: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    if (item.type === 'separator') return { type: 'separator' };
    const label = literal(item.label, platform);
    if (item.type === 'menu') return { label, submenu: trayMenu(item.items, platform, act) };
    const { action } = item;
    return action === null ? { label, enabled: false } : { label, click: () => act(action) };
  });
}

/**
 * `&` marks a mnemonic. On Linux the menu's own protocol reads `_` so, which Chromium doubles by itself.
 * https://source.chromium.org/chromium/chromium/src/+/main:components/dbus/menu/menu_property_list.cc
 */
function literal(label: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? label : label.replaceAll('&', '&&');
}
