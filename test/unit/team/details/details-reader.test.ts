import { describe, expect, it } from 'vitest';
import { scheduleLimits } from '../../../../electron/kore/rate-limit.ts';
import { fail, ok, type Result } from '../../../../electron/shared/result.ts';
import type { OpenStatusAnswer } from '../../../../electron/history/read/today.ts';
import { membersOf } from '../../../../electron/kore/members.ts';
import { createDetailsReader } from '../../../../electron/team/details/details-reader.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { row } from '../rows.ts';

type Answer = Result<OpenStatusAnswer>;

const READ: Answer = ok({ open: new Map(), read: new Set<string>(), stopped: null });

function harness(answers: readonly Answer[] = [], copies = 1) {
  const clock = createFakeClock();
  const reads: (readonly string[])[] = [];
  const signals: AbortSignal[] = [];
  let opened = 0;
  const changes: unknown[] = [];
  const reader = createDetailsReader({
    clock,
    scheduleLimits: () => scheduleLimits(copies, null, 0),
    read: ({ emails }, signal) => {
      signals.push(signal);
      reads.push(emails);
      return Promise.resolve(answers[reads.length - 1] ?? READ);
    },
    onRead: ({ zoneChange }) => {
      opened += 1;
      changes.push(zoneChange);
    },
  });
  const members = membersOf(Array.from({ length: 120 }, (_, index) => row(`u-${index}`, 'BUSY')));
  async function poll(changed: readonly string[] = [], isFiltered = false): Promise<void> {
    reader.afterPoll({ members, changed, isFiltered });
    await settle();
  }
  return { clock, reader, reads, signals, opened: () => opened, changes, poll };
}

describe('createDetailsReader', () => {
  it('asks for those that changed by fifty, the last ones and those read longest ago first', async () => {
    const { reads, poll } = harness();
    await poll();
    await poll(Array.from({ length: 51 }, (_, index) => `u-${index}`));
    expect(reads.map((emails) => [emails.length, emails[0]])).toEqual([
      [0, undefined],
      [50, 'u-50@example.com'],
      [1, 'u-25@example.com'],
    ]);
  });

  it('reads everybody again at once when a change shows that times are in another zone', async () => {
    const other: Answer = ok({ open: new Map(), read: new Set(['u-1']), stopped: null, zoneChange: 'other' });
    const { reads, changes, poll } = harness([READ, other]);
    await poll();
    await poll(['u-1']);
    expect([reads, changes]).toEqual([
      [[], ['u-1@example.com'], []],
      [undefined, 'other', undefined],
    ]);
  });

  it('reads nobody again when the zone that was assumed is known, and says so while it is not', async () => {
    const assumed: Answer = ok({ open: new Map(), read: new Set<string>(), stopped: null, zone: 'assumed' });
    const settled: Answer = ok({ open: new Map(), read: new Set(['u-1']), stopped: null, zoneChange: 'settled' });
    const { reader, reads, poll } = harness([assumed, settled]);
    const team = new Map([['u-1', null]]);
    await poll();
    expect(reader.progress(team).zone).toBe('assumed');
    await poll(['u-1']);
    expect([reads.length, reader.progress(team)]).toEqual([2, { read: 1, of: 1, problem: null }]);
  });

  it('asks by e-mail for a filtered team', async () => {
    const { reads, poll } = harness();
    await poll([], true);
    expect(reads[0]?.length).toBe(120);
  });

  it('asks again for those whose read failed, after a minute', async () => {
    const { reads, poll, clock, opened } = harness([READ, fail('timeout')]);
    await poll();
    await poll(['u-1']);
    await poll();
    expect(reads.length).toBe(2);
    clock.advance(60_000);
    await poll();
    expect(reads[2]).toEqual(['u-1@example.com']);
    expect(opened()).toBe(2);
  });

  it('reads the team page by page where others share the account', async () => {
    const { reads, poll, clock } = harness([], 30);
    await poll();
    await poll();
    expect(reads.length).toBe(1);
    clock.advance(6 * 60_000);
    await poll();
    clock.advance(6 * 60_000);
    await poll();
    // What is left of the last page goes to those who were read first.
    expect(reads.map((emails) => [emails.length, emails[0], emails[20]])).toEqual([
      [50, 'u-0@example.com', 'u-20@example.com'],
      [50, 'u-50@example.com', 'u-70@example.com'],
      [50, 'u-100@example.com', 'u-0@example.com'],
    ]);
    // One call in six minutes, of which every other one is for the round; this team has three pages.
    clock.advance(24 * 60_000 - 1);
    await poll();
    expect(reads.length).toBe(3);
    clock.advance(1);
    await poll();
    expect(reads[3]?.length).toBe(50);
  });

  it('requests a refused page again when the rate limit allows', async () => {
    const retryAt = createFakeClock().now() + 90_000;
    const { reads, poll, clock } = harness([fail('rate-limited', { retryAt })], 30);
    await poll();
    await poll();
    clock.advance(90_000);
    await poll();
    expect(reads.map((emails) => emails[0])).toEqual(['u-0@example.com', 'u-0@example.com']);
  });

  it('leaves a missing scope alone for half an hour', async () => {
    const { reads, poll, clock } = harness([fail('scope-missing')]);
    await poll();
    clock.advance(30 * 60_000 - 1);
    await poll(['u-1']);
    expect(reads.length).toBe(1);
    clock.advance(1);
    await poll();
    expect(reads.length).toBe(2);
  });

  it('does not wait for the old time of a clock that was set back', async () => {
    const { reads, poll, clock } = harness([fail('timeout')]);
    await poll();
    clock.jump(-3_600_000);
    await poll();
    expect(reads.length).toBe(2);
  });

  it('waits as long as a limit answer says', async () => {
    const { reads, poll, clock } = harness([fail('rate-limited', { retryAt: createFakeClock().now() + 90_000 })]);
    await poll();
    clock.advance(89_999);
    await poll();
    expect(reads.length).toBe(1);
    clock.advance(1);
    await poll();
    expect(reads.length).toBe(2);
  });

  it('drops the read in flight when everything known is out of date', async () => {
    const { reader, reads, signals, opened, poll } = harness();
    const pending = poll();
    reader.reset();
    await pending;
    expect([signals[0]?.aborted, opened()]).toEqual([true, 0]);
    await poll();
    expect([reads.length, opened()]).toEqual([2, 1]);
  });
});
