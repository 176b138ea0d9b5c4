import type { AvailabilityAnswer } from '../../kore/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { filterKey, type Health, type TeamFilter } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import { isRefusal } from '../directory/problems.ts';
import { healthAfter } from '../health.ts';

/** Who is in a filter, as Kore.ai itself answered it. */
interface FilterMembers {
  /** Null where it did not answer; the health says why. */
  readonly userIds: ReadonlySet<string> | null;
  /** When it answered; 0 where a list of the answer could not be understood, so that some may be missing. */
  readonly at: number;
  readonly health: Health;
}

/**
 * Keeps who is in the filter of the open view while the directory does not know the members of its queues and skills.
 * Only the last filter counts.
 */
export function createFilterMembers(clock: Pick<Clock, 'now'>) {
  let key: string | null = null;
  let last: FilterMembers | null = null;

  const of = (filter: TeamFilter): FilterMembers | null => (filterKey(filter) === key ? last : null);

  return {
    of,
    /** Members that are known stay known when a later call fails, unless Kore.ai refuses the filter. */
    take(filter: TeamFilter, answer: Result<Pick<AvailabilityAnswer, 'rows' | 'unread'>>, health: Health): void {
      const before = of(filter);
      const now = clock.now();
      key = filterKey(filter);
      if (answer.ok) {
        const { rows, unread } = answer.value;
        const userIds = new Set(rows.map(({ userId }) => userId));
        last = { userIds, at: unread.length > 0 ? 0 : now, health };
        return;
      }
      const isStillTrue = before !== null && before.userIds !== null && !isRefusal(answer.error);
      const failed = healthAfter(answer.error, before?.health ?? health, now, null);
      last = isStillTrue ? before : { userIds: null, at: 0, health: failed };
    },
    clear(): void {
      key = null;
      last = null;
    },
  };
}
