import { describe, expect, it } from 'vitest';
import type { AnsweredPeriod } from '../../../../electron/history/zone/api-times.ts';
import {
  weighZone,
  type SeenBoundary,
  type ZoneFacts,
  type ZoneKnowledge,
} from '../../../../electron/history/zone/zone-evidence.ts';
import type { StatusRecord } from '../../../../electron/kore/types.ts';
import type { Agent, Status } from '../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import { wall, wallRecord } from '../fake-details.ts';

// 10 March 2026 in India is 9 March 18:30 to 10 March 18:30 UTC.
const INDIA = period(-330, '2026-03-09T18:30:00Z');
const NEW_YORK = period(240, '2026-03-10T04:00:00Z');
const TOKYO = period(-540, '2026-03-09T15:00:00Z');
const NOTHING: ZoneKnowledge = { apiTimes: null, apiTimesEvidence: null };
const AFTER = '2026-04-01T00:00:00Z';

type Period = Pick<AnsweredPeriod, 'timeZoneOffset' | 'startsAt' | 'endsAt'>;

function period(timeZoneOffset: number, start: string): Period {
  const startsAt = Date.parse(start);
  return { timeZoneOffset, startsAt, endsAt: startsAt + 86_400_000 };
}

function answer(of: Period, receivedAt: string, ...agents: StatusRecord[][]): AnsweredPeriod {
  const rows = agents.map((records, index) => ({ userId: `u-${index}`, name: '', email: '', records }));
  return { ...of, receivedAt: Date.parse(receivedAt), rows };
}

function busy(start: string, end = '-'): StatusRecord {
  const full = (time: string): string => (time === '-' ? time : `2026-03-${time.includes('T') ? time : `10T${time}`}`);
  return wallRecord('BUSY', 'BUSY', full(start), full(end));
}

function weigh(facts: Partial<ZoneFacts> & { readonly answers: ZoneFacts['answers'] }, known = NOTHING): ZoneKnowledge {
  return weighZone(known, { boundaries: [], live: null, ...facts });
}

const decidedAs = ({ apiTimes, apiTimesEvidence }: ZoneKnowledge) => [apiTimes, apiTimesEvidence?.rule ?? null];
const UNDECIDED = [null, null];

describe('what would lie in the future', () => {
  it('rules out UTC for a team in India, and the offset sent for one in New York', () => {
    const india = answer(INDIA, '2026-03-10T10:30:00Z', [busy('15:30:00')], [busy('15:10:00')]);
    expect(decidedAs(weigh({ answers: [india] }))).toEqual(['request', 'future']);
    const newYork = answer(NEW_YORK, '2026-03-10T16:00:00Z', [busy('11:00:00', '13:00:00')], [busy('14:00:00')]);
    expect(decidedAs(weigh({ answers: [newYork] }))).toEqual(['UTC', 'future']);
  });

  it.each([
    ['one agent alone', [[busy('15:30:00'), busy('15:10:00', '15:30:00')]]],
    [
      'one agent with a wrong record',
      [[busy('23:00:00', '23:30:00')], [busy('09:00:00', '09:10:00')], [busy('09:20:00')]],
    ],
    ['one instant of two agents', [[busy('15:30:00')], [busy('15:30:00')]]],
    ['two minutes, by which clocks may differ', [[busy('10:31:59')], [busy('10:31:58')]]],
  ])('%s decides nothing', (_, agents) => {
    expect(decidedAs(weigh({ answers: [answer(INDIA, '2026-03-10T10:30:00Z', ...agents)] }))).toEqual(UNDECIDED);
  });

  it('is searched for in all answers together', () => {
    const one = answer(INDIA, '2026-03-10T10:30:00Z', [busy('15:30:00')]);
    const other = answer(INDIA, '2026-03-10T10:30:00Z', [], [busy('15:10:00')]);
    expect(decidedAs(weigh({ answers: [one, other] }))).toEqual(['request', 'future']);
  });

  it('is nothing where times carry their own zone, or offset 0 was sent', () => {
    const instant = (record: StatusRecord): StatusRecord => ({
      ...record,
      start: { ...record.start, kind: 'instant' },
    });
    const agents = [[busy('15:30:00')], [busy('15:10:00')]];
    const own = answer(INDIA, '2026-03-10T10:30:00Z', ...agents.map((records) => records.map(instant)));
    expect(weigh({ answers: [own] })).toEqual(NOTHING);
    const london = answer({ ...INDIA, timeZoneOffset: 0 }, '2026-03-10T10:30:00Z', ...agents);
    expect(weigh({ answers: [london] })).toEqual(NOTHING);
    const summer: ZoneKnowledge = { apiTimes: 'UTC', apiTimesEvidence: { rule: 'change', witness: null, misfits: 0 } };
    expect(weigh({ answers: [london] }, summer)).toEqual(summer);
  });

  it('of both zones fits none', () => {
    // A server that writes Tokyo's times and a team in Berlin.
    const berlin = period(-60, '2026-03-09T23:00:00Z');
    const read = answer(berlin, '2026-03-10T10:00:00Z', [busy('18:50:00')], [busy('18:40:00')]);
    const once = weigh({ answers: [read] });
    expect(once).toEqual({ apiTimes: null, apiTimesEvidence: { rule: null, witness: null, misfits: 1 } });
    expect(weigh({ answers: [read] }, once).apiTimesEvidence?.misfits).toBe(2);
  });
});

