import { ipcMain } from 'electron';
import type { Router } from '../api/types.ts';
import { COMMAND_CHANNEL } from '../shared/contract/ipc-bridge.ts';
import { fail, type Result } from '../shared/result.ts';
import { desktopTexts as texts } from '../shared/texts/desktop.ts';
import { ORIGIN } from './system/identity.ts';
import { senderOf } from './windows/pages.ts';

/**
 * Passes on the commands of windows, on their one channel. Every message is checked for where it comes from (Electron security
 * checklist, item 17); the router checks what it says.
 */
export function connectIpc(router: Pick<Router, 'dispatch'>): void {
  ipcMain.handle(COMMAND_CHANNEL, (event, command: unknown, args: unknown) => answer(router, event, command, args));
}

/** Answers one message; refusals are answers too, so that no error text of Electron's reaches a page. */
export async function answer(
  router: Pick<Router, 'dispatch'>,
  { sender, senderFrame }: Pick<Electron.IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  command: unknown,
  args: unknown,
): Promise<Result<unknown>> {
  if (!isOwnPage(senderFrame)) return fail('forbidden', { message: texts.foreignWindow });
  if (typeof command !== 'string') return fail('invalid-input');
  return router.dispatch(command, args, { transport: 'window', id: senderOf(sender) });
}

/**
 * Whether a message comes from the top frame of one of our pages. A frame that has navigated or is gone is null
 * (Electron security checklist, item 17).
 */
function isOwnPage(frame: Electron.WebFrameMain | null): boolean {
  if (frame === null || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host, username, password } = new URL(frame.url);
  // URL.origin is "null" for app:, because the URL standard knows no origin of schemes it does not list.
  return `${protocol}//${host}` === ORIGIN && username === '' && password === '';
}
