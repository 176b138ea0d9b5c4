import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAlertRepository } from '../../../../electron/alerts/log/alert-repository.ts';
import { createAlerts } from '../../../../electron/alerts/alerts.ts';
import { dryRun } from '../../../../electron/alerts/dry-run/dry-run.ts';
import { createRules } from '../../../../electron/alerts/rules/rules.ts';
import {
  DEFAULT_LIMITS,
  DEFAULT_PREFERENCES,
  NOTHING_LEARNED,
  WEEKDAYS,
  type Agent,
  type HistoryDay,
  type Rule,
  type RuleCondition,
  type Status,
  type WorkingHours,
} from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { STORAGE_SCHEMA } from '../../../../electron/storage-schema.ts';
import { alertRule, EVERYBODY_SCOPE, START, teamOf } from '../../../support/alert-scene.ts';
import { ACCOUNT, PROFILE } from '../../../support/fake-bridge.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { createMemorySettings } from '../../../support/memory-settings.ts';
import { createStorageBench, type StorageBench } from '../../../support/storage-bench.ts';

/** A rule replayed over some days, and the live alerts that were fed with the same days, a poll a minute. */
const MINUTE_MS = 60_000;
const TIME_ZONE = 'UTC';

/** What somebody was in, between minutes after the start. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly primary: string;
  readonly secondary: string;
}

interface Script {
  /** Where each day ends, minutes after the start. */
  readonly midnights: readonly number[];
  readonly people: readonly (readonly Stretch[])[];
}

let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

function stretch(from: number, to: number, status: string): Stretch {
  const [primary = '', secondary = primary] = status.split('/');
  return { from, to, primary, secondary };
}