describe('what was seen to happen', () => {
  const FROM = Date.parse('2026-03-10T10:00:00Z');
  /** Between 10:00 and 10:05 by the server's clock. */
  const seen = (userId: string, at: string, patch: Partial<SeenBoundary> = {}): SeenBoundary => ({
    ...{ userId, at: wall(`2026-03-10T${at}`), timeZoneOffset: -330, from: FROM, to: FROM + 300_000, isNew: true },
    ...patch,
  });
  const quiet = answer(INDIA, '2026-03-10T10:05:00Z', [busy('09:00:00', '09:10:00')]);
  const see = (known: ZoneKnowledge, ...boundaries: SeenBoundary[]) => weigh({ answers: [quiet], boundaries }, known);

  it('decides when two agents did it, in one read or in two', () => {
    expect(decidedAs(see(NOTHING, seen('u-1', '10:02:00'), seen('u-2', '10:03:00')))).toEqual(['UTC', 'change']);
    expect(decidedAs(see(NOTHING, seen('u-1', '15:32:00'), seen('u-2', '15:33:00')))).toEqual(['request', 'change']);
    const first = see(NOTHING, seen('u-1', '10:02:00'));
    expect(first).toEqual({
      apiTimes: null,
      apiTimesEvidence: { rule: null, witness: { userId: 'u-1', zone: 'UTC' }, misfits: 0 },
    });
    expect(decidedAs(see(first, seen('u-1', '10:04:00')))).toEqual(UNDECIDED);
    expect(decidedAs(see(see(first), seen('u-2', '10:04:00')))).toEqual(['UTC', 'change']);
  });

  it.each([
    ['two minutes before', '09:58:00', 'UTC'],
    ['more', '09:57:59', null],
    ['two minutes after', '10:07:00', 'UTC'],
    ['more', '10:07:01', null],
  ])('gives or takes two minutes: %s', (_, at, zone) => {
    expect(see(NOTHING, seen('u-1', at), seen('u-2', at)).apiTimes).toBe(zone);
  });

  it('contradicts itself, and proves nothing, when one agent says the one and another the other', () => {
    expect(see(NOTHING, seen('u-1', '10:02:00'), seen('u-2', '15:32:00'))).toEqual(NOTHING);
  });

  it('says nothing over so long that both zones fit', () => {
    const long = { from: FROM - 8 * 3_600_000 };
    expect(see(NOTHING, seen('u-1', '10:02:00', long), seen('u-2', '10:03:00', long))).toEqual(NOTHING);
  });

  it.each(['silence', 'day', 'future'] as const)('overrules %s', (rule) => {
    const known: ZoneKnowledge = { apiTimes: 'request', apiTimesEvidence: { rule, witness: null, misfits: 0 } };
    expect(decidedAs(see(known, seen('u-1', '10:02:00'), seen('u-2', '10:03:00')))).toEqual(['UTC', 'change']);
  });

  it('is not overruled by records in the future, which then fit nothing', () => {
    const known: ZoneKnowledge = { apiTimes: 'UTC', apiTimesEvidence: { rule: 'change', witness: null, misfits: 0 } };
    const future = answer(INDIA, '2026-03-10T10:05:00Z', [busy('15:30:00')], [busy('15:10:00')]);
    expect(weigh({ answers: [future] }, known)).toEqual({
      apiTimes: 'UTC',
      apiTimesEvidence: { rule: 'change', witness: null, misfits: 1 },
    });
  });

  it('fits neither zone twice in a row, and then is what nothing else can outweigh but two agents again', () => {
    // A server in Berlin, a team in India: it is 11:02 there.
    const misfit = [seen('u-1', '11:02:00'), seen('u-2', '11:03:00')];
    const once = see(NOTHING, ...misfit);
    expect(once.apiTimesEvidence?.misfits).toBe(1);
    expect(see(see(once), ...misfit).apiTimesEvidence?.misfits).toBe(2);
    expect(see(once, seen('u-1', '10:02:00')).apiTimesEvidence?.misfits).toBe(0);
    const said = see(once, ...misfit);
    expect(see(said, seen('u-1', '10:02:00')).apiTimesEvidence?.misfits).toBe(2);
    expect(decidedAs(see(see(said, seen('u-1', '10:02:00')), seen('u-2', '10:02:00')))).toEqual(['UTC', 'change']);
    const left = answer(INDIA, '2026-03-10T10:05:00Z', [busy('11:02:00')], [busy('11:03:00')]);
    expect(decidedAs(weigh({ answers: [left] }, said))).toEqual(UNDECIDED);
  });

  it('may be listed some minutes late, and follow a change seen live that it is not about', () => {
    expect(see(NOTHING, seen('u-1', '09:52:00'), seen('u-2', '09:53:00'))).toEqual(NOTHING);
    const old = { isNew: false };
    expect(see(NOTHING, seen('u-1', '08:00:00', old), seen('u-2', '08:00:00', old))).toEqual(NOTHING);
  });

  it('writes nothing down that is known already', () => {
    const known: ZoneKnowledge = { apiTimes: 'UTC', apiTimesEvidence: { rule: 'change', witness: null, misfits: 0 } };
    expect(see(known, seen('u-1', '10:02:00'))).toEqual(known);
  });
});

