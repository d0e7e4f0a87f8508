import { electronBinary } from '../../build/electron-binary.ts';

/** What the desktop app runs on: Electron itself, or what stands in for it. */
export type DesktopHost = 'stand-in' | 'electron';

/** What its specs run on here: the stand-in always, Electron wherever its binary is. */
export function desktopHosts(): readonly DesktopHost[] {
  return electronBinary() === null ? ['stand-in'] : ['stand-in', 'electron'];
}
