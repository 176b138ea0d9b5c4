import { isTrustedSender } from '../api/sender.ts';
import type { Door } from '../api/types.ts';
import { COMMAND_CHANNEL } from '../shared/ipc-bridge.ts';
import { fail } from '../shared/messages.ts';
import type { Result } from '../shared/result.ts';
import { ORIGIN } from './system/identity.ts';
import { senderOf } from './windows/pages.ts';

/** The part of Electron's event that the sender is known by. */
export interface InvokeEvent {
  readonly sender: Pick<Electron.WebContents, 'id'>;
  /** Null once the frame has navigated or is gone. */
  readonly senderFrame: (Pick<Electron.WebFrameMain, 'url'> & { readonly parent: unknown }) | null;
}

const STRANGER = 'This window may not use Rollcall.';

/**
 * Puts the door behind the one channel that windows ask on. Every message is checked for where it comes from
 * (Electron security checklist, item 17); what it says is the door's business.
 */
export function connectIpc(ipcMain: Pick<Electron.IpcMain, 'handle'>, door: Pick<Door, 'dispatch'>): void {
  ipcMain.handle(COMMAND_CHANNEL, (event, command: unknown, args: unknown) => answer(door, event, command, args));
}

/** Answers one message; refusals are answers too, so that no error text of Electron's reaches a page. */
export async function answer(
  door: Pick<Door, 'dispatch'>,
  { sender, senderFrame }: InvokeEvent,
  command: unknown,
  args: unknown,
): Promise<Result<unknown>> {
  const frame = senderFrame === null ? null : { url: senderFrame.url, isMainFrame: senderFrame.parent === null };
  if (!isTrustedSender(frame, ORIGIN)) return fail('forbidden', { message: STRANGER });
  if (typeof command !== 'string') return fail('invalid-input');
  return door.dispatch(command, args, senderOf(sender));
}
