import type { StatusChange } from '../shared/delta.ts';
import type { Result } from '../shared/result.ts';
import type { ReadStatuses } from './details-types.ts';
import { healthAfter } from './health.ts';
import type { Arrival } from './intake.ts';
import { createViewNews } from './projection.ts';
import type { ShownTeam } from './shown-team.ts';
import type { OpenStatuses } from './since-clock.ts';
import type { LiveTeamParts } from './types.ts';

/** Brings what was read into the shown team, and tells what is news in it. */
export interface PollNews {
  /** A poll has ended, and the next one comes at `nextAt` (epoch milliseconds). */
  polled(outcome: Result<Arrival>, nextAt: number | null): void;
  /** Status details were read. */
  confirmed(open: OpenStatuses, zoneChange?: ReadStatuses['zoneChange']): void;
  /** Nothing of before is news. */
  forget(): void;
}

const NOTHING_NEW: Pick<Arrival, 'isBaseline' | 'unread' | 'gap'> = { isBaseline: false, unread: [], gap: null };

/** Creates news that has heard of nothing yet. */
export function createPollNews({ clock, onPoll }: Pick<LiveTeamParts, 'clock' | 'onPoll'>, shown: ShownTeam): PollNews {
  const news = createViewNews();

  function onlyChanges(changes: readonly StatusChange[]): void {
    const { health, view, clockOffsetMs } = shown.meta();
    const healths = { healthBefore: health, healthAfter: health };
    const facts = { isBaseline: false, unread: [], gap: null, clockOffsetMs, ...healths, view };
    onPoll({ before: shown.agents(), after: shown.agents(), changes, ...facts });
  }

  return {
    forget: news.forget,
    polled(outcome, nextAt) {
      const { health: healthBefore, view } = shown.meta();
      const [wholeBefore, before] = [shown.whole(), shown.agents()];
      const health = healthAfter(outcome.ok ? null : outcome.error, healthBefore, clock.now(), nextAt);
      if (outcome.ok) shown.arrive(outcome.value, health);
      else shown.tell(health);
      const changes = news.afterPoll(wholeBefore, shown.whole(), view);
      const { isBaseline, unread, gap } = outcome.ok ? outcome.value : NOTHING_NEW;
      if (isBaseline) news.forget();
      const { clockOffsetMs } = shown.meta();
      const facts = { isBaseline, unread, gap, clockOffsetMs, healthBefore, healthAfter: health, view };
      onPoll({ before, after: shown.agents(), changes, ...facts });
    },
    confirmed(open, zoneChange) {
      shown.confirm(open, zoneChange);
      const changes = news.afterDetails(shown.whole(), shown.meta().view);
      if (changes.length > 0) onlyChanges(changes);
    },
  };
}
