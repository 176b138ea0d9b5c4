import { randomUUID } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { copiesOfAccount, MAX_COPIES, type RateLimitReport, type ConnectionProfile } from '../shared/model.ts';
import { createCallCounter, type Account, type CallCounter, type CallCounterParts } from './call-counter.ts';
import { afterLimitAnswer, namesPace, NO_CALLS, nextStart, scheduleLimits, useOf } from './rate-limit.ts';
import type { CallAnswer, RateLimit } from './types.ts';

/** What the rate limits of one data folder are made of. */
export interface RateLimitsParts extends CallCounterParts {
  readonly clock: Clock;
  /** Every connection; a profile may change. */
  readonly profiles: () => readonly ConnectionProfile[];
}

/**
 * Gives the rate limit of a connection's account, the same one for every connection of that account. The largest number
 * of copies of any of them counts for all: the same computers share the account, whichever connection is open.
 */
export function createRateLimits({ profiles, ...parts }: RateLimitsParts): (profile: ConnectionProfile) => RateLimit {
  const counter = createCallCounter(parts);
  const rateLimits = new Map<string, RateLimit>();
  const given = new Map<string, number>();
  return (profile) => {
    const account = { host: profile.host, accountId: profile.accountId };
    const known = (): number | null => copiesOfAccount(account, profiles());
    // A larger number counts at once for the test of a connection, and for the others once it is saved.
    if (profile.copies > (known() ?? MAX_COPIES)) {
      return createRateLimit({ ...parts, counter, account, copies: () => profile.copies });
    }
    const key = Object.values(account).join(' ');
    given.set(key, profile.copies);
    const copies = (): number => known() ?? given.get(key) ?? profile.copies;
    const rateLimit = rateLimits.get(key) ?? createRateLimit({ ...parts, counter, account, copies });
    rateLimits.set(key, rateLimit);
    return rateLimit;
  };
}

/** The rate limit of one account, as `copies` share it. */
export function createRateLimit({
  counter,
  account,
  copies,
  clock,
  random,
}: {
  readonly counter: CallCounter;
  readonly account: Account;
  readonly copies: () => number;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
}): RateLimit {
  return {
    take: (priority) =>
      counter.change<CallAnswer>(account, (record) => {
        const now = clock.now();
        const { at, reason } = nextStart(record, priority, now, copies());
        if (at > now) return { added: NO_CALLS, answer: { ok: false, retryAt: at, reason } };
        const call = { id: randomUUID(), at: now, isLower: priority !== 'availability' };
        return { added: { calls: [call], limit: null }, answer: { ok: true } };
      }),
    block: (until) =>
      counter.change(account, ({ limit }) => ({
        added: { calls: [], limit: afterLimitAnswer(limit, until, clock.now(), copies(), random) },
        answer: undefined,
      })),
    read: () =>
      counter.change(account, (record) => ({ added: NO_CALLS, answer: useOf(record, clock.now(), copies()) })),
    scheduleLimits: () => scheduleLimits(copies(), counter.known(account).limit, clock.now()),
    namesPace: () => namesPace(copies(), counter.known(account).limit, clock.now()),
  };
}

/**
 * What an account's rate limit allows and what is used of it; `not-connected` without one.
 * @param intervalMs the pace that follows from it, milliseconds between two polls
 */
export async function reportRateLimit(
  rateLimit: Pick<RateLimit, 'read'> | null,
  intervalMs: number,
): Promise<Result<RateLimitReport>> {
  return rateLimit === null ? fail('not-connected') : ok({ ...(await rateLimit.read()), intervalMs });
}
