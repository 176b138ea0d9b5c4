import type { Bridge } from './bridge.ts';
import type { CommandResult } from './commands.ts';
import type { EventName, Events } from './events.ts';
import { createEmitter } from '../emitter.ts';
import { fail } from '../result.ts';

/** The one channel on which a window asks, with the command's name and its argument tuple. */
export const COMMAND_CHANNEL = 'rollcall:command';
/** The one channel on which events are pushed to a window, with their name and payload. */
export const EVENT_CHANNEL = 'rollcall:event';

/** The two methods of Electron's `ipcRenderer` that are used (electronjs.org/docs/latest/api/ipc-renderer). */
export interface IpcRendererPort {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): unknown;
}

/**
 * The bridge of a desktop window. The page never gets `ipcRenderer` itself, and listeners get the payload only:
 * Electron's event object carries `ports` and `sender` (Electron security checklist, item 20). A call that cannot be
 * delivered, for example because the core is gone, is answered with `unexpected`.
 */
export function createIpcBridge(ipc: IpcRendererPort, onError: (error: unknown) => void): Bridge {
  const events = createEmitter<Events>(onError);
  ipc.on(EVENT_CHANNEL, (_event, name, payload) => {
    // The main process is trusted to send what the contract says; a name without listeners reaches nobody.
    events.emit(name as EventName, payload as Events[EventName]);
  });
  return {
    async invoke(command, ...args) {
      try {
        return (await ipc.invoke(COMMAND_CHANNEL, command, args)) as CommandResult<typeof command>;
      } catch {
        return fail('unexpected');
      }
    },
    on: (event, listener) => events.on(event, listener),
  };
}
