import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../electron/demo/roster.ts';
import { createWorld, type World } from '../../../electron/demo/world.ts';
import { DEFAULT_LIMITS } from '../../../electron/shared/model.ts';

// What a supervisor sees of the demo, at any time of a day, in any zone and on each day of the week.

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 30);
const LIMITS: Readonly<Record<string, number | null | undefined>> = DEFAULT_LIMITS.byStatus;
const STEP_MIN = 5;
const ZONES = ['Europe/Berlin', 'Asia/Tokyo', 'Etc/GMT-8', 'Asia/Kathmandu', 'America/Los_Angeles'];
const STARTED_HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** One look at the centre. */
interface Look {
  /** The hour of its clock. */
  readonly hour: number;
  readonly loggedIn: number;
  readonly available: number;
  readonly busy: number;
  /** How many available agents each queue has. */
  readonly queues: readonly number[];
  /** What those say who are over a limit. */
  readonly over: readonly string[];
  /** In how many minutes the next limit is passed. */
  readonly soonMin: number;
  /** Whose routing status differs from what they say. */
  readonly disagree: number;
}

function looksAt(timeZone: string): readonly Look[] {
  const world = createWorld({ seed: 1, agents: 26, timeZone });
  const said = world.agents.map((agent) => world.segmentsOf(agent, MONDAY, MONDAY + 7 * DAY_MS));
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  const steps = Array.from({ length: (7 * 24 * 60) / STEP_MIN }, (_, step) => MONDAY + step * STEP_MIN * MINUTE_MS);
  return steps.map((now) => lookAt(world, said, now, Number(clock.format(now))));
}

function lookAt(world: World, said: readonly (readonly Segment[])[], now: number, hour: number): Look {
  const agents = world.agents.map((agent, index) => {
    const segment = said[index]?.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
    const minutes = segment === undefined ? 0 : (now - segment.startsAt) / MINUTE_MS;
    const limit = LIMITS[segment?.primaryStatus ?? 'AVAILABLE'] ?? Infinity;
    return { ...agent, status: world.liveAt(agent, now).status, segment, leftMin: limit - minutes };
  });
  const count = (isCounted: (agent: (typeof agents)[number]) => boolean): number => agents.filter(isCounted).length;
  return {
    hour,
    loggedIn: count(({ status }) => status !== 'OFFLINE'),
    available: count(({ status }) => status === 'AVAILABLE'),
    busy: count(({ status }) => status === 'BUSY'),
    queues: world.queues.map(({ id }) =>
      count(({ status, queueIds }) => status === 'AVAILABLE' && queueIds.includes(id)),
    ),
    over: agents.filter(({ leftMin }) => leftMin <= 0).map(({ segment }) => segment?.secondaryStatus ?? ''),
    soonMin: Math.min(...agents.map(({ leftMin }) => leftMin).filter((left) => left > 0)),
    disagree: count(({ status, segment }) => segment !== undefined && segment.primaryStatus !== status),
  };
}

/** No break of a day is longer than its limit, so a longer one is a status that somebody forgot. */
const FORGOTTEN = 'Break';
const forgotten = ({ over }: Look): number => over.filter((says) => says === FORGOTTEN).length;
const isOverToday = ({ over }: Look): boolean => over.some((says) => says !== FORGOTTEN);

