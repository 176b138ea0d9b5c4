import { describe, expect, it } from 'vitest';
import type { OpenStatusAnswer, OpenStatusRequest } from '../../../../electron/history/read/today.ts';
import type { TeamMember } from '../../../../electron/kore/members.ts';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createDetailsQueue, followPoll, nextRead, takeRead } from '../../../../electron/team/details/details-queue.ts';
import { createDetailsReader } from '../../../../electron/team/details/details-reader.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';

const PAGE = 50;
const NOW = 1_000_000;
const CALL_MS = 60_000;
const POLL_MS = 15_000;
const MINUTE_MS = 60_000;
const POLLS_AN_HOUR = (60 * MINUTE_MS) / POLL_MS;
const SHARED = 'training@example.com';

interface Centre {
  readonly size: number;
  readonly emailOf?: (index: number) => string | null;
  readonly isFilterIgnored?: boolean;
}

/** A team, and a server with everybody in it. */
function createCentre({ size, emailOf = (index) => `u-${index}@example.com`, isFilterIgnored = false }: Centre) {
  const members = new Map(
    Array.from({ length: size }, (_, index): [string, TeamMember] => {
      const userId = `u-${index}`;
      return [
        userId,
        { userId, agentId: null, name: userId, email: emailOf(index), status: 'BUSY', rawStatus: 'BUSY' },
      ];
    }),
  );
  let pagesRead = 0;
  const server = { isFilterIgnored };
  function answer({ emails, pages = Infinity, rest }: OpenStatusRequest): OpenStatusAnswer {
    const asRequested = [...members.values()].filter(({ email }) => email !== null && emails.includes(email));
    const all = emails.length === 0 || server.isFilterIgnored ? [...members.values()] : asRequested;
    const list = all.map(({ userId }) => userId);
    const from = rest?.received ?? 0;
    const to = Math.min(list.length, from + pages * PAGE);
    const read = list.slice(from, to);
    pagesRead += Math.max(1, Math.ceil(read.length / PAGE));
    const next = { received: to, pages: to / PAGE, first: new Set(list), known: new Set(list.slice(0, to)) };
    return {
      open: new Map(),
      read: new Set(read),
      ...(emails.length > 0 && { requested: new Set(asRequested.map(({ userId }) => userId)) }),
      stopped: null,
      rest: to < list.length ? next : undefined,
    };
  }
  return { members, server, answer, pagesRead: () => pagesRead };
}

/** A team on one copy whose agents change one after the other, each about every 15 minutes. */
async function hourOf(centre: Centre) {
  const { members, answer, pagesRead, server } = createCentre(centre);
  const clock = createFakeClock();
  const readAt = new Map<string, number>();
  const requests: OpenStatusRequest[] = [];
  const reader = createDetailsReader({
    clock,
    scheduleLimits: () => scheduleLimits(1, null, 0),
    async read(request) {
      requests.push(request);
      await new Promise<void>((resolve) => void clock.after(1_000, resolve));
      const answered = answer(request);
      for (const userId of answered.read) readAt.set(userId, clock.now());
      return ok(answered);
    },
    onRead: () => undefined,
  });
  const userIds = [...members.keys()];
  const each = Math.ceil(userIds.length / 60);
  let at = 0;
  const poll = async (changed?: readonly string[]): Promise<void> => {
    const next = Array.from({ length: each }, () => userIds[(at++ * 7) % userIds.length] ?? '');
    reader.afterPoll({ members, changed: changed ?? next, isFiltered: false });
    await settle();
    await clock.advanceAsync(POLL_MS);
  };
  for (let count = 0; count < POLLS_AN_HOUR; count += 1) await poll();
  const oldestMs = clock.now() - Math.min(...userIds.map((userId) => readAt.get(userId) ?? 0));
  return { pages: pagesRead(), oldestMs, requests, poll, server };
}

