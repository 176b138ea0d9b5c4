import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../../electron/connections/types.ts';
import { EVERYBODY, NOTHING_LEARNED, type Selection } from '../../../../electron/shared/model.ts';
import { appError, fail, ok, type Result } from '../../../../electron/shared/result.ts';
import { readTeamOnce } from '../../../../electron/team/once/read-once.ts';
import type { OpenStatusRequest, OpenStatusAnswer } from '../../../../electron/history/read/today.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { queues } from '../../../support/fake-views.ts';
import { answer } from '../rows.ts';
import { createProbe } from '../../../support/no-probe.ts';
import { NO_NAMES } from '../../../support/no-names.ts';

const clock = createFakeClock();
const NBK = { primaryStatus: 'BUSY', secondaryStatus: 'NBK', startedAt: clock.now() - 60_000 };
const READ: OpenStatusAnswer = { open: new Map([['u-1', NBK]]), read: new Set(['u-1']), stopped: null };
const ONE_QUEUE: Selection = { ...EVERYBODY, filter: queues('qu-1') };

async function read(
  selection: Selection,
  open: Result<OpenStatusAnswer> | null = ok(READ),
  clockOffsetMs: number | null = null,
) {
  const requests: (readonly string[])[] = [];
  const live = {
    profile: {} as LiveConnection['profile'],
    isDemo: false,
    createProbe,
    feed: null,
    memory: { get: () => NOTHING_LEARNED, learn: () => undefined },
    client: {
      clockOffsetMs: () => clockOffsetMs,
      names: NO_NAMES,
      availability: () => Promise.resolve(ok(answer({ 'u-1': 'BUSY', 'u-2': 'AWAY' }, clock.now()))),
      statusDetails: () => Promise.reject(new Error('read through readOpen')),
    },
  };
  const readOpen = (_live: LiveConnection, { emails }: OpenStatusRequest) => {
    requests.push(emails);
    return Promise.resolve(open ?? fail('unexpected'));
  };
  const team = await readTeamOnce(live, selection, { clock, maxWaitMs: 0, readOpen: open === null ? null : readOpen });
  if (!team.ok) throw new Error(team.error.message);
  return { requests, team: team.value };
}

describe('readTeamOnce', () => {
  it('reads the open statuses of everybody without a filter, of the team alone with one', async () => {
    expect((await read(EVERYBODY)).requests).toEqual([[]]);
    expect((await read(ONE_QUEUE)).requests).toEqual([['u-1@example.com', 'u-2@example.com']]);
  });

  it('knows since when from them', async () => {
    const { team } = await read(EVERYBODY);
    expect(team.agents.map(({ since, secondaryStatus }) => [since.precision, since.at, secondaryStatus])).toEqual([
      ['exact', NBK.startedAt, 'NBK'],
      ['at-least', clock.now(), null],
    ]);
  });

  it('dates what it sees by the server’s clock', async () => {
    const { team } = await read(EVERYBODY, ok(READ), 600_000);
    expect([team.takenAt, ...team.agents.map(({ since }) => since.at)]).toEqual([
      clock.now() + 600_000,
      NBK.startedAt,
      clock.now() + 600_000,
    ]);
  });

  it('makes no call for them where nobody wants to know', async () => {
    const { requests, team } = await read(EVERYBODY, null);
    expect([requests, team.counts.BUSY, team.counts.AWAY, team.details]).toEqual([[], 1, 1, null]);
  });

  it('says of how many it knows, also those who are not selected', async () => {
    const error = appError('rate-limited');
    expect((await read(EVERYBODY)).team.details).toEqual({ read: 2, of: 2, why: null });
    const { team } = await read({ ...EVERYBODY, text: 'nobody' }, ok({ ...READ, stopped: error }));
    expect([team.agents, team.details]).toEqual([[], { read: 1, of: 2, why: error.message }]);
  });

  it('says of how many it knows where the list ended without a word', async () => {
    const { team } = await read(EVERYBODY, ok({ ...READ, isShort: true, notUnderstood: 3 }));
    expect(team.details).toEqual({
      read: 1,
      of: 2,
      why: expect.stringContaining('ended there') as string,
      notUnderstood: 3,
    });
  });

  it('says whose ids nobody has, of whichever kind they are', async () => {
    const filter = { ...EVERYBODY.filter, agentIds: ['a-u-1', 'u-2', 'a-none'] };
    expect((await read({ ...EVERYBODY, filter })).team.notFound).toEqual(['a-none']);
    expect((await read(EVERYBODY)).team.notFound).toEqual([]);
  });

  it('goes on without them, and says why', async () => {
    const { team } = await read(EVERYBODY, fail('scope-missing'));
    expect([team.agents.length, team.details]).toEqual([2, { read: 0, of: 2, why: appError('scope-missing').message }]);
  });
});
