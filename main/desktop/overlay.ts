import { type NativeImage, nativeImage } from 'electron';
import type { TrayView } from '../tray/tray.ts';
import { trayPicture } from './tray-picture.ts';

/** The badge of Windows, which has no numbers: the worst of what is unseen on the window's button in the task bar. */
export interface Overlay {
  readonly image: NativeImage;
  /** For those who do not see it. */
  readonly text: string;
}

/** `icons`: their folder. Null: nothing is unseen. */
export function overlayOf({ badge, picture, tooltip }: TrayView, icons: string): Overlay | null {
  if (badge === 0) return null;
  const { file } = trayPicture({ picture, mark: null }, { platform: 'win32', dark: false });
  return { image: nativeImage.createFromPath(`${icons}/${file}`), text: tooltip };
}
