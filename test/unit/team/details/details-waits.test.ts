import { expect, it } from 'vitest';
import type { OpenStatusRequest } from '../../../../electron/history/read/today.ts';
import { createCallWait } from '../../../../electron/kore/call-wait.ts';
import { membersOf } from '../../../../electron/kore/members.ts';
import { err, ok } from '../../../../electron/shared/result.ts';
import { createDetailsReader, DETAILS_WAIT_MS } from '../../../../electron/team/details/details-reader.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { createMemoryRateLimit } from '../../../support/memory-rate-limit.ts';
import { createRandom } from '../../../support/seeded-random.ts';
import { row } from '../rows.ts';

const AGENTS = 5_000;
/** These change at each poll. */
const RESTLESS = 50;
const MINUTE_MS = 60_000;
const POLL_MS = 30_000;
const ANSWER_MS = 400;
const HOURS = 1.5;

/** A team under the real rate limit of one copy: how long who changed waits, and how old the details of each become. */
async function hours(others: number) {
  const clock = createFakeClock();
  const random = createRandom(7);
  const rateLimit = createMemoryRateLimit(clock);
  const rows = Array.from({ length: AGENTS }, (_, index) => row(`u-${index}`, index % 4 === 0 ? 'OFFLINE' : 'BUSY'));
  const members = membersOf(rows);
  const begunAt = clock.now();
  const changedAt = new Map<string, number>();
  const readAt = new Map<string, number>();
  const waits: number[] = [];
  const ages: number[] = [];
  let [firstRoundMs, calls] = [0, 0];

  function note(userId: string): void {
    const now = clock.now();
    const since = changedAt.get(userId);
    if (since !== undefined) waits.push(now - since);
    else ages.push(now - (readAt.get(userId) ?? begunAt));
    changedAt.delete(userId);
    if (!readAt.has(userId)) firstRoundMs = now - begunAt;
    readAt.set(userId, now);
  }

  const reader = createDetailsReader({
    clock,
    scheduleLimits: rateLimit.scheduleLimits,
    async read({ emails }: OpenStatusRequest, signal) {
      const refused = await createCallWait(rateLimit, clock, {
        priority: 'lower',
        maxWaitMs: DETAILS_WAIT_MS,
        signal,
      })();
      if (refused !== null) return err(refused);
      calls += 1;
      await new Promise<void>((resolve) => void clock.after(ANSWER_MS, resolve));
      const userIds = emails.map((email) => email.replace('@example.com', ''));
      for (const userId of userIds) note(userId);
      return ok({ open: new Map(), read: new Set(userIds), stopped: null });
    },
    onRead: () => undefined,
  });

  for (let at = 0; at < HOURS * 60 * MINUTE_MS; at += POLL_MS) {
    const numbers = Array.from({ length: RESTLESS + others }, (_, index) =>
      index < RESTLESS ? index * 100 : Math.floor(random() * AGENTS),
    );
    const changed = [...new Set(numbers.map((number) => `u-${number}`))];
    expect(await rateLimit.take('availability')).toEqual({ ok: true });
    for (const userId of changed) if (!changedAt.has(userId)) changedAt.set(userId, clock.now());
    reader.afterPoll({ members, changed, isFiltered: false });
    await settle();
    await clock.advanceAsync(POLL_MS);
  }
  reader.stop();
  const now = clock.now();
  const open = [...members.keys()].map((userId) => now - (readAt.get(userId) ?? begunAt));
  const seconds = (values: readonly number[], part: number): number => Math.round(quantile(values, part) / 1_000);
  const all = [...ages, ...open];
  const outcome = {
    pages: calls,
    allReadAfter: Math.round(firstRoundMs / 1_000),
    waits: { median: seconds(waits, 0.5), most: seconds(waits, 1) },
    ages: { median: seconds(all, 0.5), most: seconds(all, 1) },
  };
  process.stdout.write(`${AGENTS} agents, ${others} changes a poll, ${HOURS} h, seconds: ${JSON.stringify(outcome)}\n`);
  expect(readAt.size).toBe(AGENTS);
  return outcome;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? NaN;
}

/** Seconds from the poll that saw a change to the read, and between two reads of one agent. */
it.each([
  // About one change an hour for each agent, and about five: more than there are pages for.
  [60, { pages: 611, allReadAfter: 431, waits: { median: 1, most: 40 }, ages: { median: 1016, most: 2251 } }],
  [400, { pages: 1335, allReadAfter: 550, waits: { median: 34, most: 523 }, ages: { median: 212, most: 3050 } }],
])(
  'reads who changed soon and everybody within an hour, where %i of 5,000 agents change at each poll',
  async (others, outcome) => {
    expect(await hours(others)).toEqual(outcome);
  },
);