/** The script as history has it: cut into days. */
function daysOf({ midnights, people }: Script): readonly HistoryDay[] {
  return midnights.map((end, index) => {
    const begin = midnights[index - 1] ?? 0;
    const at = (minute: number): number => START + minute * MINUTE_MS;
    const agents = people.map((stretches, person) => ({
      userId: `u-${person}`,
      name: `Name ${person}`,
      intervals: stretches
        .filter(({ from, to }) => from < end && to > begin)
        .map(({ from, to, primary, secondary }) => ({
          primaryStatus: primary,
          secondaryStatus: secondary,
          start: at(Math.max(from, begin)),
          end: at(Math.min(to, end)),
          ...(from < begin && { startedAt: at(from) }),
          clippedStart: from < begin,
          clippedEnd: to > end,
        })),
    }));
    const date = new Date(START + index * 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
    return { date, startsAt: at(begin), endsAt: at(end), read: 'complete', agents } as unknown as HistoryDay;
  });
}

/** The notices of the dry run: when, in minutes, and of whom. */
async function replayed(rule: Rule, script: Script, isInHours: (rule: Rule, at: number) => boolean) {
  const answer = await dryRun(
    {
      history: {
        days: () =>
          Promise.resolve(
            ok(
              (async function* () {
                await Promise.resolve();
                yield* daysOf(script);
              })(),
            ),
          ),
      },
      timeZone: () => TIME_ZONE,
      now: () => START + 40 * 24 * 60 * MINUTE_MS,
      whoOf: () => ({ kind: 'everybody' }),
      scopeOf: () => EVERYBODY_SCOPE,
      isInHours,
      isQuiet: () => false,
      limits: () => DEFAULT_LIMITS,
    },
    rule,
    { wantedADay: 1_000 },
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.days.flatMap(({ notifiedAt }) =>
    notifiedAt.map(({ at, userId }) => `${(at - START) / MINUTE_MS} ${userId ?? 'team'}`),
  );
}

/** The notices of the live alerts. They look at the team with each poll alone, as the dry run does. */
async function live(rule: Rule, { people, midnights }: Script) {
  const clock = { ...bench.clock, after: () => () => undefined };
  const settings = createMemorySettings({
    preferences: { ...DEFAULT_PREFERENCES, notify: 'nothing', limits: DEFAULT_LIMITS },
    connections: [
      { profile: PROFILE, isSecretStored: true, memory: NOTHING_LEARNED, views: [], activeViewId: null, rules: [rule] },
    ],
  });
  const connections = { state: () => ACCOUNT, list: () => [{ profile: PROFILE, isOpen: true }] as never };
  const storage = await bench.open(STORAGE_SCHEMA);
  let agents: ReadonlyMap<string, Agent> = teamOf();
  const notices: string[] = [];
  const alerts = createAlerts({
    clock,
    settings,
    connections,
    rules: createRules({ settings, connections, randomUUID: () => 'new' }),
    team: { everybody: () => agents },
    scopeOf: () => EVERYBODY_SCOPE,
    usual: () => 'too-few-days',
    timeZone: () => TIME_ZONE,
    disk: openAlertRepository(storage.memory), // each run begins with nothing
    session: openAlertRepository(storage.memory),
    gaps: { get: () => null, dismiss: () => undefined, forget: () => undefined },
    isSomebodyThere: () => true,
    show: ({ userId }) => notices.push(`${(bench.clock.now() - START) / MINUTE_MS} ${userId ?? 'team'}`),
    onDigest: () => undefined,
    onChange: () => undefined,
  });
  const end = midnights.at(-1) ?? 0;
  bench.clock.jump(START - bench.clock.now());
  for (let minute = 0; minute < end; minute += 1) {
    const before = agents;
    agents = teamAt(people, minute, before);
    const health = { state: 'live', since: 0, nextAt: 1, message: '' } as const;
    alerts.follow({ health, asOf: bench.clock.now(), clockOffsetMs: 0 });
    const outcome = { before, after: agents, changes: [], isBaseline: minute === 0, unread: [], gap: null, view: null };
    alerts.afterPoll({ ...outcome, healthBefore: health, healthAfter: health });
    bench.clock.jump(MINUTE_MS);
  }
  alerts.stop();
  storage.close();
  return { notices, isInHours: alerts.isInHours };
}

/** Who is the same is the same object. */
function teamAt(people: Script['people'], minute: number, before: ReadonlyMap<string, Agent>) {
  return teamOf(
    ...people.flatMap((stretches, person): Agent[] => {
      const userId = `u-${person}`;
      const present = stretches.findLast(({ from, to }) => from <= minute && minute < to);
      if (present === undefined) return [];
      const { primary, secondary, from } = present;
      const at = START + from * MINUTE_MS;
      const known = before.get(userId);
      if (known?.since.at === at) return [known];
      return [
        fakeAgent({
          userId,
          name: `Name ${person}`,
          status: primary as Status,
          rawStatus: primary,
          secondaryStatus: secondary === primary ? null : secondary,
          since: { at, precision: 'exact', toleranceMs: 0 },
        }),
      ];
    }),
  );
}

async function both(rule: Rule, script: Script): Promise<readonly string[]> {
  const { notices, isInHours } = await live(rule, script);
  // Of one minute they come in another order.
  expect((await replayed(rule, script, isInHours)).toSorted()).toEqual(notices.toSorted());
  return notices;
}

const LUNCH: RuleCondition = {
  kind: 'too-long',
  status: { kind: 'secondary', name: 'Lunch' },
  minutes: 30,
  earlyMinutes: 0,
};
/** From 9:30 on; the scripts begin at 9:00. */
const FROM_HALF_PAST: WorkingHours = { days: [...WEEKDAYS], from: '09:30', to: '12:00' };

describe('a dry run notifies as the live alerts do', () => {
  const overMidnight = (status: string): Script => ({
    midnights: [120, 300],
    people: [[stretch(0, 60, 'AVAILABLE'), stretch(60, 180, status), stretch(180, 300, 'AVAILABLE')]],
  });

  it('once of a lunch that lasts over midnight', async () => {
    expect(await both(alertRule(LUNCH), overMidnight('AWAY/Lunch'))).toEqual(['90 u-0']);
  });

  it('once where nobody is available over midnight, at once or after longer than either day has of it', async () => {
    const nobody = (forMinutes: number): Rule => alertRule({ kind: 'below', fewerThan: 1, forMinutes });
    expect(await both(nobody(0), overMidnight('BUSY'))).toEqual(['60 team']);
    expect(await both(nobody(90), overMidnight('BUSY'))).toEqual(['150 team']);
  });

  it('of what began before the hours of the rule when they begin', async () => {
    const rule = alertRule({ kind: 'below', fewerThan: 1, forMinutes: 0 }, { hours: FROM_HALF_PAST });
    const script = { midnights: [120], people: [[stretch(0, 1, 'AVAILABLE'), stretch(1, 120, 'BUSY')]] };
    expect(await both(rule, script)).toEqual(['30 team']);
  });

  it('once of more than three at a time, and not again of somebody who changes every minute', async () => {
    const rule = alertRule({ kind: 'becomes', status: null });
    const people = Array.from({ length: 5 }, (_, person) =>
      person > 0
        ? [stretch(0, 10, 'AVAILABLE'), stretch(10, 60, 'BUSY')]
        : Array.from({ length: 60 }, (_unused, minute) => stretch(minute, minute + 1, minute % 2 ? 'BUSY' : 'AWAY')),
    );
    expect((await both(rule, { midnights: [60], people })).length).toBeLessThan(32);
  });

  it('whatever the days, the rule and its hours', async () => {
    const AWAY = { kind: 'status', status: 'AWAY' } as const;
    const conditions: readonly RuleCondition[] = [
      { kind: 'below', fewerThan: 2, forMinutes: 3 },
      { kind: 'above', status: AWAY, moreThan: 1, forMinutes: 1.5 },
      { ...LUNCH, status: null, earlyMinutes: 3 },
      { kind: 'too-often', status: AWAY, moreThan: 1, hours: 1 },
      { kind: 'flapping', changes: 3, withinMinutes: 10 },
      { kind: 'mass-change', percent: 30, withinSeconds: 120 },
      { kind: 'becomes', status: null },
    ];
    const statuses = ['AVAILABLE', 'BUSY', 'AWAY', 'AWAY/Lunch', 'OFFLINE', null] as const;
    const turn = fc.record({
      // Whole seconds: sums of fractions of a minute are not exact.
      seconds: fc.constantFrom(12, 60, 162, 300, 840, 1_998, 5_700),
      status: fc.constantFrom(...statuses),
    });
    const people = fc.array(fc.array(turn, { maxLength: 20 }), { minLength: 1, maxLength: 6 });
    const rules = fc.record({
      condition: fc.constantFrom(...conditions),
      hours: fc.constantFrom(null, FROM_HALF_PAST),
      remindMinutes: fc.constantFrom(null, 20),
      saysRecovery: fc.boolean(),
    });
    let notified = 0;
    await fc.assert(
      fc.asyncProperty(people, rules, async (turns, { condition, ...patch }) => {
        const scripted = turns.map((own) => {
          let at = 0;
          return own.flatMap(({ seconds, status }) => {
            const from = at / 60;
            at += seconds;
            const last = status === null || from >= 360;
            return last ? [] : [stretch(from, Math.min(at / 60, 360), status)];
          });
        });
        const notices = await both(alertRule(condition, patch), { midnights: [100, 230, 360], people: scripted });
        notified += notices.length;
      }),
      { numRuns: 60 },
    );
    expect(notified).toBeGreaterThan(60);
  });
});
