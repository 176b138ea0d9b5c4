import { describe, expect, it } from 'vitest';
import type { FeedState, FeedTeam } from '../../../../electron/relay/wire/team-feed.ts';
import { appError, fail } from '../../../../electron/shared/result.ts';
import { EVERYBODY, type DeskAccess, type Selection } from '../../../../electron/shared/model.ts';
import { clockMinute } from '../../../../electron/shared/format.ts';
import { deskTexts as texts } from '../../../../electron/shared/texts/relay/desk.ts';
import { hearPublished, hearTeamOnce } from '../../../../electron/team/once/hear-once.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { fakeAgent } from '../../../support/fake-team.ts';

const [ANA, BEN] = [fakeAgent({ userId: 'u-1' }), fakeAgent({ userId: 'u-2', status: 'AWAY' })];
const COUNTS = { AVAILABLE: 4, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 4 };
const TEAM: FeedTeam = {
  ...{ asOf: 1_000, clockOffsetMs: 500, ignored: 2, unread: [], paceMs: 30_000 },
  agents: new Map([ANA, BEN].map((agent) => [agent.userId, agent])),
  queues: [{ id: 'qu-1', name: 'Q', members: ['u-2'], left: [], asOf: 1 }],
  members: new Map([
    ['everybody', new Set(['u-1', 'u-2'])],
    ['night', new Set(['u-1'])],
  ]),
  counts: new Map([['everybody', COUNTS]]),
  health: { state: 'live', since: 0, nextAt: null, message: '' },
};
const VIEWS = {
  views: ['Billing', 'Orders', 'Others'].map((name) => ({ ...EVERYBODY, id: name.toLowerCase(), name })),
  ...{ timeZone: 'UTC', isDemo: false },
};
const LIVE = { kind: 'live' } as const;
const filtered = (patch: Partial<Selection['filter']>): Selection => ({
  ...EVERYBODY,
  filter: { ...EVERYBODY.filter, ...patch },
});

/** What one command gets where the feed says these one after the other. */
async function hear(
  links: readonly FeedState['link'][],
  selection = EVERYBODY,
  team: FeedTeam | null = TEAM,
  missing: FeedState['missing'] = [],
  relay: Partial<DeskAccess> = { audience: 'names', views: ['everybody'] },
  refused: FeedState['refused'] = null,
) {
  const clock = createFakeClock();
  let following = 0;
  const feed = {
    follow(listener: (state: FeedState) => void) {
      following += 1;
      for (const link of links) listener({ link, team, views: VIEWS, missing, refused });
      return () => void (following -= 1);
    },
    retry: () => undefined,
    day: () => Promise.resolve(fail('cancelled')),
  };
  const heard = hearTeamOnce(feed, selection, { clock, profile: { relay: relay as DeskAccess } });
  await settle();
  await clock.advanceAsync(60_000);
  const answer = await heard;
  expect(following).toBe(0);
  return answer;
}

