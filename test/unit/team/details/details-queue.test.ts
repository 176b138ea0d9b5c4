import { describe, expect, it } from 'vitest';
import type { OpenStatusAnswer } from '../../../../electron/history/read/today.ts';
import { membersOf } from '../../../../electron/kore/members.ts';
import {
  createDetailsQueue,
  followPoll,
  nextRead,
  outdate,
  takeRead,
} from '../../../../electron/team/details/details-queue.ts';
import { row } from '../rows.ts';

const NOW = 1_000_000;
const INTERVAL_MS = 300_000;
const CALL_MS = 60_000;
const READ: OpenStatusAnswer = { open: new Map(), read: new Set(), stopped: null };

/** A team of which every third agent is offline, read page by page because copies share the account. */
function queueOf(size: number) {
  const queue = createDetailsQueue();
  const rows = Array.from({ length: size }, (_, index) => row(`u-${index}`, index % 3 === 0 ? 'OFFLINE' : 'BUSY'));
  const members = membersOf(rows);
  const poll = (...changed: string[]): void => followPoll(queue, { members, changed, isFiltered: false });
  poll();
  const next = (now: number, take = true): readonly string[] => {
    const read = nextRead(queue, now, CALL_MS);
    if (read !== null && take) takeRead(queue, read, READ, now);
    return read?.userIds ?? [];
  };
  return { queue, poll, next };
}

const ids = (...numbers: readonly number[]): string[] => numbers.map((number) => `u-${number}`);
const from = (first: number, count: number): string[] => ids(...Array.from({ length: count }, (_, at) => first + at));

describe('the queue of status details', () => {
  it('begins with those at work, and goes on with who was read longest ago', () => {
    const { next } = queueOf(90);
    const first = next(NOW);
    expect([first.slice(0, 4), first.length]).toEqual([ids(1, 2, 4, 5), 50]);
    // Ten at work and thirty offline are left; the first ten fill the page.
    const second = next(NOW + 1);
    expect([second.slice(0, 11).at(-1), second.slice(40)]).toEqual(['u-0', first.slice(0, 10)]);
    expect(next(NOW + 2)).toEqual([]);
  });

  it('has who changed in front, the newest first, though at most half of a page while others wait', () => {
    const { poll, next } = queueOf(200);
    poll(...from(100, 60));
    const first = next(NOW);
    expect(first.slice(0, 25)).toEqual(from(135, 25).reverse());
    expect(first.slice(25, 29)).toEqual(ids(1, 2, 4, 5));
    for (let round = 1; round < 6; round += 1) next(NOW + round);
    poll(...from(0, 30));
    const last = next(NOW + 10);
    expect(last.slice(0, 25)).toEqual(from(5, 25).reverse());
    expect(new Set(last.slice(25, 30))).toEqual(new Set(from(0, 5)));
  });

  it('reads the agents of the open view before the others, until they are known', () => {
    const { queue, next } = queueOf(120);
    queue.first = new Map(ids(0, 100, 101).map((id) => [id, null]));
    expect(next(NOW).slice(0, 5)).toEqual(ids(100, 101, 0, 1, 2));
    expect(next(NOW + 1)).not.toContain('u-100');
  });

  it('keeps a change that was seen while the read was under way', () => {
    const { queue, poll, next } = queueOf(60);
    next(NOW);
    next(NOW);
    poll('u-7', 'u-8');
    const read = nextRead(queue, NOW + 1, CALL_MS);
    poll('u-8');
    if (read !== null) takeRead(queue, read, READ, NOW + 2);
    expect([...queue.changed.keys()]).toEqual(['u-8']);
  });

  it('reads everybody again after the interval, when all is out of date, and by a clock that was set back', () => {
    const { queue, next } = queueOf(60);
    const lengths = (now: number): number[] => [next(now, false).length, queue.fresh.size];
    next(NOW);
    next(NOW);
    expect(lengths(NOW + INTERVAL_MS - 1)).toEqual([0, 60]);
    expect(lengths(NOW + INTERVAL_MS)).toEqual([50, 60]);
    expect(lengths(NOW - 1)).toEqual([50, 60]);
    outdate(queue);
    expect(lengths(NOW)).toEqual([50, 0]);
  });
});
