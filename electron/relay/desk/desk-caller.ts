import type { Probe } from '../../kore/check/probe.ts';
import type { DetailsPeriod, KoreClient, MemoryCell } from '../../kore/types.ts';
import type { ConnectionMemory } from '../../shared/model.ts';
import { appError, fail } from '../../shared/result.ts';
import { addDays, dayOffset } from '../../time/days.ts';
import type { TeamFeed } from '../wire/team-feed.ts';
import { detailsOf, learnedFrom } from './published-days.ts';

/** What stands in for a desk's calls to Kore.ai. */
interface DeskCaller {
  readonly client: KoreClient;
  readonly createProbe: () => Probe;
  readonly feed: TeamFeed;
  readonly memory: MemoryCell;
}

/** So many days that follow are asked for along with one: of each, it takes a while to know that nothing was published. */
const AHEAD = 7;

const notOnDesk = () => Promise.resolve(fail('not-on-desk'));

/**
 * Makes what calls Kore.ai for other connections. A desk makes no call: status details come from published days, and
 * everything else says that it is not for a desk.
 *
 * @param timeZone in which the publisher's days are; null while that is not known
 */
export function createDeskCaller(feed: TeamFeed, memory: MemoryCell, timeZone: () => string | null): DeskCaller {
  function learn(learned: Partial<ConnectionMemory>): void {
    const known = memory.get();
    const isKnown = known.apiTimes === learned.apiTimes && known.recordsListedBy === learned.recordsListedBy;
    if (!isKnown) memory.learn(learned);
  }

  return {
    feed,
    client: {
      clockOffsetMs: () => null,
      availability: notOnDesk,
      async statusDetails({ period, following = [], onPage, onProgress }, { signal }) {
        // Days are published one by one.
        if (period.kind === 'range') return fail('request-refused');
        const [date = '', ...next] = [period, ...following].flatMap((each) =>
          each.kind === 'day' ? dateOf(each, timeZone()) : [],
        );
        const days = await feed.day(date, signal, next.slice(0, AHEAD));
        if (!days.ok) return days;
        if (signal?.aborted === true) return fail('cancelled');
        // Of another offset, the day of the publisher is another one.
        const found = days.value.filter(({ timeZoneOffset }) => timeZoneOffset === period.timeZoneOffset);
        found.forEach((day) => learn(learnedFrom(day)));
        const { pages, answer } = detailsOf(found);
        pages.forEach((page) => onPage?.(page));
        onProgress?.({ agentsRead: answer.rows.length, waitingUntil: null });
        return { ok: true, value: answer };
      },
      names: { queues: notOnDesk, skills: notOnDesk, members: notOnDesk },
    },
    createProbe: () => () => Promise.resolve({ http: null, value: null, error: appError('not-on-desk') }),
    memory: {
      get: () => ({ ...memory.get(), rangeDates: 'refused' }),
      // The publisher knows more of the server: it says what it has learned.
      learn: () => undefined,
    },
  };
}

/**
 * The day with which a period was published. Where clocks go back, the last hour of a day is asked for as the next date with
 * the offset of that day, and published with it.
 */
function dateOf(
  { date, timeZoneOffset }: Extract<DetailsPeriod, { readonly kind: 'day' }>,
  timeZone: string | null,
): string {
  const before = addDays(date, -1);
  const isEnd =
    timeZone !== null && dayOffset(date, timeZone) !== timeZoneOffset && dayOffset(before, timeZone) === timeZoneOffset;
  return isEnd ? before : date;
}
