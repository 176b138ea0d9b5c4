import type { Clock } from '../shared/clock.ts';
import type { ConnectionState, Notice, Settings } from '../shared/model.ts';
import type { PollOutcome } from '../team/types.ts';
import { noticesFor } from './change-notices.ts';

/** What the desk needs: the user's choice, whose data it is, and who shows a notice. */
export interface NoticeDeskParts {
  readonly clock: Clock;
  readonly preferences: () => Pick<Settings, 'notify' | 'isMasked'>;
  /** Whose team is polled. */
  readonly connection: () => ConnectionState;
  /** Whether there are others, so that a notice has to say which. */
  readonly isOneOfMany: () => boolean;
  readonly show: (notice: Notice) => void;
}

/** Everything the user is ever notified of goes over this desk. */
export interface NoticeDesk {
  /** Tells what one poll brought, as far as the user chose to hear it. */
  afterPoll(outcome: PollOutcome): void;
  /** Tells that saved data cannot be used, whatever the user chose. */
  tellStorageProblem(problem: string): void;
  /** Tells what of the settings file cannot be used, whatever the user chose. */
  tellSettingsProblem(problem: string): void;
  /** Shows what a notification looks like. */
  showTest(): void;
}

const TEST_NOTICE: Notice = {
  id: 'test',
  title: 'Rollcall notifications work',
  body: 'This is how a change in your team will look.',
  userId: null,
  connectionId: null,
  isDemo: false,
};

/** Makes the desk; what is decided is in `noticesFor`. */
export function createNoticeDesk({ clock, preferences, connection, isOneOfMany, show }: NoticeDeskParts): NoticeDesk {
  return {
    afterPoll(outcome) {
      const { kind, profile } = connection();
      if (profile === null) return;
      const whose = {
        connectionId: profile.id,
        connectionName: isOneOfMany() ? profile.name : null,
        isDemo: kind === 'demo',
      };
      const { notify: choice, isMasked } = preferences();
      const notices = noticesFor({ ...outcome, ...whose, choice, isMasked, now: clock.now() });
      for (const notice of notices) show(notice);
    },
    tellStorageProblem: (problem) => show(problemNotice('storage', 'Saved data', problem)),
    tellSettingsProblem: (problem) => show(problemNotice('settings', 'Settings', problem)),
    showTest: () => show(TEST_NOTICE),
  };
}

/** A notice of Rollcall itself. */
function problemNotice(id: string, title: string, body: string): Notice {
  return { id, title, body, userId: null, connectionId: null, isDemo: false };
}
