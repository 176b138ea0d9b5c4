import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/shared/result.ts';
import type { FakeAgent } from './fake-details.ts';
import { KORE_SAMPLE } from './kore-sample.ts';
import { dayOf, load, NOW, report, ZOE } from './load-scene.ts';

const at = Date.parse;
const HOUR_MS = 3_600_000;

describe('a history read of one day', () => {
  it('tells agents of one name apart as the live team does', async () => {
    const twin = (userId: string, customId?: string): FakeAgent => ({
      userId,
      name: 'Maria Garcia',
      customId,
      deeds: [],
    });
    const { history } = report(await load({ agents: [twin('u-b'), twin('u-a', '1111'), ZOE] }));
    expect(history[0]?.agents.map(({ name, addition }) => [name, addition])).toEqual([
      ['Maria Garcia', '1111'],
      ['Maria Garcia', 'u-b'],
      ['Zoë Lind', undefined],
    ]);
  });

  it('asks for that date at its offset and answers with every agent, sorted by name', async () => {
    const outcome = await load();
    expect(outcome.client.periods).toEqual([dayOf('2026-03-10', -330)]);
    expect(report(outcome)).toEqual({
      timeZone: 'Asia/Kolkata',
      takenAt: NOW,
      apiTimes: { zone: 'request', decidedBy: 'assumed' },
      stopped: null,
      missing: null,
      again: { agentDays: 3, calls: 1, ms: 500 },
      notUnderstood: 0,
      notFound: [],
      fewerThanTeam: null,
      agents: [
        { userId: 'u-asha', name: 'Asha Rao' },
        { userId: 'u-ben', name: 'ben Okafor' },
        { userId: 'u-zoe', name: 'Zoë Lind' },
      ],
      days: [
        {
          date: '2026-03-10',
          startsAt: at('2026-03-09T18:30:00Z'),
          endsAt: at('2026-03-10T18:30:00Z'),
          agentsRead: 3,
          readAt: NOW,
        },
      ],
      history: [
        {
          date: '2026-03-10',
          read: 'complete',
          startsAt: at('2026-03-09T18:30:00Z'),
          endsAt: at('2026-03-10T18:30:00Z'),
          agents: [
            {
              userId: 'u-asha',
              name: 'Asha Rao',
              email: 'u-asha@example.com',
              intervals: [
                {
                  primaryStatus: 'AVAILABLE',
                  secondaryStatus: 'AVAILABLE',
                  start: at('2026-03-10T04:00:00Z'),
                  end: at('2026-03-10T12:00:00Z'),
                  durationMs: 8 * HOUR_MS,
                  clippedStart: false,
                  clippedEnd: false,
                },
              ],
              totalsMs: { AVAILABLE: 8 * HOUR_MS },
              noRecordMs: 16 * HOUR_MS,
              knownUntil: at('2026-03-10T18:30:00Z'),
            },
            {
              userId: 'u-ben',
              name: 'ben Okafor',
              email: 'u-ben@example.com',
              intervals: [
                {
                  primaryStatus: 'BUSY',
                  secondaryStatus: 'NBK',
                  start: at('2026-03-09T18:30:00Z'),
                  startedAt: at('2026-03-09T16:30:00Z'),
                  end: at('2026-03-09T20:30:00Z'),
                  durationMs: 2 * HOUR_MS,
                  clippedStart: true,
                  clippedEnd: false,
                },
              ],
              totalsMs: { BUSY: 2 * HOUR_MS },
              noRecordMs: 22 * HOUR_MS,
              knownUntil: at('2026-03-10T18:30:00Z'),
            },
            {
              userId: 'u-zoe',
              name: 'Zoë Lind',
              email: 'u-zoe@example.com',
              intervals: [],
              totalsMs: {},
              noRecordMs: 24 * HOUR_MS,
              knownUntil: at('2026-03-10T18:30:00Z'),
            },
          ],
        },
      ],
    });
  });

  it('sends e-mails, priority, signal and patience to the client', async () => {
    const { signal } = new AbortController();
    const requests: (readonly string[])[] = [];
    const { client } = await load({
      query: { agents: ['u-asha@example.com'] },
      team: [{ userId: 'u-asha', email: 'u-asha@example.com' }],
      signal,
      maxWaitMs: 1_000,
      instead: ({ agents }) => {
        requests.push(agents);
        return null;
      },
    });
    expect(requests).toEqual([['u-asha@example.com']]);
    expect(client.calls).toMatchObject([{ priority: 'lower', maxWaitMs: 1_000 }]);
  });

  it("gives the numbers of the document's sample", async () => {
    const rows = [{ userId: 'u-fdc72ca0', name: 'gaumur', email: 'gaumur@abc.com', records: KORE_SAMPLE }];
    const outcome = await load({
      query: { from: '2023-03-10', to: '2023-03-10' },
      instead: () => ok({ rows }),
    });
    const [agent] = report(outcome).history[0]?.agents ?? [];
    expect(agent?.intervals).toHaveLength(7);
    expect(agent?.totalsMs).toEqual({ AVAILABLE: 78_300_000, BUSY: 7_794_000 });
    expect(agent?.noRecordMs).toBe(306_000);
  });

  it('reads the hour that the clocks repeat, which the 24 hours of the server leave out', async () => {
    const late: FakeAgent = {
      userId: 'u-lee',
      // 23:30 to 23:45 of 1 November in New York, when the server's day is over since 23:00.
      deeds: [['BUSY', 'BUSY', '2026-11-02T04:30:00Z', '2026-11-02T04:45:00Z']],
    };
    const outcome = await load({
      agents: [late],
      zone: 'America/New_York',
      now: at('2026-11-05T00:00:00Z'),
      query: { from: '2026-11-01', to: '2026-11-01' },
    });
    expect(outcome.client.periods).toEqual([dayOf('2026-11-01', 240), dayOf('2026-11-02', 240)]);
    expect(report(outcome).history).toMatchObject([
      { agents: [{ totalsMs: { BUSY: 15 * 60_000 }, noRecordMs: 24.75 * HOUR_MS }] },
    ]);
  });

  it('refuses a bad request without asking', async () => {
    const { result, client } = await load({ query: { to: '2026-03-12' } });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'dates' } });
    expect(client.periods).toEqual([]);
  });

  it('fails when the first request does', async () => {
    const { result } = await load({ instead: () => fail('scope-missing') });
    expect(result).toEqual(fail('scope-missing'));
  });
});
