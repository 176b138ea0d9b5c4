import { createHash } from 'node:crypto';
import { fitBytes } from '../../alerts/fit-bytes.ts';
import type { Notice } from '../../shared/model.ts';
import { namesSomebody, noticeActions } from '../../shared/alerts/notices.ts';
import { alertTexts } from '../../shared/texts/alerts/alerts.ts';
import { desktopTexts } from '../../shared/texts/desktop.ts';
import type { PlatformChoices } from '../system/platform.ts';

const { notifications: texts } = desktopTexts;

/** Windows refuses a tag of more than 64 characters. */
const ID_MAX = 64;
/** macOS cuts longer texts, counted in bytes. The fact comes first, so it stays. */
const TEXT_MAX_BYTES = 240;
/** What Windows answers when the user or the administrator has switched notifications off (wpnapi, WPN_E_NOTIFICATION_DISABLED). */
const WINDOWS_SWITCHED_OFF = '-2143420143';

/** The group of the notifications that name somebody; macOS removes a group at once. */
export const AGENTS_GROUP = 'agents';

/** A notice as Electron wants it; demo data says so in the title. `readsMarkup`: the body is read as markup. */
export function notificationOptions(
  notice: Notice,
  { hasUrgency, hasNoticeButtons }: Pick<PlatformChoices, 'hasUrgency' | 'hasNoticeButtons'>,
  readsMarkup = false,
): Electron.NotificationConstructorOptions {
  const body = fitBytes(notice.body, TEXT_MAX_BYTES);
  const actions = hasNoticeButtons ? noticeActions(notice) : [];
  return {
    id: shortId(notice.id),
    groupId: namesSomebody(notice) ? AGENTS_GROUP : 'team',
    title: fitBytes(notice.isDemo ? texts.demo(notice.title) : notice.title, TEXT_MAX_BYTES),
    body: readsMarkup ? escapeMarkup(body) : body,
    ...(notice.isSilent === true ? { silent: true } : {}),
    ...(hasUrgency ? { urgency: 'normal' } : {}),
    ...(actions.length === 0
      ? {}
      : { actions: actions.map((action) => ({ type: 'button', text: alertTexts.actions[action] })) }),
  };
}

/**
 * What to say when the system would not show a notification. `error` is Electron's text of the `failed` event. The
 * cause is never certain, so the sentence says what to check.
 */
export function failureNotice(platform: string, error: string): Notice {
  return {
    id: 'notifications-failed',
    title: texts.failed,
    body: adviceFor(platform, error),
    userId: null,
    connectionId: null,
    isDemo: false,
  };
}

/** What to check where the system does not show notifications. */
export function adviceFor(platform: string, error: string): string {
  if (platform === 'darwin') return texts.adviceMac;
  if (platform !== 'win32') return texts.adviceLinux;
  return error.includes(WINDOWS_SWITCHED_OFF) ? texts.switchedOffInWindows : texts.adviceWindows;
}

function shortId(id: string): string {
  return id.length <= ID_MAX ? id : createHash('sha256').update(id).digest('hex');
}

/** Desktop Notifications Specification, "Markup". */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
