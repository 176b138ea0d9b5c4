import { describe, expect, it } from 'vitest';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import type { PagesRest } from '../../../../electron/kore/types.ts';
import { appError, fail, ok, type Result } from '../../../../electron/shared/result.ts';
import { membersOf, type TeamMember } from '../../../../electron/kore/members.ts';
import { createDetailsReader } from '../../../../electron/team/details/details-reader.ts';
import type { OpenStatusRequest, OpenStatusAnswer } from '../../../../electron/history/read/today.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { row } from '../rows.ts';

const PAGE = 50;
const PACE_MS = 5_000;

/** A team on one copy, and a server that answers a read after some seconds, as the rate limit lets it. */
function harness(size: number, { isFilterIgnored = false, blind = [] as readonly string[] } = {}) {
  const clock = createFakeClock();
  const requests: OpenStatusRequest[] = [];
  const read = new Set<string>();
  const failures: Result<OpenStatusAnswer>[] = [];
  const rows = Array.from({ length: size }, (_, index) => row(`u-${index}`, index % 2 === 0 ? 'OFFLINE' : 'BUSY'));
  const ids = rows.map(({ userId }) => userId);
  const members = new Map(
    [...membersOf(rows)].map(([userId, member]): [string, TeamMember] => [
      userId,
      blind.includes(userId) ? { ...member, email: null } : member,
    ]),
  );
  function answer({ emails, pages = Infinity, rest }: OpenStatusRequest): Result<OpenStatusAnswer> {
    const isOne = emails.length > 0 && !isFilterIgnored;
    const list = isOne ? emails.map((email) => email.replace('@example.com', '')) : ids;
    const from = rest?.received ?? 0;
    const to = Math.min(list.length, from + pages * PAGE);
    const page = list.slice(from, to);
    for (const userId of page) read.add(userId);
    const next = {
      received: to,
      pages: to / PAGE,
      first: new Set(ids.slice(0, PAGE)),
      known: new Set(list.slice(0, to)),
    };
    return ok({ open: new Map(), read: new Set(page), stopped: null, rest: to < list.length ? next : undefined });
  }
  const reader = createDetailsReader({
    clock,
    scheduleLimits: () => scheduleLimits(1, null, 0),
    read(which) {
      requests.push(which);
      const outcome = failures.shift() ?? answer(which);
      return new Promise((resolve) => void clock.after(PACE_MS, () => resolve(outcome)));
    },
    onRead: () => undefined,
  });
  async function poll(changed: readonly string[] = []): Promise<void> {
    reader.afterPoll({ members, changed, isFiltered: false });
    await settle();
  }
  return { clock, reader, requests, read, failures, members, poll };
}

