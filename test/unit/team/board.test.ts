import { describe, expect, it } from 'vitest';
import { countAgents, NO_COUNTS, withoutUnread } from '../../../electron/shared/team/counts.ts';
import {
  STATUSES,
  type ConnectionState,
  type Counts,
  type DeskAccess,
  type View,
} from '../../../electron/shared/model.ts';
import { boardOf } from '../../../electron/team/board.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { liveHealth } from '../../support/fake-team.ts';
import { fakeView } from '../../support/fake-views.ts';

const ONE_BUSY = countAgents([{ status: 'BUSY' }]);
const UNKNOWN = withoutUnread(NO_COUNTS, STATUSES);
const BILLING = fakeView({ id: 'billing', name: 'Billing' });

/** The board of a connection whose views are counted like this; a view that is not listed is not known. */
function board(counts: Readonly<Record<string, Counts>>, views: readonly View[], relay?: Partial<DeskAccess>) {
  const profile = connectionProfile({ name: 'Berlin', ...(relay && { relay: relay as DeskAccess }) });
  const connection: ConnectionState = { kind: 'account', profile, secret: 'stored' };
  const team = {
    facts: () => ({ asOf: 5, ignored: 2, health: liveHealth(1), intervalMs: 15_000 }),
    intervalMs: () => 15_000,
    countsOf: (view: View | null) => counts[view?.name ?? 'Everybody'] ?? null,
  };
  return boardOf({ team, connection, views, version: '1' });
}

const published = (view: View): View => ({ ...view, filter: { ...view.filter, viewId: view.id } });
const names = ({ teams }: ReturnType<typeof board>): readonly string[] => teams.map(({ name }) => name);

describe('the board', () => {
  it('has everybody and each view, with when that was true', () => {
    expect(board({ Everybody: ONE_BUSY, Billing: NO_COUNTS }, [BILLING])).toMatchObject({
      name: 'Berlin',
      isDemo: false,
      asOf: 5,
      ignored: 2,
      teams: [
        { viewId: null, name: 'Everybody', counts: { BUSY: 1 } },
        { viewId: 'billing', name: 'Billing', counts: { BUSY: 0 } },
      ],
    });
  });

  it('names what the last answer does not tell, and shows no number for it', () => {
    const shown = board({ Everybody: ONE_BUSY, Billing: UNKNOWN }, [BILLING, fakeView({ id: 'n', name: 'Night' })]);
    expect([names(shown), shown.uncounted]).toEqual([['Everybody'], ['Billing', 'Night']]);
  });

  it('keeps a team of which only a part was not understood', () => {
    const shown = board({ Everybody: withoutUnread(ONE_BUSY, ['AWAY']) }, []);
    expect(shown.teams[0]?.counts).toMatchObject({ BUSY: 1, AWAY: null });
  });

  it('shows the only view of a desk once', () => {
    const counts = { 'All views together': ONE_BUSY, Everybody: ONE_BUSY, Billing: ONE_BUSY };
    const ofDesk = (...views: readonly string[]) => names(board(counts, [published(BILLING)], { views }));
    expect(ofDesk('billing')).toEqual(['Billing']);
    expect(ofDesk('billing', 'everybody')).toEqual(['Everybody', 'Billing']);
  });

  it('misses no sum of views where a desk has their counts only', () => {
    const night = published(fakeView({ id: 'night', name: 'Night' }));
    const counts = { 'All views together': UNKNOWN, Billing: ONE_BUSY, Night: ONE_BUSY };
    const relay = { audience: 'counts', views: ['billing', 'night'] } as const;
    const shown = board(counts, [published(BILLING), night], relay);
    expect([names(shown), shown.uncounted]).toEqual([['Billing', 'Night'], []]);
  });
});