describe.each(ZONES)('the demo in %s', (timeZone) => {
  const looks = looksAt(timeZone);
  const daytime = looks.filter(({ hour }) => hour >= 7 && hour < 21);
  const night = looks.filter(({ hour }) => hour < 7 || hour >= 21);
  const share = (of: readonly Look[], holds: (look: Look) => boolean): number => of.filter(holds).length / of.length;
  /** The smallest share of the looks of an hour for which something holds. */
  const inAnyHour = (of: readonly Look[], holds: (look: Look) => boolean): number =>
    Math.min(
      ...STARTED_HOURS.map((hour) => of.filter((look) => look.hour === hour))
        .filter(({ length }) => length > 0)
        .map((ofHour) => share(ofHour, holds)),
    );
  const mean = (of: readonly Look[], value: (look: Look) => number): number =>
    of.reduce((sum, look) => sum + value(look), 0) / of.length;

  it('always has a status that somebody forgot, or two where one ends, and never more than four over a limit', () => {
    expect(looks.filter((look) => forgotten(look) < 1 || forgotten(look) > 2)).toEqual([]);
    expect(looks.filter(({ over }) => over.length > 4)).toEqual([]);
  });

  it('mostly has a pause of this day over its limit too, of a different kind in different hours', () => {
    expect(share(daytime, isOverToday)).toBeGreaterThan(0.7);
    expect(inAnyHour(daytime, isOverToday)).toBeGreaterThan(0.3);
    expect(share(night, isOverToday)).toBeGreaterThan(0.45);
    const kinds = looks.flatMap(({ over }) => over.filter((says) => says !== FORGOTTEN));
    for (const kind of ['Lunch', 'Meeting', 'Follow-up', 'Training']) {
      const of = kinds.filter((each) => each === kind).length;
      expect(of / kinds.length).toBeGreaterThan(0.08);
      expect(of / kinds.length).toBeLessThan(0.55);
    }
  });

  it('by day mostly has somebody within 10 minutes of a limit, and always within 20; at night within 30', () => {
    expect(share(daytime, ({ soonMin }) => soonMin <= 10)).toBeGreaterThan(0.8);
    expect(inAnyHour(daytime, ({ soonMin }) => soonMin <= 10)).toBeGreaterThan(0.5);
    expect(share(daytime, ({ soonMin }) => soonMin <= 15)).toBeGreaterThan(0.95);
    expect(Math.max(...daytime.map(({ soonMin }) => soonMin))).toBeLessThan(20);
    expect(share(night, ({ soonMin }) => soonMin <= 10)).toBeGreaterThan(0.45);
    expect(share(night, ({ soonMin }) => soonMin <= 20)).toBeGreaterThan(0.9);
    expect(Math.max(...night.map(({ soonMin }) => soonMin))).toBeLessThan(31);
  });

  it('has somebody available in five of seven queues nearly always by day, and mostly at night', () => {
    const isCovered = ({ queues }: Look): boolean => queues.filter((available) => available > 0).length >= 5;
    expect(share(daytime, isCovered)).toBeGreaterThan(0.975);
    expect(inAnyHour(daytime, isCovered)).toBeGreaterThan(0.9);
    expect(share(night, isCovered)).toBeGreaterThan(0.85);
    expect(inAnyHour(night, isCovered)).toBeGreaterThan(0.7);
    expect(daytime.filter(({ available }) => available === 0)).toEqual([]);
  });

  it('mostly has a queue that rests on one agent', () => {
    const restsOnOne = ({ queues }: Look): boolean => queues.includes(1);
    expect(share(daytime, restsOnOne)).toBeGreaterThan(0.7);
    expect(inAnyHour(daytime, restsOnOne)).toBeGreaterThan(0.5);
    expect(share(night, restsOnOne)).toBeGreaterThan(0.6);
  });

  it('has a quarter to half of those who are logged in busy by day, and fewer people at night', () => {
    for (const hour of STARTED_HOURS.slice(8, 20)) {
      const busy = mean(
        looks.filter((look) => look.hour === hour),
        (look) => look.busy / look.loggedIn,
      );
      expect(busy).toBeGreaterThan(0.2);
      expect(busy).toBeLessThan(0.5);
    }
    expect(Math.min(...looks.map(({ loggedIn }) => loggedIn))).toBeGreaterThanOrEqual(5);
    expect(mean(night, ({ loggedIn }) => loggedIn)).toBeLessThan(0.65 * mean(daytime, ({ loggedIn }) => loggedIn));
  });

  it('has two agents at most whose routing status differs from what they say, with few exceptions, and often one', () => {
    expect(share(looks, ({ disagree }) => disagree > 2)).toBeLessThan(0.015);
    expect(share(daytime, ({ disagree }) => disagree > 0)).toBeGreaterThan(0.25);
  });
});