describe('silence', () => {
  const NOW = '2026-03-10T10:30:00Z';
  /** Six agents who change every ten minutes, each at another minute, from 07:00 to 10:25 on the wall. */
  const BUSY_TEAM = Array.from({ length: 6 }, (_, index) =>
    Array.from({ length: 21 }, (__, round) => {
      const at = (minutes: number): string => `2026-03-10T${new Date(minutes * 60_000).toISOString().slice(11, 19)}`;
      const start = 7 * 60 + round * 10 + index;
      return wallRecord('BUSY', 'BUSY', at(start), round === 20 ? '-' : at(start + 10));
    }),
  );
  const team = (status: Status, present = 6): ReadonlyMap<string, Agent> =>
    new Map(
      Array.from({ length: 6 }, (_, index): [string, Agent] => {
        const userId = `u-${index}`;
        return [userId, fakeAgent({ userId, status: index < present ? status : 'OFFLINE' })];
      }),
    );

  it('of five hours in a busy team proves the later zone', () => {
    const answers = [answer(INDIA, NOW, ...BUSY_TEAM)];
    expect(decidedAs(weigh({ answers, live: team('BUSY') }))).toEqual(['UTC', 'silence']);
  });

  it.each([
    ['nobody says who is there', null, NOW],
    ['nobody is there', team('OFFLINE'), NOW],
    ['everybody rests', team('AWAY'), NOW],
    ['one of six is there', team('BUSY', 1), NOW],
    ['the status is another one', team('AVAILABLE'), NOW],
    ['it would be silent in both zones', team('BUSY'), '2026-03-10T13:30:00Z'],
  ])('proves nothing when %s', (_, live, now) => {
    expect(decidedAs(weigh({ answers: [answer(INDIA, now, ...BUSY_TEAM)], live }))).toEqual(UNDECIDED);
  });

  it('proves nothing in a team that hardly changes, or by changes of one second', () => {
    const rare = BUSY_TEAM.map((records) => records.slice(-1));
    expect(decidedAs(weigh({ answers: [answer(INDIA, NOW, ...rare)], live: team('BUSY') }))).toEqual(UNDECIDED);
    const together = BUSY_TEAM.map(() => [busy('09:00:00', '10:25:00'), busy('10:25:00')]);
    expect(decidedAs(weigh({ answers: [answer(INDIA, NOW, ...together)], live: team('BUSY') }))).toEqual(UNDECIDED);
  });

  it('proves nothing by times that carry their own zone', () => {
    const own = BUSY_TEAM.map((records) =>
      records.map(({ start, end, ...status }): StatusRecord => ({
        ...status,
        start: { ...start, kind: 'instant' },
        end: end && { ...end, kind: 'instant' },
      })),
    );
    expect(weigh({ answers: [answer(INDIA, NOW, ...own)], live: team('BUSY') })).toEqual(NOTHING);
  });

  it('is outlived by what is stronger', () => {
    const known: ZoneKnowledge = {
      apiTimes: 'request',
      apiTimesEvidence: { rule: 'future', witness: null, misfits: 0 },
    };
    expect(weigh({ answers: [answer(INDIA, NOW, ...BUSY_TEAM)], live: team('BUSY') }, known)).toEqual(known);
  });

  it('does not decide by what lies in the future in one zone for the other, which nobody can believe', () => {
    // A server in Berlin, four and a half hours behind the team in India: silent for so long at the offset sent.
    const read = answer(INDIA, '2026-03-10T09:25:00Z', ...BUSY_TEAM);
    expect(decidedAs(weigh({ answers: [read] }))).toEqual(['request', 'future']);
    expect(decidedAs(weigh({ answers: [read], live: team('BUSY') }))).toEqual(UNDECIDED);
  });
});

