import { expect, it } from 'vitest';
import { weighZone, type ZoneKnowledge } from '../../../../electron/history/zone/zone-evidence.ts';
import type { DetailsRow, StatusRecord } from '../../../../electron/kore/types.ts';
import type { Agent, Status } from '../../../../electron/shared/model.ts';
import { fakeAgent } from '../../../support/fake-team.ts';
import type { KoreRecord } from '../../../support/kore-server/types.ts';
import { centreAt, liveDays, type CentreDays } from '../../../support/zone-centre.ts';

/**
 * Teams whose zone is not known, each read once at many minutes of a day, without anything learned before. Lunch is in
 * the middle of the day, and nobody is there by night but who forgot to log out. `npm run test:long` takes small steps.
 */
const IS_LONG = process.env['ROLLCALL_LONG'] !== undefined;
const STEP_MINUTES = IS_LONG ? 7 : 61;
const NEAR_MINUTES = IS_LONG ? 1 : 4;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DATE = '2026-03-03';
const NOTHING: ZoneKnowledge = { apiTimes: null, apiTimesEvidence: null };

interface Case {
  readonly days: CentreDays;
  /** The zone it writes its times in. */
  readonly writes: 'request' | 'UTC';
  /** Whether it searches the requested day, or its own. */
  readonly isOwnDay: boolean;
}

function cases(offset: number): Case[] {
  const each = <T>(values: readonly T[], make: (value: T) => Case[]): Case[] => values.flatMap(make);
  return each([8, 13, 18], (hours) =>
    each([2, 9, 30], (agents) =>
      each([20, 60], (forgetful) =>
        each(['request', 'UTC'] as const, (writes) =>
          [true, false].map((isOwnDay): Case => {
            const people = { agents, pace: 6, forgetful, lunch: { share: 0.9, minutes: 75 } };
            const when = { offset, date: '2026-03-02', days: 2, opensAt: hours === 18 ? 5 : 8, hours };
            return { days: { seed: hours * agents + forgetful, ...people, ...when }, writes, isOwnDay };
          }),
        ),
      ),
    ),
  );
}

/** All of the day, and closely when work and lunch would have just ended in the other zone. */
function minutesOf({ seed, opensAt, hours, offset }: CentreDays): readonly number[] {
  const minutes: number[] = [];
  for (let minute = seed % STEP_MINUTES; minute < DAY_MINUTES; minute += STEP_MINUTES) minutes.push(minute);
  for (const hour of [opensAt + hours, opensAt + hours / 2]) {
    const from = hour * 60 + Math.abs(offset) - 10;
    for (let minute = from; minute < from + 36; minute += NEAR_MINUTES) minutes.push(minute);
  }
  return minutes.filter((minute) => minute < DAY_MINUTES);
}

/** How many of the reads say which zone it is, and how many of those are wrong. */
function count({ days, writes, isOwnDay }: Case): {
  readonly reads: number;
  readonly decided: number;
  readonly wrong: number;
} {
  const { offset } = days;
  const centre = liveDays(days);
  const startsAt = Date.parse(`${DATE}T00:00:00Z`) + offset * MINUTE_MS;
  const ownStart = isOwnDay ? Date.parse(`${DATE}T00:00:00Z`) : startsAt;
  const counts = { reads: 0, decided: 0, wrong: 0 };
  for (const minute of minutesOf(days)) {
    const now = startsAt + minute * MINUTE_MS + 17_000;
    const team = centreAt(centre, now);
    const shift = writes === 'request' ? -offset * MINUTE_MS : 0;
    const rows = team.map(({ id, records = [] }): DetailsRow => {
      const listed = records.filter(
        ({ start, end }) => start < ownStart + DAY_MINUTES * MINUTE_MS && (end ?? now) > ownStart,
      );
      return { userId: id, name: '', email: '', records: listed.map((record) => written(record, shift)) };
    });
    const live = new Map(
      team.map(({ id, bucket }): [string, Agent] => [id, fakeAgent({ userId: id, status: bucket as Status })]),
    );
    const endsAt = startsAt + DAY_MINUTES * MINUTE_MS;
    const answer = { rows, timeZoneOffset: offset, receivedAt: now, startsAt, endsAt };
    const { apiTimes } = weighZone(NOTHING, { answers: [answer], boundaries: [], live });
    counts.reads += 1;
    if (apiTimes !== null) counts.decided += 1;
    if (apiTimes !== null && apiTimes !== writes) counts.wrong += 1;
  }
  return counts;
}

function written({ primary, secondary, start, end }: KoreRecord, shift: number): StatusRecord {
  return {
    primaryStatus: primary,
    secondaryStatus: secondary,
    start: { kind: 'wall', ms: start + shift },
    end: end === null ? null : { kind: 'wall', ms: end + shift },
  };
}

it.each([
  ['one hour east', -60],
  ['five and a half hours east', -330],
  ['five hours west', 300],
])('a team %s of UTC is taken for another zone’s in less than one minute of a thousand', (_, offset) => {
  const counts = cases(offset).map(count);
  const sum = (of: 'reads' | 'decided' | 'wrong'): number => counts.reduce((all, counted) => all + counted[of], 0);
  expect(sum('wrong') / sum('reads')).toBeLessThanOrEqual(0.001);
  // By day it is decided.
  expect(sum('decided') / sum('reads')).toBeGreaterThan(0.3);
});