/** What an agent says from logging in to logging out. */
type Shift = readonly Segment[];

/** The shifts of an agent that begin and end in a week. */
function shiftsOf(world: World, agent: World['agents'][number]): readonly Shift[] {
  const [from, to] = [MONDAY, MONDAY + 7 * DAY_MS];
  const shifts: Segment[][] = [];
  for (const segment of world.segmentsOf(agent, from - 3 * DAY_MS, to + 3 * DAY_MS)) {
    const last = shifts.at(-1);
    if (last?.at(-1)?.endsAt === segment.startsAt) last.push(segment);
    else shifts.push([segment]);
  }
  return shifts.filter((shift) => (shift[0]?.startsAt ?? 0) >= from && (shift.at(-1)?.endsAt ?? Infinity) <= to);
}

const minutesOf = ({ startsAt, endsAt }: Segment): number => (endsAt - startsAt) / MINUTE_MS;
const WORLDS = ZONES.flatMap((timeZone) => [1, 2, 3].map((seed) => ({ timeZone, seed })));

describe.each(WORLDS)('a week in $timeZone with seed $seed', ({ timeZone, seed }) => {
  const world = createWorld({ seed, agents: 26, timeZone });
  const shifts = world.agents.flatMap((agent) => shiftsOf(world, agent).map((shift) => ({ agent, shift })));
  const lunches = shifts.map(({ shift }) => shift.filter(({ secondaryStatus }) => secondaryStatus === 'Lunch'));

  it('has one lunch of 25 to 45 minutes in every shift, but for one long one a day of early, late and night shift', () => {
    expect(lunches.filter(({ length }) => length !== 1)).toEqual([]);
    const minutes = lunches.flat().map(minutesOf);
    expect(minutes.filter((each) => each < 25 || (each > 45 && each < 65) || each > 100)).toEqual([]);
    const clock = new Intl.DateTimeFormat('en', { timeZone, day: 'numeric', hour: 'numeric', hourCycle: 'h23' });
    const long = lunches.flat().filter((lunch) => minutesOf(lunch) > 45);
    const ofShifts = long.map(({ startsAt }) => {
      const parts = clock.formatToParts(startsAt);
      const read = (type: 'day' | 'hour') => Number(parts.find((part) => part.type === type)?.value);
      return `${read('day')}: ${read('hour') < 7 ? 'night' : read('hour') < 15 ? 'early' : 'late'}`;
    });
    expect(new Set(ofShifts).size).toBe(ofShifts.length);
    // Three a day, and those of the first and last night are not whole.
    expect(long.length).toBeGreaterThanOrEqual(3 * 7 - 3);
  });

  it('has contacts of minutes for everybody in every shift of eight hours, and no other break over its limit', () => {
    for (const { shift } of shifts) {
      const contacts = shift.filter(({ secondaryStatus }) => secondaryStatus === 'BUSY').map(minutesOf);
      expect(contacts.length).toBeGreaterThanOrEqual(10);
      expect(contacts.filter((each) => each < 1 || each > 9)).toEqual([]);
      const end = shift.at(-1);
      const worked = shift.filter((segment) => segment !== end || segment.secondaryStatus !== FORGOTTEN);
      const breaks = worked.filter(({ secondaryStatus }) => secondaryStatus === 'Break').map(minutesOf);
      expect(breaks.filter((each) => each >= (LIMITS['AWAY'] ?? 0))).toEqual([]);
      const hours = worked.reduce((sum, segment) => sum + minutesOf(segment), 0) / 60;
      expect(hours).toBeGreaterThan(7.5);
      expect(hours).toBeLessThan(8.5);
    }
  });
});
