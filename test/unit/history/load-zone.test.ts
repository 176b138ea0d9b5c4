import { describe, expect, it } from 'vitest';
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
    agents: [{ userId: 'u-kim', deeds: [['BUSY', 'BUSY', '2026-03-11T09:00:00Z', null]] }],
  };

  it('follows the evidence of the answers and remembers it', async () => {
    const memory = createFakeMemory();
    const { apiTimes, days } = report(await load({ ...utcScene, memory }));
    expect(apiTimes).toEqual({ zone: 'UTC', decidedBy: 'evidence' });
    expect(days[0]?.agents[0]?.intervals[0]).toMatchObject({ start: at('2026-03-11T09:00:00Z'), end: null });
    expect(memory.learned).toEqual([{ apiTimes: 'UTC' }]);
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
    expect(fixed.days[0]?.agents[0]?.intervals).toEqual([]);
    const asked = report(await load({ apiTimes: 'request', query: { apiTimes: 'utc' } }));
    expect(asked.apiTimes).toEqual({ zone: 'UTC', decidedBy: 'setting' });
  });
});