/** A command that listens to a feed which a test plays. */
function scene() {
  const clock = createFakeClock();
  const listeners = new Set<(state: FeedState) => void>();
  const feed = {
    follow(listener: (state: FeedState) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retry: () => undefined,
    day: () => Promise.resolve(fail('cancelled')),
  };
  const relay = { audience: 'names', views: ['everybody'] } as const;
  return {
    ...{ clock, feed },
    heard: hearTeamOnce(feed, EVERYBODY, { clock, profile: { relay: relay as unknown as DeskAccess } }),
    says(link: FeedState['link'], team: FeedTeam | null) {
      for (const listener of [...listeners]) listener({ link, team, views: VIEWS, missing: [], refused: null });
    },
  };
}

describe('a single command on a desk', () => {
  it('waits for a team that is on its way, and says so where it does not come', async () => {
    const noTeam = { kind: 'publisher', why: 'no-team' } as const;
    expect(await hear([noTeam, LIVE])).toMatchObject({ ok: true });
    const message = texts.publisher['no-team'];
    expect(await hear([noTeam], EVERYBODY, null)).toMatchObject({ ok: false, error: { code: 'timeout', message } });
  });

  it('waits for the first team that is up to date', async () => {
    expect(await hear([{ kind: 'connecting' }, { kind: 'unconfirmed', late: [] }, LIVE])).toEqual({
      ok: true,
      value: {
        agents: [ANA, BEN],
        counts: { AVAILABLE: 1, BUSY: 0, AWAY: 1, OFFLINE: 0, OTHER: 0, total: 2 },
        ...{ ignored: 2, notFound: [], takenAt: 1_500, details: null, lack: null },
      },
    });
  });

  it('counts a view, a queue or agents', async () => {
    const names = async (patch: Partial<Selection['filter']>) => {
      const answer = await hear([LIVE], filtered(patch));
      return answer.ok ? answer.value.agents.map(({ userId }) => userId) : answer.error;
    };
    expect(await names({ viewId: 'night' })).toEqual(['u-1']);
    expect(await names({ queueIds: ['qu-1'] })).toEqual(['u-2']);
    expect(await names({ agentIds: ['u-2'] })).toEqual(['u-2']);
    expect(await names({ queueIds: ['qu-9'] })).toEqual(appError('not-on-desk', { message: texts.queueNotPublished }));
    expect(await names({ viewId: 'day' })).toEqual(appError('not-on-desk', { message: texts.viewNotPublished }));
    expect(await names({ skillIds: ['sk-1'] })).toEqual(appError('not-on-desk', { message: texts.skillsNotPublished }));
  });

  it('waits for the publisher also where something came that it has not signed, and says that too', async () => {
    const refused = { why: 'forged', at: 0 } as const;
    const relay = { audience: 'names', views: ['everybody'] } as const;
    const answer = await hear(
      [{ kind: 'unusable', why: 'forged', isAlone: false }, LIVE],
      EVERYBODY,
      TEAM,
      [],
      relay,
      refused,
    );
    expect(answer).toMatchObject({ ok: true, value: { lack: texts.refusedMessages.forged(clockMinute(0)) } });
  });

  it.each([
    ['nothing else has come in the time of a publisher that is there', 'unusable', true, 7_000],
    ['its publisher may still be heard', 'unusable', false, 45_000],
  ] as const)('ends with messages that cannot be believed once %s', async (_name, kind, isAlone, endsAt) => {
    const { clock, says, heard } = scene();
    const ended = heard.then(() => clock.now());
    const from = clock.now();
    await clock.advanceAsync(5_000);
    says({ kind, why: 'newer-version', isAlone }, null);
    await clock.advanceAsync(60_000);
    expect(await heard).toMatchObject({ ok: false, error: { message: texts.unusable['newer-version'] } });
    expect((await ended) - from).toBe(endsAt);
  });

  it('has a team that comes in time, however long its publisher was not heard', async () => {
    const { clock, says, heard } = scene();
    says({ kind: 'unusable', why: 'damaged', isAlone: false }, null);
    await clock.advanceAsync(20_000);
    says({ kind: 'publisher', why: 'no-team' }, null);
    await clock.advanceAsync(24_000);
    says(LIVE, TEAM);
    expect(await heard).toMatchObject({ ok: true, value: { agents: [ANA, BEN] } });
  });

  it.each(['unused', 'audience'] as const)('ends soon where no team can come: %s', async (why) => {
    const { clock, says, heard } = scene();
    const from = clock.now();
    const ended = heard.then(() => clock.now());
    says({ kind: 'publisher', why }, null);
    await clock.advanceAsync(60_000);
    expect(await heard).toMatchObject({ ok: false, error: { message: texts.publisher[why] } });
    expect((await ended) - from).toBe(2_000);
  });

  it('has who was published last without waiting for the publisher, where that is enough', async () => {
    const { clock, says, feed } = scene();
    const published = hearPublished(feed, { clock });
    says({ kind: 'unconfirmed', late: [] }, { ...TEAM, queues: [] }); // the snapshot, which the catch-up follows
    await clock.advanceAsync(1_999);
    says({ kind: 'unconfirmed', late: [] }, TEAM);
    await clock.advanceAsync(2_000);
    expect(await published).toMatchObject({ ok: true, value: { queues: TEAM.queues } });
  });

  it('says which of its views are not in it', async () => {
    const answer = await hear([LIVE], EVERYBODY, TEAM, [null, 'Night']);
    expect(answer.ok && answer.value.lack).toContain('2 views of this desk are missing (Night): ');
  });

  it('says which views it has waited for in vain, and what was refused meanwhile', async () => {
    const link = { kind: 'unconfirmed', late: ['Night'] } as const;
    const relay = { audience: 'names', views: ['everybody'] } as const;
    const answer = await hear([link], EVERYBODY, null, [], relay, { why: 'forged', at: 0 });
    const message = `${texts.unconfirmed(['Night'])} ${texts.unusable.forged}`;
    expect(answer).toMatchObject({ ok: false, error: { code: 'timeout', message } });
  });

  it('has the counts of a role without agents from the publisher', async () => {
    const answer = await hear([LIVE], EVERYBODY, { ...TEAM, agents: new Map() }, [], { audience: 'counts', views: [] });
    expect(answer.ok && answer.value.counts).toEqual(COUNTS);
  });

  it('does not know how many are in several views together, of which it has counts only', async () => {
    const counts = new Map(['billing', 'orders'].map((id) => [id, COUNTS]));
    const members = new Map([...counts.keys()].map((id) => [id, new Set<string>()]));
    const team = { ...TEAM, agents: new Map(), members, counts };
    const relay = { audience: 'counts', views: ['billing', 'orders'] } as const;
    const unknown = { AVAILABLE: null, BUSY: null, AWAY: null, OFFLINE: null, OTHER: null, total: null };
    expect(await hear([LIVE], EVERYBODY, team, [], relay)).toMatchObject({
      value: { counts: unknown, lack: null, views: ['Billing', 'Orders'] },
    });
    const one = filtered({ viewId: 'billing' });
    expect(await hear([LIVE], one, team, [], relay)).toMatchObject({ value: { counts: COUNTS, lack: null } });
  });

  it('counts nobody where its views have no agents', async () => {
    const answer = await hear([LIVE], EVERYBODY, { ...TEAM, agents: new Map(), counts: new Map() });
    expect(answer).toMatchObject({ value: { counts: { total: 0 }, lack: null } });
  });

  it.each([
    ['the broker', { kind: 'broker', error: appError('offline'), nextAt: 1 }, 'offline'],
    ['the role', { kind: 'refused' }, 'forbidden'],
    ['the publisher', { kind: 'silent' }, 'timeout'],
    ['a publisher that has stopped', { kind: 'publisher', why: 'gone' }, 'timeout'],
    ['the signature', { kind: 'unusable', why: 'forged', isAlone: false }, 'unexpected-shape'],
    ['the clocks, for longer than a poll', { kind: 'unconfirmed', late: [] }, 'timeout'],
  ] as const)('fails with what is down: %s', async (_name, link, code) => {
    expect(await hear([link], EVERYBODY, null)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    ['has stopped', { kind: 'publisher', why: 'gone' }, texts.publisher.gone],
    ['says nothing any more', { kind: 'publisher', why: 'late' }, texts.publisher.late],
    ['is not heard in time', { kind: 'unconfirmed', late: [] }, texts.unconfirmed([])],
  ] as const)('has the team that was published last where the publisher %s, and says so', async (_, link, message) => {
    expect(await hear([{ kind: 'connecting' }, link])).toMatchObject({
      ok: true,
      value: { agents: [ANA, BEN], takenAt: 1_500, health: { state: 'stale', nextAt: null, message } },
    });
    expect(await hear([link, LIVE])).toMatchObject({ ok: true, value: { lack: null } });
  });

  it('shows nothing of a team whose broker is out of reach', async () => {
    const broker = { kind: 'broker', error: appError('offline'), nextAt: 1 } as const;
    expect(await hear([{ kind: 'unconfirmed', late: [] }, broker])).toMatchObject({
      ok: false,
      error: { code: 'offline' },
    });
  });

  it('has the last team where the publisher cannot read Kore.ai, and says so', async () => {
    const health = { ...TEAM.health, state: 'offline', message: 'No network.' } as const;
    const answer = await hear([LIVE], EVERYBODY, { ...TEAM, health });
    expect(answer).toMatchObject({
      ok: true,
      value: { agents: [ANA, BEN], health: { state: 'stale', message: texts.kore('No network.') } },
    });
  });
});
