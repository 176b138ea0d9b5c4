import type { OpenStatusAnswer, OpenStatusRequest } from '../history/today.ts';
import type { PaceShare } from '../kore/share.ts';
import type { PagesRest } from '../kore/types.ts';
import type { Clock } from '../shared/clock.ts';
import type { DetailsProgress } from '../shared/model.ts';
import type { AppError, ErrorCode, Result } from '../shared/result.ts';
import {
  createReadRounds,
  isAddressable,
  isOfOthers,
  nextRead,
  type NextRead,
  type PolledTeam,
} from './details-queue.ts';
import { AGENTS_PER_PAGE, detailsIntervalMs } from './poll-interval.ts';

/** Decides when status details are worth their calls: once at the start, on change, and now and then. */
export interface DetailsReader {
  afterPoll(poll: PolledTeam): void;
  /** How far it has come with these agents. */
  progress(team: ReadonlyMap<string, unknown>): DetailsProgress;
  /** Everything known is out of date: everybody is read again after the next poll. */
  reset(): void;
  /** Drops the read in flight and forgets everything. */
  stop(): void;
}

/** How long a read of status details waits for the rate limit, milliseconds; the next poll tries again. */
export const DETAILS_WAIT_MS = 120_000;
/** So many agents fit one read within that wait, where the rate limit is not shared; more are read in parts. */
const AT_ONCE_MOST = 1_000;
const RETRY_MS = 60_000;
/** A missing scope waits for an administrator. */
const REFUSED_RETRY_MS = 30 * 60_000;
/** Between two instants: a clock that was set back before the first of them does not make the wait longer. */
const NO_WAIT = { from: 0, until: 0 };
const REFUSALS: readonly ErrorCode[] = ['token-refused', 'ids-refused', 'scope-missing', 'forbidden', 'not-found'];

/** The list of everybody, page after page: where it goes on, and the round it was begun in. */
interface Everybody {
  readonly rest: PagesRest | undefined;
  readonly round: number;
}

/**
 * Creates a reader that has read nothing yet. A team that is too large for one read is read in parts, one after the
 * other as the rate limit allows (where copies share it, one after each poll), and goes on where it was whatever comes
 * between.
 */
