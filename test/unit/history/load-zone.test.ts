import { describe, expect, it } from 'vitest';
import { historyNotes } from '../../../electron/shared/history/history-notes.ts';
import { createFakeMemory } from './fake-details.ts';
import { load, report, type Scene } from './load-scene.ts';

const at = Date.parse;

describe('the zone of the times', () => {
  // Written in UTC, an evening in New York that would lie in the future if read at the offset sent.
  const now = at('2026-03-11T10:00:00Z');
  const utcScene: Scene = {
    writes: 'UTC',
    zone: 'America/New_York',
    now,
    query: { from: '2026-03-11', to: '2026-03-11' },
    agents: [
      { userId: 'u-kim', deeds: [['BUSY', 'BUSY', '2026-03-11T09:00:00Z', null]] },
      { userId: 'u-lee', deeds: [['BUSY', 'BUSY', '2026-03-11T09:30:00Z', null]] },
    ],
  };

  it('follows the evidence of the answers and remembers it', async () => {
    const memory = createFakeMemory();
    const { apiTimes, history } = report(await load({ ...utcScene, memory }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'evidence' });
    expect(history[0]?.agents[0]?.intervals[0]).toMatchObject({ start: at('2026-03-11T09:00:00Z'), end: null });
    const evidence = { rule: 'future', witness: null, misfits: 0 };
    expect(memory.learned).toEqual([{ apiTimes: 'UTC', apiTimesEvidence: evidence }]);
    await load({ ...utcScene, memory });
    expect(memory.learned).toHaveLength(1);
  });

  it('uses what is remembered where there is no fresh evidence', async () => {
    const { apiTimes } = report(await load({ memory: createFakeMemory({ apiTimes: 'UTC' }) }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'evidence' });
  });

  it('obeys the setting of the connection and, before it, of the query', async () => {
    const fixed = report(await load({ ...utcScene, apiTimes: 'request' }));
    expect(fixed.apiTimes).toEqual({ zone: 'request', decidedBy: 'setting' });
    expect(fixed.history[0]?.agents[0]?.intervals).toEqual([]);
    const loaded = report(await load({ apiTimes: 'request', query: { apiTimes: 'utc' } }));
    expect(loaded.apiTimes).toEqual({ zone: 'UTC', decidedBy: 'setting' });
  });
});

describe('a server that lists records under the day they begin', () => {
  const night: Scene = {
    zone: 'UTC',
    agents: [{ userId: 'u-kim', deeds: [['BUSY', 'BUSY', '2026-03-09T22:00:00Z', '2026-03-10T06:00:00Z']] }],
    lists: 'start',
  };

  it('is known once it has left out what goes on, and then the day before is read along', async () => {
    const memory = createFakeMemory({ rangeDates: 'refused' });
    const both = report(await load({ ...night, memory, query: { from: '2026-03-09', to: '2026-03-10' } }));
    expect(memory.get().recordsListedBy).toBe('start');
    expect(both.days.map(({ mayBeginLater }) => mayBeginLater)).toEqual([undefined, undefined]);
    expect(both.history[1]?.agents[0]?.totalsMs).toEqual({ BUSY: 6 * 3_600_000 });
    const alone = report(await load({ ...night, memory }));
    expect(alone.history.map(({ agents }) => agents[0]?.totalsMs)).toEqual([{ BUSY: 6 * 3_600_000 }]);
    expect(historyNotes({ ...alone, days: [{ date: '2026-03-10', mayBeginLater: true }] })).toEqual([
      'The beginning of 2026-03-10 may be missing: Kore.ai may list records under the day they begin, and the day before was not read.',
    ]);
  });

  it('is distinguished from one that lists all that overlaps the day', async () => {
    const memory = createFakeMemory({ rangeDates: 'refused' });
    const both = await load({ ...night, lists: 'overlap', memory, query: { from: '2026-03-09', to: '2026-03-10' } });
    expect(memory.get().recordsListedBy).toBe('overlap');
    expect(report(both).days.some(({ mayBeginLater }) => mayBeginLater)).toBe(false);
  });
});

it('ends today at the server’s now, whatever this computer’s clock says', async () => {
  const now = at('2026-03-11T10:00:00Z');
  const agents: Scene['agents'] = [{ userId: 'u-kim', deeds: [['BUSY', 'BUSY', '2026-03-11T09:30:00Z', null]] }];
  const query = { from: '2026-03-11', to: '2026-03-11' };
  const slow = report(await load({ zone: 'UTC', now: now - 600_000, clockOffsetMs: 600_000, agents, query }));
  expect([slow.takenAt, slow.history[0]?.agents[0]?.totalsMs]).toEqual([now, { BUSY: 1_800_000 }]);
});