describe('records outside of the day', () => {
  const hours = (from: number, count: number): StatusRecord[] =>
    Array.from({ length: count }, (_, index) => {
      const at = (hour: number): string =>
        new Date(Date.parse('2026-03-09T00:00:00Z') + hour * 3_600_000).toISOString().slice(0, 19);
      return wallRecord('BUSY', 'BUSY', at(from + index), at(from + index + 1));
    });

  it('are counted in all: in Tokyo the first nine hours, if UTC is read as the offset sent', () => {
    // Written in UTC, the day is from 9 March 15:00 to 10 March 15:00.
    const read = answer(TOKYO, AFTER, hours(16, 12), hours(15, 24));
    expect(decidedAs(weigh({ answers: [read] }))).toEqual(['UTC', 'day']);
  });

  it.each([
    ['nine records', [hours(15, 5), hours(15, 4)]],
    ['one agent', [hours(15, 24)]],
    ['records that are outside in both zones', [hours(0, 24), hours(0, 24)]],
  ])('decide nothing: %s', (_, agents) => {
    expect(decidedAs(weigh({ answers: [answer(TOKYO, AFTER, ...agents)] }))).toEqual(UNDECIDED);
  });

  it('never prove the offset sent: a server that writes UTC may filter by its own day', () => {
    const read = answer(TOKYO, AFTER, hours(24, 24), hours(24, 24));
    expect(decidedAs(weigh({ answers: [read] }))).toEqual(UNDECIDED);
  });
});
