import type { PaceShare } from '../kore/share.ts';
import type { Clock } from '../shared/clock.ts';
import type { ErrorCode, Result } from '../shared/result.ts';
import type { TeamMember } from './count-once.ts';
import { detailsIntervalMs } from './pace.ts';
import type { OpenStatuses } from './since-clock.ts';

/** Whose status details to read: these e-mails, or everybody's when empty. */
export type ReadOpenStatuses = (emails: readonly string[], signal: AbortSignal) => Promise<Result<OpenStatuses>>;

/** What the reader needs: who reads, and who takes what was read. */
export interface DetailsParts {
  readonly clock: Clock;
  readonly share: () => PaceShare;
  readonly read: ReadOpenStatuses;
  readonly onOpen: (open: OpenStatuses) => void;
}

/** What a successful poll tells the reader. */
export interface PolledTeam {
  readonly members: ReadonlyMap<string, TeamMember>;
  /** User ids whose status differs from the poll before. */
  readonly changed: readonly string[];
  readonly isFiltered: boolean;
}

/** Decides when status details are worth their calls: once at the start, on change, and now and then. */
export interface DetailsReader {
  afterPoll(poll: PolledTeam): void;
  /** Everything known is out of date: read the whole team after the next poll. */
  reset(): void;
  /** Drops the read in flight and forgets everything. */
  stop(): void;
}

/** How long a read of status details waits for the budget, milliseconds; the next poll asks again. */
export const DETAILS_WAIT_MS = 120_000;
const AGENTS_PER_PAGE = 50;
/** Above this many e-mails in one body, reading everybody is the smaller request. */
const MOST_EMAILS = 200;
const RETRY_MS = 60_000;
/** A missing scope waits for an administrator. */
const REFUSED_RETRY_MS = 30 * 60_000;
/** Between two instants: a clock that was set back before the first of them does not make the wait longer. */
const NO_WAIT = { from: 0, until: 0 };
const REFUSALS: readonly ErrorCode[] = ['token-refused', 'ids-refused', 'scope-missing', 'forbidden', 'not-found'];

/** Creates a reader that has read nothing yet. */
export function createDetailsReader({ clock, share, read, onOpen }: DetailsParts): DetailsReader {
  let flight: AbortController | null = null;
  let wholeReadAt: number | null = null;
  let wait = NO_WAIT;
  const waiting = new Set<string>();
  /** Still to be read of the whole team, where that goes page by page. */
  const unread = new Set<string>();

  async function run(emails: readonly string[], isWhole: boolean, userIds: readonly string[]): Promise<void> {
    const abort = new AbortController();
    flight = abort;
    const answer = await read(emails, abort.signal);
    if (flight !== abort) return;
    flight = null;
    if (answer.ok) {
      if (isWhole) wholeReadAt = clock.now();
      onOpen(answer.value);
      return;
    }
    for (const userId of userIds) waiting.add(userId);
    const { code, retryAt } = answer.error;
    const now = clock.now();
    wait = { from: now, until: retryAt ?? now + (REFUSALS.includes(code) ? REFUSED_RETRY_MS : RETRY_MS) };
  }

  function drop(): void {
    flight?.abort();
    flight = null;
    wholeReadAt = null;
    waiting.clear();
    unread.clear();
  }

  return {
    afterPoll({ members, changed, isFiltered }) {
      for (const userId of changed) waiting.add(userId);
      const now = clock.now();
      const isWaiting = now >= wait.from && now < wait.until;
      if (flight !== null || isWaiting || members.size === 0) return;
      const { detailsCallMs } = share();
      const isDue = wholeReadAt === null || now - wholeReadAt >= detailsIntervalMs(members.size, detailsCallMs);
      // A share with others would end a long read before its last page: each page is a read of its own there.
      const isInPages = detailsCallMs > 0 && members.size > AGENTS_PER_PAGE;
      if (isDue && isInPages) {
        wholeReadAt = now;
        for (const userId of members.keys()) unread.add(userId);
      }
      const isWhole = isDue && !isInPages;
      const userIds = isInPages ? nextPage(members, [...waiting, ...unread]) : [...waiting];
      if (!isWhole && userIds.length === 0) return;
      for (const userId of userIds) {
        waiting.delete(userId);
        unread.delete(userId);
      }
      const emails = isWhole ? wholeTeam(members, isFiltered) : emailsOf(members, userIds, AGENTS_PER_PAGE);
      void run(emails, isWhole || emails.length === 0, userIds);
    },
    reset: drop,
    stop() {
      drop();
      wait = NO_WAIT;
    },
  };
}

/** The first of these agents that fit one page and can be asked for. */
function nextPage(members: ReadonlyMap<string, TeamMember>, userIds: readonly string[]): readonly string[] {
  return [...new Set(userIds)].filter((userId) => members.get(userId)?.email).slice(0, AGENTS_PER_PAGE);
}

/** The e-mails to read a whole team by; none, meaning everybody, unless it is a part of the account's agents. */
export function wholeTeam(members: ReadonlyMap<string, TeamMember>, isFiltered: boolean): readonly string[] {
  return isFiltered ? emailsOf(members, [...members.keys()], MOST_EMAILS) : [];
}

/** The e-mails of these agents; none, meaning everybody, when one is unknown or they are too many. */
function emailsOf(
  members: ReadonlyMap<string, TeamMember>,
  userIds: readonly string[],
  most: number,
): readonly string[] {
  const emails = userIds.flatMap((userId) => members.get(userId)?.email ?? []);
  return emails.length === userIds.length && emails.length <= most ? emails : [];
}
