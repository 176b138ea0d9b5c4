import type { Connections } from '../../connections/types.ts';
import { isDemoTeam, type Notice } from '../../shared/model.ts';
import { noticeScope } from '../../shared/alerts/notices.ts';
import { alertTexts as texts } from '../../shared/texts/alerts/alerts.ts';
import type { NoticeDraft } from './notice-drafts.ts';

/** Notices of Rollcall itself, which are shown whatever the rules are. */
export interface AppNotices {
  /** Shows a problem with saved data or with this computer. */
  tellProblem(of: keyof typeof texts.problems, problem: string): void;
  /** Shows what a notification looks like. */
  showTest(): void;
}

const OF_ROLLCALL = { userId: null, connectionId: null, isDemo: false } as const;

/** Creates them. */
export function createAppNotices(show: (notice: Notice) => void): AppNotices {
  return {
    tellProblem: (id, body) => show({ ...OF_ROLLCALL, id, title: texts.problems[id], body }),
    showTest: () => show({ ...OF_ROLLCALL, id: 'test', ...texts.test }),
  };
}

/** Agents of two accounts may have the same ids, so the id names the connection too. Its name is isolated from the text. */
export function noticeOf(
  { id, body, ...notice }: NoticeDraft,
  { state, list }: Pick<Connections, 'state' | 'list'>,
): Notice {
  const present = state();
  const { profile } = present;
  const name = list().length > 1 && profile !== null ? `\u2068${profile.name}\u2069` : '';
  return {
    ...notice,
    id: `${noticeScope(profile?.id ?? '')}/${id}`,
    body: [name, body].filter((part) => part !== '').join(' · '),
    connectionId: profile?.id ?? null,
    isDemo: isDemoTeam(present),
  };
}
