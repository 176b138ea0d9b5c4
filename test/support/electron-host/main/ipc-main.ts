import type { MainCalls } from '../wire.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** docs: api/ipc-main. */
export function createIpcMain() {
  const handlers = new Map<string, Handler>();

  /** docs: "ipcMain.handle": one handler per channel. */
  const ipcMain: Pick<Electron.IpcMain, 'handle' | 'removeHandler'> = {
    handle(channel, handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    removeHandler: (channel) => void handlers.delete(channel),
  };
  const calls: Pick<MainCalls, 'invoke'> = {
    /**
     * docs: api/structures/ipc-main-invoke-event: `sender` and `senderFrame`, whose `url` is the frame's at the time of
     * the message and whose `parent` is null for the top frame. An error of the handler reaches the page as its message.
     */
    async invoke(windowId, { url, isTop }, channel, args) {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const event = { sender: { id: windowId }, senderFrame: { url, parent: isTop ? null : {} } };
      return structuredClone(await handler(event as Electron.IpcMainInvokeEvent, ...args)) as unknown;
    },
  };
  return { ipcMain, calls };
}
