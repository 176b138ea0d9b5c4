import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import { appError, fail, ok, type Result } from '../../../../electron/shared/result.ts';
import { membersOf, type TeamMember } from '../../../../electron/kore/members.ts';
import { createDetailsReader } from '../../../../electron/team/details/details-reader.ts';
import type { OpenStatusRequest, OpenStatusAnswer } from '../../../../electron/history/read/today.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { row } from '../rows.ts';

const PAGE = 50;
const READ_MS = 1_000;
const SHARED = 'training@example.com';

/** Every so many of a team, the first among them; 0 is nobody. */
const every = fc.constantFrom(0, 1, 2, 7);
const oneInFour = fc.nat(3).map((pick) => pick === 0);
const centres = fc.record({
  size: fc.constantFrom(2, 60, 120, 1_001),
  noEmailEvery: every,
  sharedEmailEvery: every,
  unlistedEvery: every,
  strangers: fc.constantFrom(0, 200),
  isFilterIgnored: fc.boolean(),
  /** Which pages fail, over and over. */
  failures: fc.oneof(fc.constant([false]), fc.array(oneInFour, { minLength: 1, maxLength: 8 })),
});
const polls = fc.array(
  fc.record({
    changed: fc.array(fc.nat(120), { maxLength: 4 }),
    gone: fc.option(fc.nat(120)),
    isReset: fc.boolean(),
    isFiltered: fc.boolean(),
    untilNextMs: fc.constantFrom(0, 1_500, 15_000, 61_000, 301_000),
  }),
  { minLength: 1, maxLength: 5 },
);

type Centre = typeof centres extends fc.Arbitrary<infer T> ? T : never;
type Poll = (typeof polls extends fc.Arbitrary<infer T> ? T : never)[number];

/** A team in the midst of an account whose server does not filter by e-mail. */
const LISTED: Centre = {
  size: 120,
  noEmailEvery: 0,
  sharedEmailEvery: 0,
  unlistedEvery: 0,
  strangers: 200,
  isFilterIgnored: true,
  failures: [false],
};
const POLL: Poll = { changed: [], gone: null, isReset: false, isFiltered: false, untilNextMs: 15_000 };

/** A server whose pages fail as they are to. */
function createServer({ size, sharedEmailEvery, unlistedEvery, strangers, isFilterIgnored, failures }: Centre) {
  let pagesRead = 0;
  const all = [
    ...Array.from({ length: strangers }, (_, index) => `s-${index}`),
    ...Array.from({ length: size }, (_, index) => `u-${index}`).filter((_, index) => !isNth(index, unlistedEvery)),
  ];
  const answer = ({ emails, pages = Infinity, rest }: OpenStatusRequest): Result<OpenStatusAnswer> => {
    const isRequested = (userId: string): boolean =>
      emails.includes(emailOf(userId)) ||
      (emails.includes(SHARED) && userId.startsWith('u-') && isNth(Number(userId.slice(2)), sharedEmailEvery));
    const requested = new Set(emails.length > 0 ? all.filter(isRequested) : []);
    const list = emails.length > 0 && !isFilterIgnored ? [...requested] : all;
    const from = rest?.received ?? 0;
    let to = from;
    let isFailed = false;
    for (let page = 0; page < pages && (page === 0 || to < list.length) && !isFailed; page += 1) {
      isFailed = failures[pagesRead++ % failures.length] === true;
      if (!isFailed) to = Math.min(list.length, to + PAGE);
      else if (page === 0) return fail('server-error');
    }
    const known = new Set(list.slice(0, to));
    return ok({
      open: new Map(),
      read: new Set(list.slice(from, to)),
      requested,
      stopped: isFailed ? appError('server-error') : null,
      rest:
        to < list.length ? { received: to, pages: to / PAGE, first: new Set(list.slice(0, PAGE)), known } : undefined,
    });
  };
  return { answer, pages: Math.ceil(all.length / PAGE) };
}

function isNth(index: number, nth: number): boolean {
  return nth > 0 && index % nth === 0;
}

function emailOf(userId: string): string {
  return `${userId}@example.com`;
}

function teamOf({ size, noEmailEvery, sharedEmailEvery }: Centre): Map<string, TeamMember> {
  const members = [...membersOf(Array.from({ length: size }, (_, index) => row(`u-${index}`, 'BUSY'))).values()];
  return new Map(
    members.map((member, index) => {
      const email = isNth(index, sharedEmailEvery) ? SHARED : member.email;
      return [member.userId, { ...member, email: isNth(index, noEmailEvery) ? null : email }];
    }),
  );
}

/** How many reads follow the last of these polls, of as many as there is time for; and the most that a round needs. */
async function readsAfter(centre: Centre, each: readonly Poll[]): Promise<{ reads: number; most: number }> {
  const clock = createFakeClock();
  const { answer, pages } = createServer(centre);
  const team = teamOf(centre);
  let reads = 0;
  const reader = createDetailsReader({
    clock,
    scheduleLimits: () => scheduleLimits(1, null, 0),
    read(request) {
      reads += 1;
      return new Promise((resolve) => void clock.after(READ_MS, () => resolve(answer(request))));
    },
    onRead: () => undefined,
  });
  // Twice the full team; each agent by e-mail, where half a page is for who changed; a list that was begun, the next
  // one, and one for who changed meanwhile.
  const most = 2 + Math.ceil(centre.size / (PAGE / 2)) + 1 + 3 * (pages + 1);
  for (const [index, { changed, gone, isReset, isFiltered, untilNextMs }] of each.entries()) {
    if (isReset) reader.reset();
    const members = new Map(team);
    if (gone !== null) members.delete(`u-${gone}`);
    reads = 0;
    const ofTeam = changed.map((at) => `u-${at}`).filter((userId) => members.has(userId));
    reader.afterPoll({ members, changed: ofTeam, isFiltered });
    await settle();
    await clock.advanceAsync(index < each.length - 1 ? untilNextMs : (most + 10) * READ_MS);
  }
  reader.stop();
  return { reads, most };
}

describe('createDetailsReader', () => {
  it('comes to an end after each poll, whoever changed and whatever the server answers', async () => {
    await fc.assert(
      fc.asyncProperty(centres, polls, async (centre, each) => {
        const { reads, most } = await readsAfter(centre, each);
        expect(reads).toBeLessThanOrEqual(most);
      }),
      {
        numRuns: 300,
        examples: [
          // The second page of every list fails; who changed is on it.
          [
            { ...LISTED, failures: [false, true] },
            [
              { ...POLL, untilNextMs: 301_000 },
              { ...POLL, changed: [100] },
            ],
          ],
          // Who changed leaves while they are being read.
          [LISTED, [POLL, { ...POLL, changed: [5] }, { ...POLL, changed: [5], untilNextMs: 0 }, { ...POLL, gone: 5 }]],
        ],
      },
    );
  });
});
