import { describe, expect, it } from 'vitest';
import { createRefresh } from '../../../electron/team/refresh.ts';

/** A team that notes what is asked of it. */
function harness(freeAt: number | null | 'no-account') {
  const asked: string[] = [];
  const refresh = createRefresh({
    team: {
      refresh: () => Promise.resolve(void asked.push('now')),
      runAt: (at) => void asked.push(`at ${at}`),
    },
    readBudget: () => (freeAt === 'no-account' ? null : Promise.resolve({ freeAt })),
  });
  return { asked, refresh };
}

describe('createRefresh', () => {
  it('polls at once where the budget has room, or where there is none', async () => {
    for (const freeAt of [null, 'no-account'] as const) {
      const { asked, refresh } = harness(freeAt);
      expect([await refresh(), asked]).toEqual([{ runsAt: null }, ['now']]);
    }
  });

  it('calls nothing where it has none, and says when it will', async () => {
    const { asked, refresh } = harness(7_000);
    expect([await refresh(), await refresh(), asked]).toEqual([
      { runsAt: 7_000 },
      { runsAt: 7_000 },
      ['at 7000', 'at 7000'],
    ]);
  });
});
