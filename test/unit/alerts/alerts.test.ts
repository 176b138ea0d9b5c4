import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAlertRepository } from '../../../electron/alerts/log/alert-repository.ts';
import { createAlerts } from '../../../electron/alerts/alerts.ts';
import { createRules } from '../../../electron/alerts/rules/rules.ts';
import { STORAGE_SCHEMA } from '../../../electron/storage-schema.ts';
import {
  DEFAULT_PREFERENCES,
  NOTHING_LEARNED,
  WEEKDAYS,
  type Agent,
  type AlertList,
  type ConnectionState,
  type Digest,
  type Health,
  type Notice,
  type NoticeOutcome,
  type NotifyChoice,
  type RuleDraft,
  type Weekday,
} from '../../../electron/shared/model.ts';
import { teamSource } from '../../../electron/team/saved/team-memory.ts';
import type { PollOutcome } from '../../../electron/team/types.ts';
import { agentIn, alertRule, EVERYBODY_SCOPE, inLunch, teamOf } from '../../support/alert-scene.ts';
import { ACCOUNT, DEMO, NO_CONNECTION, PROFILE } from '../../support/fake-bridge.ts';
import { createMemorySettings } from '../../support/memory-settings.ts';
import { createStorageBench, type StorageBench } from '../../support/storage-bench.ts';

const MINUTE_MS = 60_000;
const OF = PROFILE.id;

let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

/** One run of Rollcall on the data folder, with the settings it finds. */
async function start(notify: NotifyChoice | null = 'team-needs-me', given?: ReturnType<typeof createMemorySettings>) {
  const { clock } = bench;
  const settings =
    given ??
    createMemorySettings({
      preferences: { ...DEFAULT_PREFERENCES, notify },
      connections: [{ profile: PROFILE, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null }],
    });
  const storage = await bench.open(STORAGE_SCHEMA);
  let state: ConnectionState = ACCOUNT;
  let isOneOfMany = false;
  let agents: ReadonlyMap<string, Agent> = teamOf();
  let count = 0;
  let cannotShow = false;
  let isAlone = false;
  const shown: Notice[] = [];
  const heard: AlertList[] = [];
  const digests: (Digest | null)[] = [];
  const connections = {
    state: () => state,
    list: () => Array.from({ length: isOneOfMany ? 2 : 1 }, () => ({ profile: PROFILE, isOpen: true })) as never,
  };
  const alerts = createAlerts({
    clock,
    settings,
    connections,
    rules: createRules({ settings, connections, randomUUID: () => `new-${(count += 1)}` }),
    team: { everybody: () => agents },
    scopeOf: () => EVERYBODY_SCOPE,
    usual: () => 'too-few-days',
    timeZone: () => 'Europe/Berlin',
    disk: openAlertRepository(storage.disk),
    session: openAlertRepository(storage.memory),
    gaps: { get: () => null, dismiss: () => undefined, forget: () => undefined },
    isSomebodyThere: () => !isAlone,
    show(notice) {
      if (cannotShow) throw new Error('no notifications');
      shown.push(notice);
    },
    onDigest: (digest) => digests.push(digest),
    onChange: (list) => heard.push(list),
  });
  settings.subscribe(alerts.refresh);

  /** A poll as the live team tells it: the change first, then what it brought. */
  function poll(next: readonly Agent[] | null, patch: Partial<PollOutcome> = {}): void {
    const healthAfter: Health = {
      state: next === null ? 'offline' : 'live',
      since: 0,
      nextAt: 1,
      message: 'No network.',
    };
    const before = agents;
    if (next !== null) agents = teamOf(...next);
    alerts.follow({ health: healthAfter, asOf: clock.now(), clockOffsetMs: 0 });
    const outcome = { before, after: agents, changes: [], isBaseline: false, unread: [], gap: null, view: null };
    alerts.afterPoll({ ...outcome, healthBefore: healthAfter, healthAfter, ...patch });
  }

  return {
    alerts,
    settings,
    shown,
    heard,
    digests,
    poll,
    titles: () => shown.splice(0).map(({ title }) => title),
    phaseOf: (id: string) => alerts.list().states.find(({ ruleId }) => ruleId === id)?.phase,
    connect(next: ConnectionState) {
      state = next;
      alerts.refresh();
    },
    failToShow: (isFailing: boolean) => void (cannotShow = isFailing),
    leaveAlone: (isLeft: boolean) => void (isAlone = isLeft),
    beOneOfMany: () => void (isOneOfMany = true),
    quit() {
      alerts.stop();
      storage.close();
    },
    /** Nothing is saved any more. */
    kill: () => storage.close(),
    /** What is saved of the connection, as another program reads and writes it. */
    saved: openAlertRepository(storage.disk),
  };
}

/** How many rules wait for an agent. */
const waiting = ({ rules }: AlertList): number => rules.filter(({ condition }) => condition.kind === 'tell-me').length;

const BOTH = [agentIn('u-1', 'AVAILABLE'), agentIn('u-2', 'BUSY')];
const GONE = [agentIn('u-1', 'AWAY'), agentIn('u-2', 'BUSY')];

