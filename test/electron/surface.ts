import type { PreloadModule } from './in-page.ts';

/** `electron` as main and preload see it on the stand-in: the preload's part lives in its page. */
export * from './electron.ts';
export declare const contextBridge: PreloadModule['contextBridge'];
export declare const ipcRenderer: PreloadModule['ipcRenderer'];
