import { Notification } from 'electron';
import type { App } from '../../app.ts';
import { noticeActions, noticeScope, noticeSubject, type NoticeAction } from '../../shared/alerts/notices.ts';
import type { Notice } from '../../shared/model.ts';

/** What a click on a notification is about. */
export type ClickedNotice = Pick<Notice, 'userId' | 'connectionId'>;

/** What was clicked, and the notice, from its id. */
interface Activated {
  readonly noticeId: string;
  /** The index of the button; null for a click on the notification itself. */
  readonly button: number | null;
}

/**
 * What an activation is about; null for one that names no notice. Electron says what Windows hands over "raw": `type=click&tag=...`,
 * with the notification's id as the tag.
 */
export function activatedNotice({
  type,
  arguments: raw,
  actionIndex,
}: Pick<Electron.ActivationArguments, 'type' | 'arguments' | 'actionIndex'>): Activated | null {
  const noticeId = new URLSearchParams(raw).get('tag');
  if (noticeId === null || (type !== 'click' && type !== 'action')) return null;
  return { noticeId, button: type === 'action' ? (actionIndex ?? null) : null };
}

/**
 * Follows clicks on notifications whose object is gone: those of an earlier run, which may have started this one, and old
 * ones that were released. A notification that is still held reports its own click as well, so `onClick` may come twice
 * for one click (electronjs.org/docs/latest/api/notification, handleActivation). No agent is
 * opened for a connection that is gone. While there is no list yet, the connection being opened is meant.
 *
 * Windows learns which program to call when Electron creates its notification presenter. Storing a callback does not
 * create it; `isSupported` does (shell/browser/notifications/win/notification_presenter_win.cc).
 */
export function followActivations(
  core: Pick<App, 'connections'>,
  {
    onClick,
    onAction,
  }: {
    readonly onClick: (clicked: ClickedNotice) => void;
    readonly onAction: (noticeId: string, action: Exclude<NoticeAction, 'open'>) => void;
  },
): void {
  Notification.handleActivation((details) => {
    const activated = activatedNotice(details);
    const { noticeId = '', button = null } = activated ?? {};
    const action = button === null ? 'open' : noticeActions({ id: noticeId })[button];
    if (action !== undefined && action !== 'open') return onAction(noticeId, action);
    const subject = noticeSubject(noticeId);
    const connections = core.connections();
    const connection = connections.find(({ id }) => noticeScope(id) === subject?.scope);
    const isKnown = connection !== undefined || connections.length === 0;
    onClick({ userId: isKnown ? (subject?.userId ?? null) : null, connectionId: connection?.id ?? null });
  });
  Notification.isSupported();
}
