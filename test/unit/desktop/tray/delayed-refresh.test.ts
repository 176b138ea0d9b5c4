import { describe, expect, it } from 'vitest';
import { createDelayedRefresh } from '../../../../electron/desktop/tray/delayed-refresh.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { delta, fakeEvents, TEAM } from '../fake-app.ts';

/** A refresh that the rate limit allows in ten seconds, unless a test sets another answer. */
function setUp() {
  const clock = createFakeClock();
  const events = fakeEvents();
  const seen: (number | null)[] = [];
  const answer = { runsAt: (clock.now() + 10_000) as number | null };
  const delayed = createDelayedRefresh({
    core: { refresh: async () => answer, events, team: () => TEAM },
    clock,
    onChange: () => seen.push(delayed.runsAt()),
  });
  const push = (asOf: number | null, nextAt: number | null): void =>
    events.emit('team:changed', delta({ asOf, health: { ...TEAM.health, nextAt } }));
  return { answer, clock, delayed, push, seen, runsAt: answer.runsAt };
}

describe('a refresh requested in the menu', () => {
  it('says when it runs, until it does', async () => {
    const { clock, delayed, push, runsAt, seen } = setUp();
    delayed.request();
    await settle();
    push(TEAM.asOf, runsAt); // status details have come
    expect(delayed.runsAt()).toBe(runsAt);
    clock.advance(9_999);
    expect(seen).toEqual([runsAt]);
    clock.advance(1);
    expect([seen, clock.pending()]).toEqual([[runsAt, null], []]);
  });

  it('says nothing when it has run at once', async () => {
    const { answer, delayed, seen } = setUp();
    answer.runsAt = null;
    delayed.request();
    await settle();
    expect(seen).toEqual([]);
  });

  it.each([
    ['the team was read before', (TEAM.asOf ?? 0) + 1, 'same'],
    ['Rollcall asks at another time, or not at all', TEAM.asOf, null],
  ] as const)('is forgotten when %s', async (_, asOf, nextAt) => {
    const { clock, delayed, push, runsAt, seen } = setUp();
    delayed.request();
    await settle();
    push(asOf, nextAt === 'same' ? runsAt : nextAt);
    expect([seen, clock.pending()]).toEqual([[runsAt, null], []]);
  });

  it('stops', async () => {
    const { clock, delayed, push, seen } = setUp();
    delayed.request();
    await settle();
    delayed.stop();
    push(0, null);
    expect([seen.length, clock.pending()]).toEqual([1, []]);
  });
});
