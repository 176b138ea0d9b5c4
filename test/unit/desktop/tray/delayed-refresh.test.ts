import { describe, expect, it } from 'vitest';
import { createDelayedRefresh } from '../../../../electron/desktop/tray/delayed-refresh.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { delta, fakeEvents, TEAM } from '../fake-app.ts';

/** A refresh that the rate limit allows in ten seconds, unless it is told otherwise. */
function setUp() {
  const clock = createFakeClock();
  const events = fakeEvents();
  const shown: (number | null)[] = [];
  const answer = { runsAt: (clock.now() + 10_000) as number | null };
  const delayed = createDelayedRefresh({
    core: { refresh: async () => answer, events, team: () => TEAM },
    clock,
    onChange: () => shown.push(delayed.runsAt()),
  });
  const push = (asOf: number | null, nextAt: number | null): void =>
    events.emit('team:changed', delta({ asOf, health: { ...TEAM.health, nextAt } }));
  return { answer, clock, delayed, push, shown, runsAt: answer.runsAt };
}

describe('a refresh asked for in the menu', () => {
  it('says when it runs, until it does', async () => {
    const { clock, delayed, push, runsAt, shown } = setUp();
    delayed.request();
    await settle();
    push(TEAM.asOf, runsAt); // status details have come
    expect(delayed.runsAt()).toBe(runsAt);
    clock.advance(9_999);
    expect(shown).toEqual([runsAt]);
    clock.advance(1);
    expect([shown, clock.pending()]).toEqual([[runsAt, null], []]);
  });

  it('says nothing when it has run at once', async () => {
    const { answer, delayed, shown } = setUp();
    answer.runsAt = null;
    delayed.request();
    await settle();
    expect(shown).toEqual([]);
  });

  it.each([
    ['the team was read before', (TEAM.asOf ?? 0) + 1, 'same'],
    ['Rollcall asks at another time, or not at all', TEAM.asOf, null],
  ] as const)('is forgotten when %s', async (_, asOf, nextAt) => {
    const { clock, delayed, push, runsAt, shown } = setUp();
    delayed.request();
    await settle();
    push(asOf, nextAt === 'same' ? runsAt : nextAt);
    expect([shown, clock.pending()]).toEqual([[runsAt, null], []]);
  });

  it('stops', async () => {
    const { clock, delayed, push, shown } = setUp();
    delayed.request();
    await settle();
    delayed.stop();
    push(0, null);
    expect([shown.length, clock.pending()]).toEqual([1, []]);
  });
});