describe('who can only be found in the list of everybody', () => {
  it.each([
    // Ten pages every five minutes; an ignored filter is tried again once in that time.
    ['500 without e-mails', { size: 500, emailOf: () => null }, 120, 132],
    ['500 whose server ignores the filter', { size: 500, isFilterIgnored: true }, 120, 134],
    // 21 pages every 10.5 minutes.
    ['1,001 without e-mails', { size: 1_001, emailOf: () => null }, 105, 132],
    ['1,001 whose server ignores the filter', { size: 1_001, isFilterIgnored: true }, 105, 140],
  ])('waits for the interval, however many change: %s', async (_which, centre, least, most) => {
    const { pages, oldestMs } = await hourOf(centre);
    expect(pages).toBeGreaterThanOrEqual(least);
    expect(pages).toBeLessThanOrEqual(most);
    expect(oldestMs).toBeLessThan(13 * MINUTE_MS);
  });

  it('is read on change where the list is one page', async () => {
    const { requests, poll } = await hourOf({ size: 50, emailOf: () => null });
    const before = requests.length;
    await poll(['u-7']);
    expect(requests.slice(before)).toEqual([{ emails: [] }]);
  });

  it('is read by e-mail again once the server keeps to the filter', async () => {
    const { requests, poll, server } = await hourOf({ size: 1_001, isFilterIgnored: true });
    server.isFilterIgnored = false;
    for (let count = 0; count < POLLS_AN_HOUR / 4; count += 1) await poll();
    const before = requests.length;
    await poll(['u-7']);
    expect(requests[before]?.emails[0]).toBe('u-7@example.com');
    expect(requests.slice(before - 10).every(({ emails }) => emails.length > 0)).toBe(true);
  });
});

describe('agents with one e-mail', () => {
  it.each([
    ['8', 8, 125, 330],
    ['50', 50, 20, 480],
    // More than a page: these are found in the list of everybody.
    ['120', 120, 8, 400],
  ])('are no sign of an ignored filter: %s of 1,001', async (_which, many, everyNth, most) => {
    const emailOf = (index: number): string =>
      index % everyNth === 0 && index / everyNth < many ? SHARED : `u-${index}@example.com`;
    const { requests, oldestMs, pages, poll } = await hourOf({ size: 1_001, emailOf });
    expect(requests.every(({ emails }) => emails.length > 0)).toBe(many <= PAGE);
    expect(oldestMs).toBeLessThan(13 * MINUTE_MS);
    expect(pages).toBeLessThanOrEqual(most);
    const before = requests.length;
    await poll(['u-3']);
    expect(requests[before]?.emails[0]).toBe('u-3@example.com');
  });

  it('are read to the last of them where the account has more of them than fit a page', () => {
    const { members, answer } = createCentre({ size: 120, emailOf: () => SHARED });
    const team = new Map([...members].filter(([userId]) => Number(userId.slice(2)) >= 60));
    for (const userId of [...team.keys()].slice(50)) team.delete(userId);
    const queue = createDetailsQueue();
    followPoll(queue, { members: team, changed: [], isFiltered: true });
    queue.readAtOnce = { at: NOW, isOnePage: false };
    const read: number[] = [];
    for (let next = nextRead(queue, NOW, CALL_MS); next !== null; next = nextRead(queue, NOW, CALL_MS)) {
      takeRead(queue, next, answer(next.request), NOW);
      read.push(queue.fresh.size);
    }
    expect(read).toEqual([0, 40, 50]);
  });
});

describe('a page by e-mail', () => {
  it('of a server that ignores the filter says nothing of those it has no row of', () => {
    for (const size of [51, 55]) {
      const { members, answer } = createCentre({ size, isFilterIgnored: true });
      const queue = createDetailsQueue();
      followPoll(queue, { members, changed: [`u-${size - 1}`], isFiltered: false });
      const rows = new Set<string>();
      for (let page = 0; page < 4; page += 1) {
        const next = nextRead(queue, NOW, CALL_MS);
        if (next === null) continue;
        const answered = answer(next.request);
        for (const userId of answered.read) rows.add(userId);
        takeRead(queue, next, answered, NOW);
        expect([...queue.fresh].filter((userId) => !rows.has(userId))).toEqual([]);
      }
      expect(queue.fresh.size).toBe(size);
    }
  });

  it('says of those it has no row of that there is nothing, at its end and with nobody else in it', () => {
    const { members } = createCentre({ size: 60 });
    const take = (answered: Partial<OpenStatusAnswer>): number => {
      const queue = createDetailsQueue();
      followPoll(queue, { members, changed: [], isFiltered: false });
      const next = nextRead(queue, NOW, CALL_MS);
      const read = new Set(['u-0']);
      if (next !== null) takeRead(queue, next, { open: new Map(), read, stopped: null, ...answered }, NOW);
      return queue.fresh.size;
    };
    const rest = { received: 50, pages: 1, first: new Set<string>(), known: new Set<string>() };
    expect(take({})).toBe(50);
    expect(take({ rest })).toBe(1);
    expect(take({ read: new Set(['u-0', 'stranger']) })).toBe(1);
    expect(take({ read: new Set(['u-0', 'stranger']), requested: new Set(['stranger']) })).toBe(50);
  });
});
