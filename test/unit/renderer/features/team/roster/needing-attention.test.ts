import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needingAttention, type AttentionRules } from '../../../../../../electron/shared/attention.ts';
import type { Agent, Status } from '../../../../../../electron/shared/model.ts';
import { followNeeding, type KnownNeeding } from '../../../../../../renderer/features/team/roster/needing-attention.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 2, 2, 9);
const RULES: AttentionRules = {
  limits: { byStatus: { AWAY: 30, BUSY: 45 }, secondary: [{ name: 'Lunch', minutes: 40 }] },
  offHours: null,
};

interface Drawn {
  readonly status: Status;
  readonly secondaryStatus: string | null;
  readonly minutesAgo: number;
}
const drawn = fc.record({
  status: fc.constantFrom<Status>('AVAILABLE', 'BUSY', 'AWAY'),
  secondaryStatus: fc.constantFrom(null, 'Lunch'),
  minutesAgo: fc.integer({ min: 0, max: 60 }),
});

function agentOf(index: number, { status, secondaryStatus, minutesAgo }: Drawn): Agent {
  const since = { at: NOW - minutesAgo * MINUTE_MS, precision: 'exact', toleranceMs: 0 } as const;
  return fakeAgent({ userId: `u-${index}`, status, secondaryStatus, since });
}

describe('followNeeding', () => {
  it('names whom asking the whole team names, and is never late, whatever changes', () => {
    const changes = fc.array(fc.option(drawn), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 12 }), fc.array(changes, { maxLength: 4 }), (first, steps) => {
        let team = first.map((each, index) => agentOf(index, each));
        let known: KnownNeeding = followNeeding(undefined, team, RULES, NOW);
        for (const step of steps) {
          team = [...team.keys(), ...step.keys()]
            .filter((index, at, all) => all.indexOf(index) === at)
            .flatMap((index) => {
              const change = step[index] ?? null;
              return change === null ? (team[index] ?? []) : agentOf(index, change);
            });
          known = followNeeding(known, team, RULES, NOW);
          const whole = needingAttention(team, RULES, NOW);
          expect(known.agents).toEqual(whole.agents);
          expect(known.nextAt ?? Infinity).toBeLessThanOrEqual(whole.nextAt ?? Infinity);
        }
      }),
    );
  });

  it('keeps the very list while a change has nothing to do with it', () => {
    const [over, fresh] = [
      agentOf(0, { status: 'AWAY', secondaryStatus: null, minutesAgo: 50 }),
      agentOf(1, { status: 'BUSY', secondaryStatus: null, minutesAgo: 1 }),
    ];
    const known = followNeeding(undefined, [over, fresh], RULES, NOW);
    const next = followNeeding(known, [over, { ...fresh, status: 'AVAILABLE' }], RULES, NOW);
    expect(known.agents).toEqual([over]);
    expect(next.agents).toBe(known.agents);
  });

  it('asks everybody at another time', () => {
    const busy = agentOf(0, { status: 'BUSY', secondaryStatus: null, minutesAgo: 44 });
    const known = followNeeding(undefined, [busy], RULES, NOW);
    expect(followNeeding(known, [busy], RULES, NOW + MINUTE_MS).agents).toEqual([busy]);
  });
});