describe('createDetailsReader of a large team', () => {
  it('reads a thousand at once, and more in parts that follow each other without a poll', async () => {
    const [small, large] = [harness(1_000), harness(1_001)];
    await small.poll();
    await large.poll();
    await large.clock.advanceAsync(21 * PACE_MS);
    expect(small.requests).toEqual([{ emails: [] }]);
    expect(large.requests.map(({ emails, pages }) => [emails.length, pages])).toEqual(
      Array.from({ length: 21 }, () => [50, 1]),
    );
    expect(large.read.size).toBe(1_001);
  });

  it('begins with those at work', async () => {
    const { poll, clock, read, members } = harness(2_000);
    await poll();
    await clock.advanceAsync(20 * PACE_MS);
    expect([...read].filter((userId) => members.get(userId)?.status === 'OFFLINE').length).toBe(read.size - 1_000);
    expect(read.size).toBe(1_050);
  });

  it('gets to the end of the team however many change meanwhile', async () => {
    const { poll, clock, read, members, requests } = harness(2_000);
    const restless = [...members.keys()].slice(0, 500);
    for (let round = 0; round < 80; round += 1) {
      await poll(restless);
      await clock.advanceAsync(PACE_MS);
    }
    expect(read.size).toBe(2_000);
    // Half of a page is for who changed last.
    const last = restless.slice(-25).map((userId) => `${userId}@example.com`);
    expect(requests.at(-1)?.emails.slice(0, 25)).toEqual(last.reverse());
  });

  it('goes on where it was after gaps that come again and again', async () => {
    const { poll, clock, read, reader } = harness(2_000);
    for (let gap = 0; gap < 8; gap += 1) {
      reader.reset();
      await poll();
      await clock.advanceAsync(6 * PACE_MS);
    }
    expect(read.size).toBe(2_000);
  });

  it('goes on after a failure with those it had requested', async () => {
    const { poll, clock, requests, failures } = harness(2_000);
    failures.push(fail('timeout'));
    await poll();
    await clock.advanceAsync(PACE_MS + 60_000);
    await poll();
    expect(requests[1]?.emails).toEqual(requests[0]?.emails);
  });

  it('says how far it has come, and never that it is through before it is', async () => {
    const { poll, clock, reader, failures, members } = harness(1_001);
    const of = members.size;
    expect(reader.progress(members)).toEqual({ read: 0, of, problem: null });
    await poll();
    await clock.advanceAsync(20 * PACE_MS);
    expect(reader.progress(members)).toEqual({ read: 1_000, of, problem: null });
    await clock.advanceAsync(PACE_MS);
    expect(reader.progress(members)).toEqual({ read: of, of, problem: null });
    reader.reset();
    failures.push(fail('timeout'));
    await poll();
    await clock.advanceAsync(PACE_MS);
    expect(reader.progress(members)).toEqual({ read: 0, of, problem: appError('timeout').message });
  });

  it('reads a newcomer, and one who comes back', async () => {
    const { poll, clock, requests, members } = harness(100);
    await poll();
    await clock.advanceAsync(PACE_MS);
    const gone = members.get('u-7');
    members.delete('u-7');
    await poll();
    expect(requests.length).toBe(1);
    if (gone !== undefined) members.set('u-7', gone);
    await poll();
    expect(requests[1]?.emails).toEqual(['u-7@example.com']);
  });

  it('goes on page by page after a read that was stopped by the rate limit', async () => {
    const { poll, clock, requests, read, failures } = harness(500);
    const rest: PagesRest = { received: 400, pages: 8, first: new Set(), known: new Set() };
    const first = new Set(Array.from({ length: 400 }, (_, index) => `u-${index}`));
    failures.push(ok({ open: new Map(), read: first, stopped: appError('rate-limited'), rest }));
    await poll();
    await clock.advanceAsync(PACE_MS + 60_000);
    expect(requests.length).toBe(1);
    await poll();
    await clock.advanceAsync(5 * PACE_MS);
    expect([requests.length, read.size]).toEqual([3, 100]);
  });

  it('finds who has no e-mail in the list of everybody, every other page', async () => {
    const { poll, clock, requests, read } = harness(2_000, { blind: ['u-1999'] });
    await poll();
    await clock.advanceAsync(80 * PACE_MS);
    expect(read.has('u-1999')).toBe(true);
    expect(requests.slice(0, 4).map(({ emails }) => emails.length)).toEqual([50, 0, 50, 0]);
    const before = requests.length;
    await poll();
    await clock.advanceAsync(PACE_MS);
    expect(requests.length).toBe(before);
  });

  it('reads who has no e-mail with everybody, and as soon as they change only where that is one page', async () => {
    for (const [size, reads] of [
      [50, [0]],
      [1_000, []],
      [2_000, []],
    ] as const) {
      const { poll, clock, requests, read } = harness(size, { blind: [`u-${size - 1}`] });
      await poll();
      await clock.advanceAsync(80 * PACE_MS);
      const before = requests.length;
      read.clear();
      await poll([`u-${size - 1}`]);
      await clock.advanceAsync(41 * PACE_MS);
      expect(requests.slice(before).map(({ emails }) => emails.length)).toEqual(reads);
      await clock.advanceAsync(20 * 60_000);
      await poll();
      await clock.advanceAsync(81 * PACE_MS);
      expect(read.has(`u-${size - 1}`)).toBe(true);
    }
  });

  it('goes on with a list that broke off at the page that failed, once for each poll', async () => {
    const blind = Array.from({ length: 120 }, (_, index) => `u-${index}`);
    const { poll, clock, requests, failures } = harness(blind.length, { blind });
    const known = new Set(Array.from({ length: PAGE }, (_, index) => `u-${index}`));
    const rest: PagesRest = { received: PAGE, pages: 1, first: known, known };
    await poll();
    await clock.advanceAsync(PACE_MS + 300_000);
    const before = requests.length;
    failures.push(ok({ open: new Map(), read: known, stopped: appError('server-error'), rest }), fail('server-error'));
    for (let round = 1; round <= 2; round += 1) {
      await poll();
      await clock.advanceAsync(PACE_MS + 60_000);
      expect(requests.length).toBe(before + round);
    }
    await poll();
    await clock.advanceAsync(10 * PACE_MS);
    expect(requests.slice(before).map((which) => which.rest?.received)).toEqual([undefined, PAGE, PAGE, 2 * PAGE]);
  });

  it('goes through the list of everybody where the server does not filter by e-mail', async () => {
    const { poll, clock, requests, read } = harness(2_000, { isFilterIgnored: true });
    await poll();
    await clock.advanceAsync(41 * PACE_MS);
    // One page of e-mails showed that they change nothing.
    expect([read.size, requests.filter(({ emails }) => emails.length > 0).length]).toEqual([2_000, 1]);
    await clock.advanceAsync(PACE_MS);
    const before = requests.length;
    await poll(['u-3']);
    await clock.advanceAsync(PACE_MS);
    expect(requests.length).toBe(before);
  });
});
