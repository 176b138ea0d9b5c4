import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './shared/bridge.ts';
import { createIpcTransport } from './shared/ipc-transport.ts';

// Named methods only: the page never gets ipcRenderer itself (Electron security checklist, item 20).
contextBridge.exposeInMainWorld('rollcall', createBridge(createIpcTransport(ipcRenderer, throwLater)));

/** What a listener of the page threw belongs in the window's console, as any uncaught error. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
