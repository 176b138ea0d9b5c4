import { Notification } from 'electron';
import type { App } from '../../app.ts';
import { noticeScope } from '../../shared/notices.ts';
import type { Notice } from '../../shared/model.ts';

/** What a click on a notification is about. */
export type ClickedNotice = Pick<Notice, 'userId' | 'connectionId'>;

/** As `alerts/` names the notice of one agent's change. */
const OF_AGENT = /^([\w-]+)\/status:(?!summary$)([\w-]+)$/;

/**
 * The agent of a notification that was clicked, and its connection, as a notice's id says it; null where it was of no single
 * agent, or is not known. Electron says what Windows hands over "raw": `type=click&tag=...`, with the notification's id
 * as the tag.
 */
export function activatedAgent({
  type,
  arguments: raw,
}: Electron.ActivationArguments): { readonly scope: string; readonly userId: string } | null {
  if (type !== 'click') return null;
  const [, scope, userId] = OF_AGENT.exec(new URLSearchParams(raw).get('tag') ?? '') ?? [];
  return scope === undefined || userId === undefined ? null : { scope, userId };
}

/**
 * Hears of clicks on notifications that no object stands for any longer: of an earlier run, which may have started this
 * one, or so many notifications ago that they were released. Those that are still held tell their own click as well, so
 * `onClick` may come twice for one click (electronjs.org/docs/latest/api/notification, handleActivation). Of a connection
 * that has gone no agent is opened; without any list yet it is the one that is being opened.
 *
 * Windows learns whom to call only when Electron makes its presenter of notifications, which storing a callback does not
 * do and `isSupported` does (shell/browser/notifications/win/notification_presenter_win.cc).
 */
export function followActivations(core: Pick<App, 'connections'>, onClick: (clicked: ClickedNotice) => void): void {
  Notification.handleActivation((details) => {
    const agent = activatedAgent(details);
    const connections = core.connections();
    const connection = connections.find(({ id }) => noticeScope(id) === agent?.scope);
    const isKnown = connection !== undefined || connections.length === 0;
    onClick({ userId: isKnown ? (agent?.userId ?? null) : null, connectionId: connection?.id ?? null });
  });
  Notification.isSupported();
}
