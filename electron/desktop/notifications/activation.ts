import { Notification } from 'electron';
import type { App } from '../../app.ts';
import { noticeScope } from '../../shared/notices.ts';
import type { Notice } from '../../shared/model.ts';

/** What a click on a notification is about. */
export type ClickedNotice = Pick<Notice, 'userId' | 'connectionId'>;

/** As `alerts/` names a rule's notice about an agent; an older one said `status` for the rule, and knew other teams. */
const OF_AGENT = /^([\w-]+)\/[\w-]+:(?!(?:team|drill|summary|none)$)([\w-]+)$/;

/**
 * The agent and the connection of a clicked notification, from the id of its notice. Null for a notice that names no
 * single agent, or whose id is not known. Electron says what Windows hands over "raw": `type=click&tag=...`, with the notification's id
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
 * Follows clicks on notifications whose object is gone: those of an earlier run, which may have started this one, and old
 * ones that were released. A notification that is still held reports its own click as well, so `onClick` may come twice
 * for one click (electronjs.org/docs/latest/api/notification, handleActivation). No agent is
 * opened for a connection that is gone. While there is no list yet, the connection being opened is meant.
 *
 * Windows learns which program to call when Electron creates its notification presenter. Storing a callback does not
 * create it; `isSupported` does (shell/browser/notifications/win/notification_presenter_win.cc).
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
