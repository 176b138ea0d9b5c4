import { createHash } from 'node:crypto';
import { firstKeptDate } from '../../history/cache/history-tables.ts';
import type { PersonTest } from '../../history/people.ts';
import type { Clock } from '../../shared/clock.ts';
import {
  EVERYBODY_ID,
  type Audience,
  type HistoryOverview,
  type HistoryRequest,
  type View,
} from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import { addDays, datesBetween, todayIn } from '../../time/days.ts';
import type { DayContent, PublishedRow } from '../wire/types.ts';
import { nameFor } from './audience.ts';
import { readDay, recordsOf, type AgentDay, type ReadDay } from './day-content.ts';
import type { Outlet } from './outlet.ts';
import type { PublishSource } from './types.ts';

/** The history that desks have without a call. */
export interface Days {
  /** Publishes what is due, an older day at a time; called with each poll. */
  publish(): Promise<void>;
  /** Days of which an earlier publisher may have left something that is kept no longer. */
  expired(): readonly string[];
  /** The broker may have lost what it had, or another publisher may have said other days: all are published again. */
  sayAgain(): void;
  stop(): void;
}

export interface DaysParts {
  readonly clock: Clock;
  readonly audiences: readonly Audience[];
  readonly source: PublishSource;
  /** Collects garbage; called where there may be much of it. */
  readonly collect: () => void;
}

interface PartOfDay extends Omit<DayContent, 'rows'> {
  readonly agents: readonly AgentDay[];
}

/** Today, and yesterday until it was read to its end. */
const RECENT_MS = 5 * 60_000;
/** A day that was published may have been read on since, by a person. */
const OLDER_MS = 60 * 60_000;
/** A read of yesterday that failed is tried again after this. */
const READ_AGAIN_MS = 30 * 60_000;
/** How long it may wait for the rate limit: nobody waits for it. */
const READ_WAIT_MS = 60 * 60_000;
/** A read keeps what it has brought until it ends: of all pages of a large team at once that would be tens of megabytes. */
const PAGES_AT_ONCE = 2;

/** A publisher that did not run for longer leaves what is older to whoever administers the broker. */
const MAX_FORGOTTEN_DAYS = 90;