export function createDetailsReader({
  clock,
  share,
  read,
  onRead,
}: {
  readonly clock: Clock;
  readonly share: () => PaceShare;
  readonly read: (request: OpenStatusRequest, signal: AbortSignal) => Promise<Result<OpenStatusAnswer>>;
  readonly onRead: (answer: OpenStatusAnswer) => void;
}): DetailsReader {
  const rounds = createReadRounds();
  /** Who changed and was not read since, the last one at the end. */
  const changed = new Set<string>();
  let team: PolledTeam | null = null;
  let flight: AbortController | null = null;
  let allReadAt: number | null = null;
  let wait = NO_WAIT;
  let everybody: Everybody | null = null;
  let isPageNext = false;
  let isFilterIgnored = false;
  let problem: string | null = null;
  let zone: DetailsProgress['zone'];
  /** Counted once for each team, until something is read or goes wrong. */
  let counted: { readonly team: ReadonlyMap<string, unknown>; readonly progress: DetailsProgress } | null = null;

  function choose(of: PolledTeam): NextRead | null {
    const { members } = of;
    const now = clock.now();
    const { detailsCallMs } = share();
    const intervalMs = detailsIntervalMs(members.size, detailsCallMs);
    return nextRead({
      team: of,
      now,
      intervalMs,
      // A share with others would end a long read before its last page.
      isInParts: members.size > (detailsCallMs > 0 ? AGENTS_PER_PAGE : AT_ONCE_MOST),
      isAllDue: allReadAt === null || now - allReadAt >= intervalMs,
      changed,
      rounds,
      isFilterIgnored,
      isPageNext,
      rest: everybody?.rest,
    });
  }

  function goOn(): void {
    const now = clock.now();
    const isWaiting = now >= wait.from && now < wait.until;
    if (team === null || flight !== null || isWaiting || team.members.size === 0) return;
    const next = choose(team);
    if (next !== null) void run(next);
  }

  async function run(next: NextRead): Promise<void> {
    const abort = new AbortController();
    flight = abort;
    isPageNext = next.kind !== 'page';
    if (next.kind === 'page') everybody ??= { rest: undefined, round: rounds.round() };
    const changers = [...changed].filter((userId) => next.kind !== 'part' || next.userIds.includes(userId));
    // Taken out before, because they may change again meanwhile.
    for (const userId of changers) changed.delete(userId);
    const answer = await read(next.request, abort.signal);
    if (flight !== abort) return;
    flight = null;
    problem = answer.ok ? null : answer.error.message;
    counted = null;
    const known = answer.ok ? learn(next, answer.value) : new Set<string>();
    for (const userId of changers) if (!known.has(userId)) changed.add(userId);
    if (!answer.ok) return putOff(answer.error);
    const { stopped, zoneChange } = answer.value;
    zone = answer.value.zone;
    onRead(answer.value);
    if (zoneChange === 'other' && next.kind !== 'all') readAnew();
    // Whoever was not reached would be requested again at once, and again.
    if (next.kind === 'all' && stopped !== null) return putOff(stopped);
    // A share of the account has room for one call before the next poll, which comes first.
    if (share().detailsCallMs === 0) goOn();
  }

  /** Marks who has been read; who they are. */
  function learn({ kind, userIds, request }: NextRead, answer: OpenStatusAnswer): ReadonlySet<string> {
    const now = clock.now();
    const members = team?.members ?? new Map<string, never>();
    if (kind === 'all') allReadAt = now;
    if (kind === 'part' && isOfOthers(answer, userIds)) isFilterIgnored = true;
    const isThrough = answer.rest === undefined && answer.stopped === null && answer.isShort !== true;
    const isAnswered = kind === 'part' ? !isFilterIgnored : kind === 'all' && isThrough;
    const found = isAnswered ? (kind === 'part' ? userIds : members.keys()) : answer.read;
    const absent = request.emails.length === 0 ? followEverybody(kind, answer) : [];
    const known = new Set([...found, ...absent]);
    rounds.mark(known, now);
    return known;
  }

  /** At the end of the list, who can only be found there and was not: as good as read, there is nothing of them. */
  function followEverybody(kind: NextRead['kind'], { rest, read: last }: OpenStatusAnswer): readonly string[] {
    const list = kind === 'page' && everybody !== null ? everybody : { rest: undefined, round: rounds.round() };
    everybody = rest === undefined ? null : { rest, round: list.round };
    if (rest !== undefined || list.round !== rounds.round()) return [];
    // Who was on an earlier page may have changed since.
    const isAbsent = (userId: string): boolean => !last.has(userId) && list.rest?.known.has(userId) !== true;
    const blind = [...(team?.members.values() ?? [])].filter((member) => !isAddressable(member, isFilterIgnored));
    return blind.map(({ userId }) => userId).filter(isAbsent);
  }

  function readAnew(): void {
    allReadAt = null;
    rounds.begin();
  }

  function putOff({ code, retryAt }: AppError): void {
    const now = clock.now();
    wait = { from: now, until: retryAt ?? now + (REFUSALS.includes(code) ? REFUSED_RETRY_MS : RETRY_MS) };
  }

  function drop(): void {
    flight?.abort();
    flight = null;
    team = null;
    problem = null;
    counted = null;
    changed.clear();
  }

  return {
    afterPoll(poll) {
      team = poll;
      rounds.keep(poll.members);
      for (const userId of poll.changed) {
        changed.delete(userId);
        changed.add(userId);
      }
      for (const userId of changed) if (!poll.members.has(userId)) changed.delete(userId);
      goOn();
    },
    progress(of) {
      if (counted?.team === of) return counted.progress;
      const read = [...of.keys()].filter(rounds.isRead).length;
      counted = { team: of, progress: { read, of: of.size, problem, ...(zone !== undefined && { zone }) } };
      return counted.progress;
    },
    reset() {
      drop();
      readAnew();
    },
    stop() {
      drop();
      allReadAt = null;
      rounds.forget();
      everybody = null;
      isFilterIgnored = false;
      zone = undefined;
      wait = NO_WAIT;
    },
  };
}
