import type { Notice } from '../../shared/model.ts';
import { alertTexts as texts } from '../../shared/texts/alerts.ts';

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