export function createDays({ clock, audiences, source, collect }: DaysParts, out: Outlet): Days {
  const stopped = new AbortController();
  /** Digests of what was said, by audience, view and date. */
  const said = new Map<string, string>();
  const lookedAt = new Map<string, number>();
  /** By date, the ids of the views of which it was known who is in them. */
  const known = new Map<string, ReadonlySet<string>>();
  const readAt = new Map<string, number>();
  let isBusy = false;

  /** The first that is kept to today. */
  function dates(): readonly string[] {
    const today = todayIn(source.timeZone(), clock.now());
    return datesBetween(firstKeptDate(clock.now(), source.retentionDays()), today);
  }

  function isDue(date: string, recent: readonly string[]): boolean {
    const ageMs = clock.now() - (lookedAt.get(date) ?? Number.NEGATIVE_INFINITY);
    return ageMs < 0 || ageMs >= (recent.includes(date) ? RECENT_MS : OLDER_MS) || isDueForOther(date);
  }

  /** Whether it is known by now who is in another view, so that nobody has to wait for that. */
  function isDueForOther(date: string): boolean {
    const views = known.get(date);
    return views !== undefined && source.views().some((view) => !views.has(view.id) && source.personTest(view).ok);
  }

  async function publishDay(date: string): Promise<void> {
    const of = source.history.source();
    if (of === null) return;
    lookedAt.set(date, clock.now());
    const day = await readDay(of, date, source.people(), clock.now());
    if (day === null) {
      // At a start nothing of today was read yet; the next poll looks again.
      if (date === todayIn(source.timeZone(), clock.now())) lookedAt.delete(date);
      return;
    }
    const views = new Set<string>();
    known.set(date, views);
    for (const view of [null, ...source.views()]) {
      const test = source.personTest(view);
      if (!test.ok) continue;
      if (view !== null) views.add(view.id);
      for (const audience of audiences) {
        if (audience !== 'counts') await publishFor(audience, view, partOf(day, test.value));
      }
    }
  }

  async function publishFor(audience: Audience, view: View | null, { agents, ...content }: PartOfDay): Promise<void> {
    const { date, isComplete } = content;
    const id = view?.id ?? EVERYBODY_ID;
    const digest = digestOf(agents, isComplete);
    const key = [audience, id, date].join(' ');
    // A view without anybody is said to be that: otherwise a desk would take it for unread.
    const isUnread = agents.length === 0 && !isComplete;
    if (stopped.signal.aborted || isUnread || said.get(key) === digest) return;
    const rows = rowsFor(audience, agents);
    const outcome = await out.say({ kind: 'day', audience, view: id, date }, { ...content, rows });
    collect();
    if (outcome !== 'lost') said.set(key, digest);
  }

  /** Reads the rest of a day once it is over: the polls have read it only as far as agents changed. */
  async function finish(date: string): Promise<void> {
    const ageMs = clock.now() - (readAt.get(date) ?? Number.NEGATIVE_INFINITY);
    if (ageMs >= 0 && ageMs < READ_AGAIN_MS) return;
    readAt.set(date, clock.now());
    const request: HistoryRequest = { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null };
    const call = { maxWaitMs: READ_WAIT_MS, signal: stopped.signal, pages: PAGES_AT_ONCE };
    let left = callsLeft(await source.history.get(request));
    for (let before = Infinity; left > 0 && left < before && !stopped.signal.aborted;) {
      before = left;
      left = callsLeft(await source.history.read(request, call));
      readAt.set(date, clock.now());
      lookedAt.delete(date);
    }
  }

  return {
    expired() {
      const [first = ''] = dates();
      const last = source.isHistoryOff() ? todayIn(source.timeZone(), clock.now()) : addDays(first, -1);
      return datesBetween(addDays(first, -MAX_FORGOTTEN_DAYS), last);
    },
    async publish() {
      if (isBusy || stopped.signal.aborted) return;
      isBusy = true;
      try {
        const all = source.isHistoryOff() ? [] : dates();
        await out.clear((place) => place.kind === 'day' && (place.audience === 'counts' || !all.includes(place.date)));
        const today = all.at(-1);
        if (today === undefined) return;
        const yesterday = addDays(today, -1);
        const recent = [today, yesterday];
        for (const date of recent) if (isDue(date, recent)) await publishDay(date);
        const older = all.toReversed().find((date) => !recent.includes(date) && isDue(date, recent));
        if (older !== undefined) await publishDay(older);
        void finish(yesterday);
      } finally {
        isBusy = false;
      }
    },
    sayAgain() {
      said.clear();
      lookedAt.clear();
      known.clear();
    },
    stop: () => stopped.abort(),
  };
}

/** How many calls what is missing takes; none where that is not known. */
function callsLeft(overview: Result<HistoryOverview>): number {
  return overview.ok ? (overview.value.missing?.calls ?? 0) : 0;
}

/** What an audience may read of some agents' day, made one at a time. */
function* rowsFor(audience: Audience, agents: readonly AgentDay[]): Generator<PublishedRow> {
  for (const { userId, name, readAt, saved } of agents) {
    yield { userId, name: nameFor(audience, name), records: recordsOf(saved), readAt };
  }
}

/** Another one where anything was read since. */
function digestOf(agents: readonly AgentDay[], isComplete: boolean): string {
  const hash = createHash('sha256').update(String(isComplete));
  for (const { userId, readAt } of agents) hash.update(`${userId} ${readAt}\n`);
  return hash.digest('base64');
}

/** The part of a day that is about some; complete where each of them who is in the team was read. */
function partOf({ content, agents, others }: ReadDay, test: PersonTest): PartOfDay {
  const isWanted = ({ userId, name }: { readonly userId: string; readonly name: string }): boolean =>
    test?.({ userId, name, agentId: null, customId: null, email: null }) ?? true;
  const wanted = agents.filter(isWanted);
  let isComplete = true;
  for (const [userId, agent] of others) {
    if (!isWanted({ userId, name: agent?.name ?? '' })) continue;
    if (agent === null) isComplete = false;
    else wanted.push(agent);
  }
  return { ...content, isComplete, agents: wanted };
}
