import { contextBridge, ipcRenderer } from 'electron';
import { createIpcBridge } from './shared/contract/ipc-bridge.ts';

contextBridge.exposeInMainWorld('rollcall', createIpcBridge(ipcRenderer, throwLater));

/** An error thrown by a listener of the page belongs in the window's console, like any uncaught error. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
