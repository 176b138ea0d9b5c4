import { describe, expect, it } from 'vitest';
import { createTeamNotices } from '../../../electron/alerts/notices.ts';
import type {
  Agent,
  ConnectionProfile,
  ConnectionState,
  Health,
  Notice,
  NotifyChoice,
} from '../../../electron/shared/model.ts';
import type { PollOutcome } from '../../../electron/team/types.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { statusChanges } from '../../support/fake-team.ts';

const clock = createFakeClock();
const LIVE: Health = { state: 'live', since: clock.now(), nextAt: null, message: '' };

function team(status: 'BUSY' | 'AWAY'): ReadonlyMap<string, Agent> {
  const since = { at: clock.now() - 60_000, precision: 'exact', toleranceMs: 0 } as const;
  return new Map([
    ['u-1', { userId: 'u-1', name: 'Ann Lee', status, rawStatus: status, secondaryStatus: null, since }],
  ]);
}

const POLL: PollOutcome = {
  before: team('BUSY'),
  after: team('AWAY'),
  changes: statusChanges(team('BUSY'), team('AWAY')),
  view: null,
  isBaseline: false,
  unread: [],
  gap: null,
  healthBefore: LIVE,
  healthAfter: LIVE,
};

const profile = { id: 'demo', name: 'Demo data' } as ConnectionProfile;

function setUp(notify: NotifyChoice | null, isMasked = false, isOneOfMany = false) {
  const shown: Notice[] = [];
  const preferences = () => ({ notify, isMasked });
  const connection = (): ConnectionState => ({ kind: 'demo', profile, secret: 'session' });
  const whose = { connection, isOneOfMany: () => isOneOfMany };
  return { shown, notices: createTeamNotices({ clock, preferences, ...whose, show: (n) => shown.push(n) }) };
}

describe('createTeamNotices', () => {
  it('tells what a poll brought as the user chose, marked as demo where it is', () => {
    const every = setUp('every-change');
    every.notices.afterPoll(POLL);
    expect(every.shown).toEqual([
      {
        id: 'demo/status:u-1',
        title: 'Ann Lee: AWAY',
        body: 'Was BUSY for 1 minute.',
        userId: 'u-1',
        connectionId: 'demo',
        isDemo: true,
      },
    ]);
    for (const choice of ['nothing', 'team-needs-me', null] as const) {
      const quiet = setUp(choice);
      quiet.notices.afterPoll(POLL);
      expect(quiet.shown).toEqual([]);
    }
  });

  it('says whose team it is where there are several', () => {
    const one = setUp('every-change', false, true);
    one.notices.afterPoll(POLL);
    expect(one.shown.map(({ body }) => body)).toEqual(['\u2068Demo data\u2069 · Was BUSY for 1 minute.']);
  });

  it('names nobody while names are hidden', () => {
    const masked = setUp('every-change', true);
    masked.notices.afterPoll(POLL);
    expect(JSON.stringify(masked.shown)).not.toContain('Ann');
  });

  it('tells of saved data that cannot be used, and shows a test, whatever was chosen', () => {
    const { shown, notices: quiet } = setUp('nothing');
    quiet.tellProblem('storage', 'The data was set aside.');
    quiet.showTest();
    expect(shown.map(({ id, body }) => [id, body])).toEqual([
      ['storage', 'The data was set aside.'],
      ['test', 'A change in your team will look like this.'],
    ]);
  });
});
