import type { CommandResult, EventName, Events } from './contract.ts';
import type { Transport } from './bridge.ts';
import { createEmitter } from './emitter.ts';
import { fail } from './messages.ts';

/** The one channel on which a window asks: arguments are the command's name and its argument tuple. */
export const COMMAND_CHANNEL = 'rollcall:command';
/** The one channel on which a window is told: arguments are the event's name and its payload. */
export const EVENT_CHANNEL = 'rollcall:event';

/** The two methods of Electron's `ipcRenderer` that the transport uses (electronjs.org/docs/latest/api/ipc-renderer). */
export interface IpcRendererPort {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, ...args: unknown[]) => void): unknown;
}

/**
 * The transport of a desktop window. Callbacks get the payload only: Electron's event object carries `ports` and
 * `sender`, which a page must not hold (Electron security checklist, item 20). A call that cannot be delivered, for
 * example because the core is gone, is answered as `unexpected`.
 */
export function createIpcTransport(ipc: IpcRendererPort, onError: (error: unknown) => void): Transport {
  const events = createEmitter<Events>(onError);
  ipc.on(EVENT_CHANNEL, (_event, name, payload) => {
    // The main process is trusted to send what the contract says; a name nobody listens to reaches nobody.
    events.emit(name as EventName, payload as Events[EventName]);
  });
  return {
    async invoke(command, args) {
      try {
        return (await ipc.invoke(COMMAND_CHANNEL, command, args)) as CommandResult<typeof command>;
      } catch {
        return fail('unexpected');
      }
    },
    listen: (event, listener) => events.on(event, listener),
  };
}
