/** What is known of the frame an IPC message came from: Electron's `senderFrame`, which is null once the frame is gone. */
export interface SenderFrame {
  readonly url: string;
  /** Whether it is the top frame of its window. */
  readonly isMainFrame: boolean;
}

/**
 * Whether an IPC message may be handled: only from the top frame of a page of `origin` (`app://rollcall`).
 * Electron security checklist, item 17: check the sender of every message, and expect null.
 */
export function isTrustedSender(frame: SenderFrame | null, origin: string): boolean {
  if (frame === null || !frame.isMainFrame || !URL.canParse(frame.url)) return false;
  const { protocol, host, username, password } = new URL(frame.url);
  // URL.origin is "null" for app:, because the URL standard knows no origin of schemes it does not list.
  return `${protocol}//${host}` === origin && username === '' && password === '';
}
