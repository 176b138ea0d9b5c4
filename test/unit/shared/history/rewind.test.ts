import { describe, expect, it } from 'vitest';
import { rewind, statusAt } from '../../../../electron/shared/history/rewind.ts';
import { agent, day, DAY, HOUR_MS, interval } from './day-of.ts';

describe('statusAt', () => {
  const early = interval('AVAILABLE', 8, 9);
  const lunch = interval('AWAY/Lunch', 9, 10);
  const open = interval('BUSY', 12, null, 14);
  const ana = agent('ana', [early, lunch, open], 14);
  const at = (hour: number) => statusAt(ana, DAY + hour * HOUR_MS);

  it('has an interval from its start until before its end', () => {
    expect([at(8), at(8.99), at(9), at(9.5)]).toEqual([early, early, lunch, lunch]);
  });

  it('tells a time without a record from one that nobody has read', () => {
    expect([at(0), at(7.99), at(10), at(11.99)]).toEqual(Array.from({ length: 4 }, () => 'no-record'));
    expect([at(12), at(13.99)]).toEqual([open, open]);
    expect([at(14), at(23)]).toEqual(['unknown', 'unknown']);
  });

  it('has no record of an agent without intervals', () => {
    expect(statusAt(agent('ben', []), DAY)).toBe('no-record');
  });
});

describe('rewind', () => {
  const ana = agent('ana', [interval('AWAY/Lunch', 8, 12)]);
  const ben = agent('ben', [interval('BUSY/NBK', 0, 24, 24, -3)]);
  const cy = agent('cy', [interval('AWAY/LUNCH', 9, 12)]);
  const dee = agent('dee', []);
  const eve = agent('eve', [interval('AVAILABLE', 8, null, 9)], 9);
  const flo = agent('flo', [interval('AWAY/Break', 9.5, 11)]);
  const gus = agent('gus', [interval('LOGIN PREP', 9, 11)]);
  const team = day(ana, ben, cy, dee, eve, flo, gus);

  it('groups a team by status and secondary status, whatever the case of that', () => {
    expect(rewind(team, DAY + 10 * HOUR_MS)).toEqual({
      at: DAY + 10 * HOUR_MS,
      counts: { byStatus: { AWAY: 3, BUSY: 1, 'LOGIN PREP': 1 }, noRecord: 1, unknown: 1 },
      groups: [
        {
          primaryStatus: 'BUSY',
          secondary: [{ secondaryStatus: 'NBK', agents: [{ agent: ben, since: DAY - 3 * HOUR_MS }] }],
        },
        {
          primaryStatus: 'AWAY',
          secondary: [
            { secondaryStatus: 'Break', agents: [{ agent: flo, since: DAY + 9.5 * HOUR_MS }] },
            {
              secondaryStatus: 'Lunch',
              agents: [
                { agent: ana, since: DAY + 8 * HOUR_MS },
                { agent: cy, since: DAY + 9 * HOUR_MS },
              ],
            },
          ],
        },
        {
          primaryStatus: 'LOGIN PREP',
          secondary: [{ secondaryStatus: 'LOGIN PREP', agents: [{ agent: gus, since: DAY + 9 * HOUR_MS }] }],
        },
      ],
      noRecord: [dee],
      unknown: [eve],
    });
  });

  it('knows nothing of other days', () => {
    const nothing = { byStatus: {}, noRecord: 0, unknown: 7 };
    expect(rewind(team, DAY - 1).counts).toEqual(nothing);
    expect(rewind(team, DAY + 24 * HOUR_MS).counts).toEqual(nothing);
  });
});