describe('what a poll brings', () => {
  it('is told as it is of that connection, in the log, unseen until it is looked at', async () => {
    const { alerts, poll, shown, heard } = await start();
    poll(BOTH, { isBaseline: true });
    bench.clock.advance(MINUTE_MS);
    poll(GONE);
    expect(shown).toEqual([
      {
        id: 'connecti/nobody:team',
        title: 'Nobody is available',
        body: 'The team: 0 available, 1 busy, 1 away, 0 offline.',
        userId: null,
        connectionId: OF,
        isDemo: false,
      },
    ]);
    expect(alerts.log(null)).toEqual([
      {
        id: 1,
        at: bench.clock.now(),
        ruleId: 'nobody',
        kind: 'below',
        event: 'fired',
        userId: null,
        text: 'Nobody is available',
        held: null,
        excused: null,
      },
    ]);
    expect(heard.at(-1)).toMatchObject({ connectionId: OF, unseen: 1 });
    expect(alerts.seen().unseen).toBe(0);
    expect(alerts.excuse(1, 'Fire alarm')).toMatchObject({ ok: true, value: { excused: 'Fire alarm' } });
    expect(alerts.log(null)).toMatchObject([{ excused: 'Fire alarm' }]);
    expect(alerts.excuse(9, null)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(alerts.log(1)).toEqual([]);
  });

  it.each<readonly [NotifyChoice | null, readonly string[]]>([
    [null, []],
    ['nothing', []],
    ['team-needs-me', ['Nobody is available']],
    ['every-change', ['Nobody is available', 'Name u-1: AWAY']],
  ])('is told as was chosen: %s', async (choice, expected) => {
    const { poll, titles } = await start(choice);
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    expect(titles()).toEqual(expected);
  });

  it('names its connection where there are several, hides names, and is marked where it is the demo', async () => {
    const { poll, shown, settings, connect, beOneOfMany, alerts } = await start('every-change');
    beOneOfMany();
    await settings.update((document) => ({ ...document, preferences: { ...document.preferences, isMasked: true } }));
    poll([agentIn('u-1', 'AVAILABLE'), agentIn('u-2', 'BUSY')], { isBaseline: true });
    poll([agentIn('u-1', 'AVAILABLE'), agentIn('u-2', 'AWAY')]);
    expect(shown.map(({ title, body }) => [title, body.split(' · ')[0]])).toEqual([
      ['N. u. 2.: AWAY', `\u2068${PROFILE.name}\u2069`],
    ]);
    expect(alerts.log(null).map(({ text }) => text)).toEqual(['N. u. 2.: AWAY']);
    connect(DEMO);
    poll([agentIn('u-1', 'AVAILABLE')], { isBaseline: true });
    poll([agentIn('u-1', 'BUSY')]);
    expect(shown.at(-1)).toMatchObject({ isDemo: true });
  });
});

it('a rule fires when its time has come, without a poll', async () => {
  const { alerts, poll, titles, phaseOf } = await start();
  const below = alertRule({ kind: 'below', fewerThan: 2, forMinutes: 3 });
  expect(await alerts.save(OF, { ...below, id: null })).toMatchObject({ ok: true });
  poll(BOTH, { isBaseline: true });
  expect(phaseOf('new-1')).toBe('pending');
  bench.clock.advance(3 * MINUTE_MS - 1);
  expect(titles()).toEqual([]);
  bench.clock.advance(1);
  expect(titles()).toEqual(['1 available, fewer than 2']);
  expect(phaseOf('new-1')).toBe('firing');
});

it('status details that no poll brought are evaluated, once', async () => {
  const { poll, titles, alerts } = await start('nothing');
  const lunch = { kind: 'secondary', name: 'Lunch' } as const;
  await alerts.save(OF, { ...alertRule({ kind: 'becomes', status: lunch }), id: null });
  poll(BOTH, { isBaseline: true });
  poll(GONE);
  bench.clock.advance(1_000);
  const [, second] = GONE;
  poll([inLunch('u-1'), second!]);
  bench.clock.advance(1_000);
  expect(titles()).toEqual(['Name u-1: AWAY (Lunch)']);
});

describe('over a restart', () => {
  it('nothing is told twice, and what is pending begins anew only after a gap', async () => {
    const first = await start();
    first.poll(BOTH, { isBaseline: true });
    first.poll(GONE);
    expect(first.titles()).toHaveLength(1);
    first.quit();
    bench.clock.advance(MINUTE_MS);
    const second = await start('team-needs-me', first.settings);
    expect(second.alerts.log(null)).toHaveLength(1);
    expect(second.alerts.list().unseen).toBe(1);
    second.poll(GONE, { isBaseline: true });
    expect(second.titles()).toEqual([]);
    expect(second.phaseOf('nobody')).toBe('firing');
  });

  it.each<readonly [number, readonly string[]]>([
    [MINUTE_MS, ['Name u-2: 3 changes of status in 30 min, not counting contacts']],
    [MINUTE_MS / 2, []],
  ])('what was counted goes on after a kill, but for its last minute: %i ms', async (betweenMs, expected) => {
    const first = await start('nothing');
    const flapping = alertRule({ kind: 'flapping', changes: 3, withinMinutes: 30 });
    await first.alerts.save(OF, { ...flapping, id: 'flapping' });
    const [other] = BOTH;
    first.poll(BOTH, { isBaseline: true });
    bench.clock.advance(MINUTE_MS);
    first.poll([other!, agentIn('u-2', 'AWAY')]);
    bench.clock.advance(betweenMs);
    first.poll(BOTH);
    first.kill();

    const second = await start('nothing', first.settings);
    second.poll(BOTH, { isBaseline: true });
    bench.clock.advance(MINUTE_MS);
    second.poll([other!, agentIn('u-2', 'AWAY')]);
    expect(second.titles()).toEqual(expected);
  });

  it('no e-mail address is saved of an agent who is called by it, whatever is remembered', async () => {
    const called = { name: 'ana@corp.example', addition: 'ana@corp' };
    const { poll, titles, saved, quit } = await start('every-change');
    poll([agentIn('u-2', 'AVAILABLE'), agentIn('u-1', 'AVAILABLE', 0, called)], { isBaseline: true });
    poll([agentIn('u-2', 'AVAILABLE'), agentIn('u-1', 'AWAY', 0, called)]);
    poll([agentIn('u-2', 'AVAILABLE'), agentIn('u-1', 'BUSY', 0, called)]);
    expect(titles()).toEqual(['ana@corp.example (ana@corp): AWAY']);
    bench.clock.advance(MINUTE_MS);
    poll([agentIn('u-2', 'AVAILABLE'), agentIn('u-1', 'BUSY', 0, called)]);
    const { memory = '', counts = '' } = saved.memory(teamSource(ACCOUNT)!) ?? {};
    expect([memory, counts]).toEqual([expect.stringContaining('"ana"'), expect.stringContaining('"ana"')]);
    expect(`${memory}${counts}`).not.toContain('@');
    quit();
  });

  it('what an older version remembered goes on', async () => {
    const first = await start();
    const at = bench.clock.now() - MINUTE_MS;
    const key = JSON.stringify([{ kind: 'open-view' }, first.alerts.list().rules[0]?.condition]);
    const firing = { phase: 'firing', since: at, until: null, saidAt: at };
    const nobody = { key, noData: null, subjects: { '': firing }, instants: {} };
    const evaluation = { at, rules: { nobody }, cameOnline: {}, changed: {} };
    const delivery = { deliveredAt: [], calls: {}, told: ['nobody:'], owed: {} };
    const mutes = [{ userId: 'u-2', until: at + 60 * MINUTE_MS }];
    const memory = JSON.stringify({ evaluation, delivery, mutes });
    first.kill();

    const old = await start('team-needs-me', first.settings);
    old.saved.save(teamSource(ACCOUNT)!, at, { memory, counts: null }, []);
    old.kill();
    const { alerts, poll, titles, phaseOf } = await start('team-needs-me', first.settings);
    expect([alerts.list().mutes, phaseOf('nobody')]).toEqual([mutes, 'firing']);
    poll(GONE, { isBaseline: true });
    expect(titles()).toEqual([]);
  });

  it('mutes and a snooze go on, and what they held back is told after it', async () => {
    const first = await start();
    first.alerts.snooze(10 * MINUTE_MS);
    first.quit();
    const { poll, titles, alerts } = await start('team-needs-me', first.settings);
    expect(alerts.list().snoozedUntil).toBe(bench.clock.now() + 10 * MINUTE_MS);
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    expect(titles()).toEqual([]);
    expect(alerts.log(null)).toMatchObject([{ held: 'snoozed' }]);
    expect(alerts.list().unseen).toBe(0);
    bench.clock.advance(10 * MINUTE_MS);
    expect(titles()).toEqual(['Nobody is available']);
    expect(alerts.list().snoozedUntil).toBeNull();
  });
});

describe('rules', () => {
  const draft: RuleDraft = { ...alertRule({ kind: 'below', fewerThan: 2, forMinutes: 0 }), id: null };

  it('are those of the choice until one is changed, and follow the choice even then', async () => {
    const { alerts, settings } = await start('team-needs-me');
    const on = () => alerts.list().rules.flatMap(({ id, isOn }) => (isOn ? [id] : []));
    const choose = (notify: NotifyChoice) =>
      settings.update((document) => ({ ...document, preferences: { ...document.preferences, notify } }));
    expect(on()).toEqual(['nobody', 'too-long', 'stale', 'mass-change', 'flapping']);
    await alerts.save(OF, draft);
    expect(on()).toEqual(['nobody', 'too-long', 'stale', 'mass-change', 'flapping', 'new-1']);
    expect(settings.get().connections[0]?.rules).toHaveLength(7);
    await choose('every-change');
    expect(on()).toContain('every-change');
    await choose('nothing');
    expect(on()).toEqual([]);
  });

  it('are changed and removed by id, for the connection that is open', async () => {
    const { alerts, connect } = await start();
    expect(await alerts.save(OF, draft)).toMatchObject({ ok: true, value: { connectionId: OF } });
    await alerts.save(OF, { ...draft, id: 'new-1', isOn: false });
    expect(alerts.list().rules.at(-1)).toMatchObject({ id: 'new-1', isOn: false });
    await alerts.remove(OF, 'new-1');
    expect(alerts.list().rules).toHaveLength(6);
    expect(await alerts.save('another', draft)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    connect(NO_CONNECTION);
    expect(await alerts.save(OF, draft)).toMatchObject({ ok: false, error: { code: 'not-connected' } });
    expect(alerts.list()).toMatchObject({ connectionId: null, rules: [] });
    expect(alerts.mute(OF, 'u-1', 1)).toMatchObject({ ok: false, error: { code: 'not-connected' } });
  });

  it('of a file are added, or take the place of the one with their id; too many change nothing', async () => {
    const { alerts, settings } = await start();
    const [nobody] = alerts.list().rules;
    if (nobody === undefined) throw new Error('no rules');
    const imported = await alerts.import(OF, [
      { ...nobody, remindMinutes: 10 },
      { ...draft, id: 'theirs' },
      { ...draft, id: null },
    ]);
    expect(imported).toMatchObject({ ok: true, value: { added: 2, replaced: 1, list: { connectionId: OF } } });
    const ids = () => alerts.list().rules.map(({ id, remindMinutes }) => [id, remindMinutes]);
    expect(ids()).toEqual([
      ['nobody', 10],
      ...['too-long', 'stale', 'mass-change', 'flapping', 'every-change', 'theirs', 'new-3'].map((id) => [id, null]),
    ]);
    expect(settings.get().connections[0]?.rules).toEqual(alerts.list().rules);
    const many = Array.from({ length: 100 }, () => ({ ...draft, id: null }));
    expect(await alerts.import(OF, many)).toMatchObject({
      ok: false,
      error: { message: 'A connection has at most 100 rules. Remove one first.' },
    });
    expect(await alerts.import('another', [])).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(ids()).toHaveLength(8);
  });

  it('of a newer version stay in the settings whatever is changed, and are said', async () => {
    const newer = { id: 'n-1', condition: { kind: 'full-moon', phase: 2 } };
    const saved = { profile: PROFILE, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null };
    const settings = createMemorySettings({ connections: [{ ...saved, rules: [newer] }] });
    const { alerts } = await start('nothing', settings);
    expect(alerts.list()).toMatchObject({ rules: [], newerRules: 1 });
    await alerts.save(OF, draft);
    await alerts.remove(OF, 'new-1');
    await alerts.save(OF, draft);
    expect(settings.get().connections[0]?.rules).toEqual([{ ...draft, id: 'new-2' }, newer]);
    expect(alerts.list()).toMatchObject({ rules: [{ id: 'new-2' }], newerRules: 1 });
  });

  it('that wait for an agent are gone once they have told it', async () => {
    const { alerts, poll, titles } = await start('nothing');
    poll(BOTH, { isBaseline: true });
    const status = { kind: 'status', status: 'AWAY' } as const;
    const expiresAt = bench.clock.now() + 60 * MINUTE_MS;
    const wait = alertRule({ kind: 'tell-me', userId: 'u-1', status, expiresAt });
    await alerts.save(OF, { ...wait, id: null });
    poll(GONE);
    expect(titles()).toEqual(['Name u-1: AWAY']);
    expect(alerts.list().rules.some(({ condition }) => condition.kind === 'tell-me')).toBe(false);
  });

  it('that waited for an agent wait anew when they are imported again', async () => {
    const { alerts, poll, titles } = await start('nothing');
    const status = { kind: 'status', status: 'AWAY' } as const;
    const expiresAt = bench.clock.now() + 60 * MINUTE_MS;
    const wait = alertRule({ kind: 'tell-me', userId: 'u-1', status, expiresAt });
    poll(BOTH, { isBaseline: true });
    for (let time = 0; time < 2; time += 1) {
      await alerts.import(OF, [{ ...wait, id: 'again' }]);
      expect(alerts.list().states).toMatchObject([{ ruleId: 'again', phase: 'normal' }]);
      poll(GONE);
      expect(titles()).toEqual(['Name u-1: AWAY']);
      await Promise.resolve();
      expect(waiting(alerts.list())).toBe(0);
      poll(BOTH);
    }
  });

  it('that are off for a moment, or removed and back, tell nothing twice; after ten minutes they begin anew', async () => {
    const { alerts, poll, phaseOf, titles } = await start();
    const nobody = alerts.list().rules.find(({ id }) => id === 'nobody')!;
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    expect(titles()).toEqual(['Nobody is available']);
    await alerts.save(OF, { ...nobody, isOn: false });
    poll(GONE);
    await alerts.save(OF, nobody);
    poll(GONE);
    await alerts.remove(OF, 'nobody');
    bench.clock.advance(5 * MINUTE_MS);
    poll(GONE);
    await alerts.save(OF, nobody);
    poll(GONE);
    expect(titles()).toEqual([]);
    expect(phaseOf('nobody')).toBe('firing');
    await alerts.remove(OF, 'nobody');
    bench.clock.advance(10 * MINUTE_MS);
    poll(GONE);
    await alerts.save(OF, nobody);
    expect(titles()).toEqual(['Nobody is available']);
  });

  it('with any id tell what they find', async () => {
    const { alerts, poll, titles } = await start('nothing');
    for (const id of ['__proto__', 'constructor'])
      await alerts.save(OF, { ...alertRule({ kind: 'below', fewerThan: 1, forMinutes: 0 }), id });
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    expect(titles()).toEqual(['Nobody is available']);
    expect(alerts.list().states.map(({ phase }) => phase)).toEqual(['firing', 'firing']);
    bench.clock.advance(MINUTE_MS);
    poll(GONE);
    expect(titles()).toEqual([]);
  });

  it('that are removed are no longer snoozed', async () => {
    const { alerts } = await start();
    alerts.follow({ health: { state: 'live', since: 0, nextAt: 1, message: '' }, asOf: 1, clockOffsetMs: 0 });
    alerts.snoozeRule(OF, 'nobody', MINUTE_MS);
    await alerts.remove(OF, 'nobody');
    expect(alerts.list().snoozedRules).toEqual([]);
  });

  it('that wait for an agent tell what came true while it was held back, and are gone then', async () => {
    const { alerts, poll, titles } = await start('nothing');
    poll(BOTH, { isBaseline: true });
    const status = { kind: 'status', status: 'AWAY' } as const;
    const expiresAt = bench.clock.now() + 5 * MINUTE_MS;
    await alerts.save(OF, { ...alertRule({ kind: 'tell-me', userId: 'u-1', status, expiresAt }), id: null });
    alerts.mute(OF, 'u-1', bench.clock.now() + 10 * MINUTE_MS);
    poll(GONE);
    poll(BOTH);
    bench.clock.advance(9 * MINUTE_MS);
    expect(titles()).toEqual([]);
    expect(waiting(alerts.list())).toBe(1);
    bench.clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['Name u-1: AWAY']);
    expect(waiting(alerts.list())).toBe(0);
    expect(alerts.log(null).map(({ held }) => held)).toEqual([null, 'muted']);
  });

  it.each([true, false])(
    'that wait for an agent are gone when they expire, also when they are on: %s',
    async (isOn) => {
      const { alerts, poll, titles } = await start('nothing');
      poll(BOTH, { isBaseline: true });
      const status = { kind: 'status', status: 'AWAY' } as const;
      const expiresAt = bench.clock.now() + 5 * MINUTE_MS;
      await alerts.save(OF, { ...alertRule({ kind: 'tell-me', userId: 'u-1', status, expiresAt }), id: null, isOn });
      expect(waiting(alerts.list())).toBe(1);
      bench.clock.advance(5 * MINUTE_MS);
      poll(BOTH);
      expect(waiting(alerts.list())).toBe(0);
      expect(titles()).toEqual([]);
    },
  );

  it('notify in their hours, by the zone of the team', async () => {
    const { alerts, poll, titles } = await start('nothing');
    const at = (from: string, to: string) => ({ days: [1, 2, 3, 4, 5, 6, 7] as const, from, to });
    // 9 o'clock UTC is 10 in Berlin.
    await alerts.save(OF, { ...draft, hours: at('09:30', '10:30') });
    await alerts.save(OF, { ...draft, hours: at('08:30', '09:30') });
    poll(BOTH, { isBaseline: true });
    expect(titles()).toHaveLength(1);
    expect(alerts.log(null).map(({ ruleId, held }) => [ruleId, held])).toEqual([
      ['new-1', null],
      ['new-2', 'rule-hours'],
    ]);
  });
});

describe('the hours of a rule', () => {
  const WORKDAYS = [1, 2, 3, 4, 5] as const;
  const night = { days: WORKDAYS, from: '22:00', to: '06:00' };

  it.each<readonly [string, string, boolean]>([
    ['before it begins', '2026-03-06T20:59:00Z', false],
    ['on Friday night', '2026-03-06T21:00:00Z', true],
    ['early on Saturday, which belongs to Friday', '2026-03-07T04:59:00Z', true],
    ['after it ended on Saturday', '2026-03-07T05:00:00Z', false],
    ['on Saturday night', '2026-03-07T21:30:00Z', false],
    ['early on Monday, which belongs to Sunday', '2026-03-09T02:00:00Z', false],
    ['on the night of 7 hours, of Friday before the change', '2026-03-28T04:00:00Z', true],
  ])('a night shift %s', async (_, instant, expected) => {
    const { alerts } = await start();
    const rule = alertRule({ kind: 'stale', forMinutes: 5 }, { hours: night });
    expect(alerts.isInHours(rule, Date.parse(instant))).toBe(expected);
  });

  it.each<readonly [string, string, string, boolean]>([
    // On 29 March 2026 clocks go from 2:00 to 3:00, on 25 October from 3:00 back to 2:00.
    ['a day of 23 hours, before', '09:00-17:00', '2026-03-29T06:59:00Z', false],
    ['a day of 23 hours, from', '09:00-17:00', '2026-03-29T07:00:00Z', true],
    ['a day of 25 hours, until', '09:00-17:00', '2026-10-25T15:59:00Z', true],
    ['a day of 25 hours, after', '09:00-17:00', '2026-10-25T16:00:00Z', false],
    ['the hour that comes twice, first', '02:30-02:45', '2026-10-25T00:31:00Z', true],
    ['the hour that comes twice, again', '02:30-02:45', '2026-10-25T01:31:00Z', true],
    ['the hour that is skipped', '02:15-05:00', '2026-03-29T01:20:00Z', true],
  ])('%s', async (_, hours, instant, expected) => {
    const { alerts } = await start();
    const [from = '', to = ''] = hours.split('-');
    const rule = alertRule({ kind: 'stale', forMinutes: 5 }, { hours: { days: [1, 2, 3, 4, 5, 6, 7], from, to } });
    expect(alerts.isInHours(rule, Date.parse(instant))).toBe(expected);
  });
});

it("the team's day ends at midnight of its zone, also where clocks change", async () => {
  const { alerts, heard } = await start();
  // 9 o'clock UTC is 10 in Berlin.
  expect(new Date(alerts.list().dayEndsAt).toISOString()).toBe('2026-03-02T23:00:00.000Z');
  alerts.follow({ health: { state: 'live', since: 0, nextAt: 1, message: '' }, asOf: 0, clockOffsetMs: 0 });
  alerts.refresh();
  bench.clock.advance(15 * 60 * MINUTE_MS);
  expect(new Date(heard.at(-1)?.dayEndsAt ?? 0).toISOString()).toBe('2026-03-03T23:00:00.000Z');
  bench.clock.advance(27 * 24 * 60 * MINUTE_MS);
  expect(new Date(alerts.list().dayEndsAt).toISOString()).toBe('2026-03-30T22:00:00.000Z');
});

it('a notification that cannot be shown stops nothing that follows', async () => {
  const { alerts, poll, failToShow, titles } = await start();
  await alerts.save(OF, { ...alertRule({ kind: 'below', fewerThan: 2, forMinutes: 3 }), id: null });
  poll(BOTH, { isBaseline: true });
  failToShow(true);
  expect(() => poll(GONE)).toThrow('no notifications');
  expect(alerts.log(null)).toHaveLength(1);
  failToShow(false);
  bench.clock.advance(3 * MINUTE_MS);
  expect(titles()).toEqual(['Nobody is available']);
});

it('an agent who is muted is not told of, until the mute ends', async () => {
  const { alerts, poll, titles } = await start('every-change');
  poll(BOTH, { isBaseline: true });
  expect(alerts.mute(OF, 'u-2', bench.clock.now() + MINUTE_MS)).toMatchObject({
    ok: true,
    value: { mutes: [{ userId: 'u-2' }] },
  });
  poll([BOTH[0]!, agentIn('u-2', 'AWAY')]);
  expect(titles()).toEqual([]);
  bench.clock.advance(MINUTE_MS);
  expect(alerts.list().mutes).toEqual([]);
  poll([BOTH[0]!, agentIn('u-2', 'BUSY')]);
  expect(titles()).toEqual(['Name u-2: BUSY']);
});

describe('quiet hours', () => {
  const quiet = async (
    from: string,
    to: string,
    notify: NotifyChoice = 'team-needs-me',
    days: readonly Weekday[] = WEEKDAYS,
  ) => {
    const started = await start(notify);
    const quietHours = { days, from, to };
    await started.settings.update((document) => ({
      ...document,
      preferences: { ...document.preferences, quietHours },
    }));
    return started;
  };

  it('hold everything back, also over a restart, and end with one digest and one notification', async () => {
    // 9 o'clock UTC is 10 in Berlin.
    const first = await quiet('09:00', '11:00');
    first.poll(BOTH, { isBaseline: true });
    first.poll([agentIn('u-1', 'AWAY', 40), agentIn('u-2', 'BUSY', 50)]);
    expect(first.titles()).toEqual([]);
    expect(new Set(first.alerts.log(null).map(({ held }) => held))).toEqual(new Set(['quiet-hours']));
    first.quit();

    const second = await start('team-needs-me', first.settings);
    second.poll([agentIn('u-1', 'AWAY', 40), agentIn('u-2', 'BUSY', 50)], { isBaseline: true });
    second.titles();
    for (let minute = 0; minute < 59; minute += 1) {
      bench.clock.advance(MINUTE_MS);
      second.poll([agentIn('u-1', 'AWAY', 40), agentIn('u-2', 'BUSY', 50)]);
    }
    expect([second.titles(), second.digests]).toEqual([[], []]);
    bench.clock.advance(MINUTE_MS);
    expect(second.shown).toMatchObject([
      { id: 'connecti/digest:team', title: 'Nobody is available', body: '2 agents over a limit. Held back until now.' },
    ]);
    expect(second.digests).toMatchObject([{ causes: ['quiet-hours'], alertCount: 3, gap: null }]);
    expect(second.digests[0]?.alerts.map(({ text }) => text)).toEqual([
      'Nobody is available',
      'Name u-1: AWAY 40 min, limit 30 min',
      'Name u-2: BUSY 50 min, limit 45 min',
    ]);
    second.alerts.digest.dismiss();
    expect(second.alerts.digest.get()).toBeNull();
  });

  it('are said with their end as long as they hold everything back', async () => {
    const { poll, heard } = await quiet('09:00', '11:00');
    poll(BOTH, { isBaseline: true });
    expect(heard.at(-1)?.quietUntil).toBe(bench.clock.now() + 60 * MINUTE_MS);
    bench.clock.advance(60 * MINUTE_MS);
    expect(heard.at(-1)?.quietUntil).toBeNull();
  });

  it('say nothing when they are over of what is over too, but the card does', async () => {
    const { poll, titles, digests } = await quiet('09:00', '10:10');
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    bench.clock.advance(5 * MINUTE_MS);
    poll(BOTH);
    bench.clock.advance(2 * MINUTE_MS);
    poll(BOTH);
    bench.clock.advance(3 * MINUTE_MS);
    expect(titles()).toEqual([]);
    expect(digests).toMatchObject([{ causes: ['quiet-hours'], alerts: [{ text: 'Nobody is available' }] }]);
  });

  it.each<readonly [string, readonly Weekday[], readonly string[]]>([
    ['of other days', [1, 2, 5, 6], ['Nobody is available']],
    ['that began on Sunday evening', [7], []],
  ])('%s: 10 on a Monday', async (_, days, expected) => {
    const { poll, titles } = await quiet('22:00', '21:00', 'team-needs-me', days);
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    expect(titles()).toEqual(expected);
  });

  it('of a night go over midnight, and leave no card where nothing was decided', async () => {
    const { poll, titles, digests, alerts } = await quiet('22:00', '10:10', 'every-change');
    poll(BOTH, { isBaseline: true });
    poll([BOTH[0]!, agentIn('u-2', 'AWAY')]);
    expect(alerts.log(null)).toMatchObject([{ held: 'quiet-hours' }]);
    alerts.digest.dismiss();
    bench.clock.advance(20 * MINUTE_MS);
    poll(BOTH, { isBaseline: true });
    bench.clock.advance(3 * MINUTE_MS);
    poll([BOTH[0]!, agentIn('u-2', 'AWAY')]);
    expect(titles()).toEqual(['Name u-2: AWAY']);
    expect(digests).toHaveLength(1);
  });
});

describe('a drill', () => {
  it.each<readonly [NoticeOutcome | null, RegExp]>([
    [{ kind: 'shown' }, /^The system says that it showed the notification\. .* no program is told of that\.$/],
    [{ kind: 'in-page' }, /^It was shown inside the page/],
    [{ kind: 'failed', advice: 'Check it.' }, /^The system did not show it\. Check it\.$/],
    [null, /^Nothing said within 5 seconds that it was shown\./],
  ])('goes the way of a real notice and says what came of it: %j', async (outcome, sentence) => {
    const { alerts, shown } = await start();
    const drilled = alerts.drill('nobody');
    expect(shown).toMatchObject([{ title: 'Drill: too few are available', id: 'connecti/nobody:drill' }]);
    if (outcome === null) bench.clock.advance(5_000);
    else alerts.noticeOutcome('connecti/nobody:drill', outcome);
    expect(await drilled).toMatchObject({ ok: true, value: expect.stringMatching(sentence) as string });
    expect(alerts.log(null)).toEqual([]);
  });

  it('says what would hold a real one back', async () => {
    const { alerts } = await start();
    const said = async () => {
      const drilled = alerts.drill('nobody');
      alerts.noticeOutcome('connecti/nobody:drill', { kind: 'in-page' });
      return ((await drilled) as { readonly value: string }).value.split('. ')[1];
    };
    expect(await said()).toBeUndefined();
    alerts.snoozeRule(OF, 'nobody', MINUTE_MS);
    expect(await said()).toBe('A real one would be held back now: notifications are snoozed.');
    alerts.snoozeRule(OF, 'nobody', null);
    alerts.snooze(MINUTE_MS);
    expect(await said()).toBe('A real one would be held back now: notifications are snoozed.');
    expect(await alerts.drill('gone')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

it('what the system did not show is logged as that, and stays unseen', async () => {
  const { alerts, poll, shown } = await start('every-change');
  poll(BOTH, { isBaseline: true });
  poll([BOTH[0]!, agentIn('u-2', 'AWAY')]);
  const [notice] = shown;
  alerts.noticeOutcome(notice!.id, { kind: 'shown' });
  alerts.noticeOutcome('connecti/other:team', { kind: 'failed', advice: '' });
  expect(alerts.log(null)).toMatchObject([{ held: null }]);
  alerts.noticeOutcome(notice!.id, { kind: 'failed', advice: '' });
  expect(alerts.log(null)).toMatchObject([{ held: 'failed' }]);
  expect(alerts.list()).toMatchObject({ unseen: 1, unseenSince: bench.clock.now() });
  expect(alerts.seen()).toMatchObject({ unseen: 0, unseenSince: null });
});

describe('the buttons of a notice', () => {
  it('snooze its rule for a quarter of an hour, and no other', async () => {
    const { alerts, poll, shown, titles } = await start('every-change');
    poll(BOTH, { isBaseline: true });
    poll([BOTH[0]!, agentIn('u-2', 'AWAY')]);
    const [notice] = shown.splice(0);
    const now = bench.clock.now();
    alerts.act(notice!.id, 'snooze');
    expect(alerts.list().snoozedRules).toEqual([{ ruleId: 'every-change', until: now + 15 * MINUTE_MS }]);
    bench.clock.advance(3 * MINUTE_MS);
    poll([agentIn('u-1', 'AWAY'), agentIn('u-2', 'BUSY')]);
    expect(titles()).toEqual(['Nobody is available']);
    expect(alerts.log(null).filter(({ held }) => held === 'snoozed')).toHaveLength(2);
    bench.clock.advance(12 * MINUTE_MS);
    expect(alerts.list().snoozedRules).toEqual([]);
  });

  it('snooze what still goes on then, and is told again', async () => {
    const { alerts, poll, shown, titles } = await start();
    poll(BOTH, { isBaseline: true });
    poll(GONE);
    alerts.act(shown[0]!.id, 'snooze');
    titles();
    bench.clock.advance(14 * MINUTE_MS);
    poll(GONE);
    expect(titles()).toEqual([]);
    bench.clock.advance(MINUTE_MS);
    poll(GONE);
    expect(titles()).toEqual(['Nobody is available']);
  });

  it('snooze for no longer than a quarter of an hour, also when the clock is set back', async () => {
    const { alerts, poll } = await start();
    poll(BOTH, { isBaseline: true });
    alerts.act('connecti/nobody:team', 'snooze');
    alerts.snooze(30 * MINUTE_MS);
    bench.clock.advance(5 * MINUTE_MS);
    poll(BOTH);
    bench.clock.jump(-120 * MINUTE_MS);
    poll(BOTH);
    const now = bench.clock.now();
    const { snoozedRules, snoozedUntil } = alerts.list();
    expect([snoozedRules, snoozedUntil]).toEqual([
      [{ ruleId: 'nobody', until: now + 10 * MINUTE_MS }],
      now + 25 * MINUTE_MS,
    ]);
  });

  it('mute its agent until the end of the day of the team', async () => {
    const { alerts } = await start();
    alerts.act('connecti/too-long:u-2', 'mute');
    // Midnight in Berlin.
    expect(alerts.list().mutes).toEqual([{ userId: 'u-2', until: Date.UTC(2026, 2, 2, 23) }]);
  });

  it('mute their agent for no longer than today, also when a clock was a day ahead', async () => {
    const { alerts, poll } = await start();
    bench.clock.jump(1_440 * MINUTE_MS);
    poll(BOTH, { isBaseline: true });
    alerts.act('connecti/too-long:u-2', 'mute');
    bench.clock.jump(-1_440 * MINUTE_MS);
    poll(BOTH, { isBaseline: true });
    expect(alerts.list().mutes).toEqual([{ userId: 'u-2', until: Date.UTC(2026, 2, 2, 23) }]);
  });

  it('do nothing for another connection, a team, or what no rule has made', async () => {
    const { alerts } = await start();
    for (const id of ['other/too-long:u-2', 'connecti/nobody:team', 'test', 'connecti/summary:team'])
      alerts.act(id, 'mute');
    for (const id of ['other/too-long:u-2', 'test', 'other/summary:team']) alerts.act(id, 'snooze');
    expect(alerts.list()).toMatchObject({ mutes: [], snoozedRules: [], snoozedUntil: null });
  });

  it('of a summary snooze everything', async () => {
    const { alerts } = await start();
    alerts.act('connecti/summary:team', 'snooze');
    expect(alerts.list()).toMatchObject({ snoozedRules: [], snoozedUntil: bench.clock.now() + 15 * MINUTE_MS });
  });
});

it('the log is exported as CSV that no spreadsheet takes for a formula', async () => {
  const { alerts, poll } = await start('every-change');
  poll([BOTH[0]!, agentIn('u-2', 'BUSY', 0, { name: '=Bo, "the" boss' })], { isBaseline: true });
  poll([BOTH[0]!, agentIn('u-2', 'AWAY', 0, { name: '=Bo, "the" boss' })]);
  alerts.excuse(1, '-1');
  expect(alerts.export().split('\r\n')).toEqual([
    '\uFEFFat,rule,kind,event,user_id,text,outcome,reason,excused',
    `2026-03-02T10:00:00+01:00,every-change,becomes,fired,u-2,"'=Bo, ""the"" boss: AWAY",delivered,,'-1`,
    '',
  ]);
});

it('forgets a connection that was removed, and those that are gone', async () => {
  const { alerts, poll } = await start();
  poll(BOTH, { isBaseline: true });
  poll(GONE);
  alerts.forgetOthers([OF]);
  expect(alerts.log(null)).toHaveLength(1);
  alerts.forgetOthers(['another']);
  expect(alerts.log(null)).toEqual([]);
});

describe('while no page is open', () => {
  it('nothing counts as delivered, and what still goes on is told at the first poll after one was opened', async () => {
    const { poll, titles, leaveAlone, alerts, digests } = await start();
    leaveAlone(true);
    poll(BOTH, { isBaseline: true });
    bench.clock.advance(MINUTE_MS);
    poll(GONE);
    bench.clock.advance(MINUTE_MS);
    poll(GONE);
    expect([titles(), digests, alerts.list().unseen]).toEqual([[], [], 0]);
    expect(alerts.log(null)).toMatchObject([{ text: 'Nobody is available', held: 'nobody-there' }]);
    leaveAlone(false);
    poll(GONE);
    expect(titles()).toEqual(['Nobody is available']);
    expect(digests).toMatchObject([{ causes: ['nobody-there'], alertCount: 1 }]);
    expect(alerts.log(null).map(({ held }) => held)).toEqual([null, 'nobody-there']);
    poll(GONE);
    expect([titles(), digests.length]).toEqual([[], 1]);
  });
});
