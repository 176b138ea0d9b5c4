import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deed, FakeAgent } from './fake-details.ts';
import { createHistoryScene, everybody, only, summary, valueOf, type HistoryScene } from './history-scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DATES = ['2026-03-09', '2026-03-10', '2026-03-11'];
const FIRST = Date.parse('2026-03-08T18:30:00Z'); // midnight in India
/** The evening of the second day. */
const BEGIN = FIRST + 1.75 * DAY_MS;
const IDS = ['u-1', 'u-2', 'u-3'];

/** Changes of status, in hours since the first midnight, from the day before to the day after. */
const changes = fc.uniqueArray(fc.integer({ min: -20, max: 80 }), { maxLength: 12 });

/** An agent as the server knows them at a time: what comes later has not happened, and the last status is open. */
function agentAt(userId: string, hours: readonly number[], now: () => number): FakeAgent {
  const starts = hours.toSorted((a, b) => a - b).map((hour) => FIRST + hour * HOUR_MS);
  const names = [
    ['AVAILABLE', 'AVAILABLE'],
    ['AWAY', 'Lunch'],
    ['BUSY', 'NBK'],
  ] as const;
  return {
    userId,
    get deeds(): Deed[] {
      const begun = starts.filter((start) => start <= now());
      return begun.map((start, index) => {
        const end = begun[index + 1];
        const [primary, secondary] = names[index % names.length] ?? names[0];
        const text = (at: number): string => new Date(at).toISOString();
        return [primary, secondary, text(start), end === undefined ? null : text(end)];
      });
    },
  };
}

const step = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ ids: fc.subarray(IDS, { minLength: 1 }), dates: fc.subarray(DATES, { minLength: 1 }) }),
);

function sceneOf(agents: readonly (readonly number[])[]): HistoryScene {
  const now = (): number => scene.clock.now();
  const team = agents.map((hours, index) => agentAt(IDS[index] ?? '', hours, now));
  const scene: HistoryScene = createHistoryScene(team, {
    now: BEGIN,
    memory: { rangeDates: 'accepted' },
  });
  return scene;
}

describe('what was read of finished days', () => {
  it('is the same in whatever order, parts and times it was read', async () => {
    const team = fc.tuple(changes, changes, changes);
    await fc.assert(
      fc.asyncProperty(team, fc.array(step, { maxLength: 8 }), async (agents, steps) => {
        const scene = sceneOf(agents);
        for (const next of steps) {
          if ('hours' in next) scene.clock.jump(next.hours * HOUR_MS);
          else {
            const begun = next.dates.filter((date) => Date.parse(date) - 5.5 * HOUR_MS <= scene.clock.now());
            if (begun.length > 0) valueOf(await scene.history.read(only(next.ids, ...begun)));
          }
        }
        const over = FIRST + 4 * DAY_MS;
        scene.clock.jump(over - scene.clock.now());
        valueOf(await scene.history.read(everybody(...DATES)));
        const fresh = sceneOf(agents);
        fresh.clock.jump(over - fresh.clock.now());
        valueOf(await fresh.history.read(everybody(...DATES)));
        expect(await summary(scene, everybody(...DATES))).toEqual(await summary(fresh, everybody(...DATES)));

        const calls = scene.client.periods.length;
        valueOf(await scene.history.read(everybody(...DATES)));
        expect(scene.client.periods.length).toBe(calls);
      }),
      { numRuns: 60 },
    );
  });
});
