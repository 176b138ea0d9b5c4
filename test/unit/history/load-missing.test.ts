import { describe, expect, it } from 'vitest';
import { historyNotes } from '../../../electron/shared/history/history-notes.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createFakeMemory, type FakeAgent } from './fake-details.ts';
import { load, report, THREE_DAYS, ZOE, type Report, type Scene } from './load-scene.ts';

const MARIA: FakeAgent = { userId: 'u-Maria', name: 'Maria Garcia', deeds: [] };
const names = ({ history }: Report): unknown => history.map(({ agents }) => agents.map(({ name }) => name));

describe('what could not be understood', () => {
  it('is counted once, in whatever answers it came', async () => {
    const perDay = [['u-1 a', 'u-1 b'], ['u-1 b'], ['u-1 b', 'u-2 b', 'null']];
    const outcome = await load({
      query: THREE_DAYS,
      memory: createFakeMemory({ rangeDates: 'refused' }),
      instead: (_request, index) => ok({ notUnderstood: perDay[index] ?? [] }),
    });
    expect(report(outcome)).toMatchObject({ notUnderstood: 4, stopped: null });
  });

  it('is said', () => {
    const apiTimes = { zone: 'request', decidedBy: 'evidence' } as const;
    const none = { notUnderstood: 0, notFound: [], fewerThanTeam: null, apiTimes, days: [] };
    expect(historyNotes(none)).toEqual([]);
    expect(historyNotes({ ...none, notUnderstood: 1 })[0]).toMatch(/^1 entry of .* is missing here/);
    expect(historyNotes({ ...none, notUnderstood: 12 })[0]).toMatch(/^12 entries of .* are missing here/);
    const all = {
      ...none,
      notUnderstood: 2,
      notFound: ['a@x.example', 'b@x.example'],
      fewerThanTeam: { read: 50, team: 137 },
    };
    expect(historyNotes(all).slice(1)).toEqual([
      'Nobody was found for a@x.example, b@x.example.',
      'Status details name 50 agents and availability 137: some may be missing here.',
    ]);
  });
});

describe('agents by e-mail', () => {
  const scene = (agents: readonly string[], more: Scene = {}): Scene => ({
    agents: [ZOE, MARIA],
    query: { agents },
    team: ['u-zoe', 'u-Maria'].map((userId) => ({ userId, email: `${userId}@example.com` })),
    ...more,
  });

  it('are all found', async () => {
    const outcome = await load(scene(['u-zoe@example.com', 'u-Maria@example.com']));
    expect([names(report(outcome)), report(outcome).notFound]).toEqual([[['Maria Garcia', 'Zoë Lind']], []]);
  });

  it('of whom one is nobody are named', async () => {
    const outcome = await load(scene(['u-zoe@example.com', 'nobody@nowhere.example']));
    expect(report(outcome)).toMatchObject({ notFound: ['nobody@nowhere.example'], stopped: null });
    expect(names(report(outcome))).toEqual([['Zoë Lind']]);
    expect(outcome.client.emails[0]).toEqual(['u-zoe@example.com', 'nobody@nowhere.example']);
  });

  it('are found in another case, as the team spells them', async () => {
    const outcome = await load(scene(['U-MARIA@Example.com', 'u-zoe@example.com', 'x@x.example']));
    expect(names(report(outcome))).toEqual([['Maria Garcia', 'Zoë Lind']]);
    expect(report(outcome).notFound).toEqual(['x@x.example']);
    expect(outcome.client.emails[0]).toEqual(['u-zoe@example.com', 'u-Maria@example.com', 'x@x.example']);
  });

  it('are compared without case with what a server answers that does not tell cases apart', async () => {
    const rows = [{ userId: 'u-Maria', name: 'Maria Garcia', email: 'u-Maria@example.com', records: [] }];
    const outcome = await load(scene(['u-maria@EXAMPLE.com'], { instead: () => ok({ rows }) }));
    expect([names(report(outcome)), report(outcome).notFound]).toEqual([[['Maria Garcia']], []]);
    expect(outcome.client.periods).toHaveLength(1);
  });

  it('are the only ones shown, where a server answers with everybody', async () => {
    const rows = ['u-Maria', 'u-zoe'].map((userId) => ({
      userId,
      name: userId,
      email: `${userId}@example.com`,
      records: [],
    }));
    const outcome = await load(scene(['u-zoe@example.com'], { instead: () => ok({ rows }) }));
    expect(names(report(outcome))).toEqual([['u-zoe']]);
  });

  it('are not called missing where not everything was read', async () => {
    const stopped = { code: 'timeout', message: 'Too slow.' } as const;
    const outcome = await load(
      scene(['u-zoe@example.com', 'nobody@nowhere.example'], { instead: () => ok({ stopped }) }),
    );
    expect(report(outcome)).toMatchObject({ stopped, notFound: [] });
  });

  it('that are no text are refused', async () => {
    const { result } = await load(scene(['  ']));
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'agents' } });
  });
});

describe('a list whose end nobody said', () => {
  const team = (size: number) => Array.from({ length: size }, (_, index) => ({ userId: `u-${index}`, email: null }));
  const unsaid = () => ok({ isEndSaid: false });

  it.each([
    [3, null],
    [0, null],
    [137, { read: 3, team: 137 }],
  ])('is compared with the %i agents of availability', async (size, fewerThanTeam) => {
    const outcome = await load({ team: team(size), instead: unsaid });
    expect(report(outcome)).toMatchObject({ fewerThanTeam, stopped: null });
  });
});

it('an agent who was renamed has the latest name, unless that is none', async () => {
  const named = ['Kim Lee', 'Kim Park', 'u-kim'];
  const outcome = await load({
    query: THREE_DAYS,
    memory: createFakeMemory({ rangeDates: 'refused' }),
    instead: (_request, index) =>
      ok({
        rows: [{ userId: 'u-kim', name: named[index] ?? '', email: index === 0 ? 'kim@x.example' : '', records: [] }],
      }),
  });
  expect(report(outcome).history[0]?.agents).toMatchObject([{ name: 'Kim Park', email: 'kim@x.example' }]);
});

it('expects of each list as many agents as the one before had', async () => {
  const expected: (number | undefined)[] = [];
  await load({
    query: THREE_DAYS,
    memory: createFakeMemory({ rangeDates: 'refused' }),
    instead: ({ expectedAgents }) => {
      expected.push(expectedAgents);
      return null;
    },
  });
  expect(expected).toEqual([0, 3, 3]);
});
