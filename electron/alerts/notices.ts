import type { Clock } from '../shared/clock.ts';
import type { ConnectionState, Notice, Settings } from '../shared/model.ts';
import { alertTexts as texts } from '../shared/texts/alerts.ts';
import type { PollOutcome } from '../team/types.ts';
import { noticesFor } from './notice-rules.ts';

/** Every notification goes through here. */
export interface TeamNotices {
  /** Shows the notices of one poll that the user has chosen to see. */
  afterPoll(outcome: PollOutcome): void;
  /** Shows a problem with saved data or with this computer, whatever the user chose. */
  tellProblem(of: keyof typeof texts.problems, problem: string): void;
  /** Shows what a notification looks like. */
  showTest(): void;
}

const TEST_NOTICE: Notice = {
  id: 'test',
  ...texts.test,
  userId: null,
  connectionId: null,
  isDemo: false,
};

/** Creates the notices; `noticesFor` decides what is in them. */
export function createTeamNotices({
  clock,
  preferences,
  connection,
  isOneOfMany,
  show,
}: {
  readonly clock: Clock;
  readonly preferences: () => Pick<Settings, 'notify' | 'isMasked'>;
  /** Whose team is polled. */
  readonly connection: () => ConnectionState;
  /** Whether there are several connections, so that a notice has to name its own. */
  readonly isOneOfMany: () => boolean;
  readonly show: (notice: Notice) => void;
}): TeamNotices {
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
      const now = clock.now() + (outcome.clockOffsetMs ?? 0);
      const notices = noticesFor({ ...outcome, ...whose, choice, isMasked, now });
      for (const notice of notices) show(notice);
    },
    tellProblem: (id, body) =>
      show({ id, title: texts.problems[id], body, userId: null, connectionId: null, isDemo: false }),
    showTest: () => show(TEST_NOTICE),
  };
}
