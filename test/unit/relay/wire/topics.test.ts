import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, topicOf, type Place } from '../../../../electron/relay/wire/topics.ts';
import { AUDIENCES } from '../../../../electron/shared/model.ts';

const SITE = 's-1';

const id = fc.stringMatching(/^[\w-]{1,40}$/);
const ofView = { audience: fc.constantFrom(...AUDIENCES), view: id };
const part = fc.nat(99);
const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ kind: fc.constant('publisher' as const), publisher: id }),
  fc.record({ kind: fc.constant('views' as const), audience: fc.constantFrom(...AUDIENCES) }),
  fc.record({ kind: fc.constant('snapshot' as const), ...ofView, part }),
  fc.record({ kind: fc.constantFrom('catchup' as const, 'delta' as const), ...ofView }),
  fc.record({ kind: fc.constant('day' as const), ...ofView, date, part }),
);

describe('topics', () => {
  it('say what a message is about', () => {
    const names = { audience: 'names', view: 'everybody' } as const;
    const topics = (
      [
        { kind: 'publisher', publisher: 'p-1' },
        { kind: 'views', audience: 'initials' },
        { kind: 'snapshot', ...names, part: 12 },
        { kind: 'catchup', ...names },
        { kind: 'delta', ...names },
        { kind: 'day', ...names, date: '2026-03-02', part: 0 },
      ] satisfies Place[]
    ).map((about) => topicOf(SITE, about));
    expect(topics).toEqual([
      'rollcall/1/s-1/publisher/p-1',
      'rollcall/1/s-1/initials/views',
      'rollcall/1/s-1/names/everybody/snapshot/12',
      'rollcall/1/s-1/names/everybody/catchup',
      'rollcall/1/s-1/names/everybody/delta',
      'rollcall/1/s-1/names/everybody/day/2026-03-02.0',
    ]);
  });

  it('lead back to what they were made from', () => {
    fc.assert(
      fc.property(id, place, (site, about) => {
        expect(placeOf(site, topicOf(site, about))).toEqual(about);
      }),
    );
  });

  it('have at most six slashes, as AWS IoT takes seven', () => {
    fc.assert(fc.property(id, place, (site, about) => topicOf(site, about).split('/').length <= 7));
  });

  it('of another site, another version or another form are none', () => {
    for (const topic of [
      'rollcall/1/s-2/names/views',
      'rollcall/2/s-1/names/views',
      'rollcall/1/s-1',
      'rollcall/1/s-1/',
      'rollcall/1/s-1/publisher/p-1/more',
      'rollcall/1/s-1/publisher/+',
      'rollcall/1/s-1/everything/views',
      'rollcall/1/s-1/names/views/snapshot',
      'rollcall/1/s-1/names/views/delta/1',
      'rollcall/1/s-1/names/v/snapshot/01',
      'rollcall/1/s-1/names/v/snapshot/-1',
      'rollcall/1/s-1/names/v/snapshot/100',
      'rollcall/1/s-1/names/v/snapshot/1/2',
      'rollcall/1/s-1/names/v/day/2026-03-02',
      'rollcall/1/s-1/names/v/day/2026-03-02.1.2',
      'rollcall/1/s-1/names/../delta',
      'rollcall/1/s-1/names//delta',
    ]) {
      expect([topic, placeOf(SITE, topic)]).toEqual([topic, null]);
    }
  });

  it('of any other text are none, or lead back to that text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('names', 'counts', 'v', 'day', 'delta', '1', '', '+', '2026-03-02.1')),
        (path) => {
          const topic = `rollcall/1/${SITE}/${path.join('/')}`;
          const found = placeOf(SITE, topic);
          expect(found === null || topicOf(SITE, found) === topic).toBe(true);
        },
      ),
    );
  });
});
