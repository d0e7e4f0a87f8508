import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Update } from './contract/api.ts';

const bridge: Bridge = {
  command: (name, input) => ipcRenderer.invoke('command', name, input),
  listen(listener) {
    const heard = (_: unknown, update: Update) => listener(update);
    ipcRenderer.on('update', heard);
    return () => ipcRenderer.off('update', heard);
  },
  reachable(listener) {
    listener(true);
    return () => undefined;
  },
};
contextBridge.exposeInMainWorld('tocsin', bridge);
