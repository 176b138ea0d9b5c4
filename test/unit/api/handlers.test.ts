import { describe, expect, it } from 'vitest';
import { ALLOWED_COMMANDS } from '../../../electron/api/allow-lists.ts';
import { browserHandlers, coreHandlers, type Services } from '../../../electron/api/handlers.ts';
import { createRouter } from '../../../electron/api/router.ts';
import type { Transport } from '../../../electron/api/types.ts';
import { NO_COUNTS } from '../../../electron/shared/team/counts.ts';
import {
  DEFAULT_PREFERENCES,
  EMPTY_DIRECTORY,
  EMPTY_FILTER,
  NO_DESKTOP,
  NO_VIEWS,
  type ConnectionProfile,
  type TeamFilter,
} from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { SAMPLE_TEAM } from '../../support/fake-handlers.ts';
import { createFakeMembers } from '../../support/fake-members.ts';
import { fakeAgent } from '../../support/fake-team.ts';
import { fakeView } from '../../support/fake-views.ts';

/** The core's handlers over services of which only a few exist, and a browser's own. */
function setUp(services: Partial<Services> = {}) {
  const done: unknown[] = [];
  const router = createRouter({ clock: createFakeClock(), onSurprise: (error) => done.push(error) });
  router.handle(coreHandlers(services as Services));
  router.handle(
    browserHandlers({
      openUrl: (url) => void done.push(new URL(url).hostname),
      openWindow: () => void done.push('open'),
    }),
  );
  const ask = (transport: Transport, command: string, ...args: unknown[]) =>
    router.dispatch(command, args, { transport, id: `${transport}-1` });
  return { done, ask };
}

describe('a command that only does something', () => {
  it('hands its argument over and answers null', async () => {
    const { done, ask } = setUp({
      watch: (sender, isWatching) => void done.push([sender, isWatching]),
      testNotice: () => void done.push('notice'),
    });
    const answers = [
      await ask('browser', 'help:open', 'scopes'),
      await ask('socket', 'window:open'),
      await ask('browser', 'team:watch', true),
      await ask('browser', 'notice:test'),
    ];
    expect(answers).toEqual([ok(null), ok(null), ok(null), ok(null)]);
    expect(done).toEqual(['docs.kore.ai', 'open', ['browser-1', true], 'notice']);
  });
});

const teamOf = (snapshot: Services['team']['snapshot']): Services['team'] => ({
  snapshot,
  everybody: () => new Map(),
  snapshotOf: () => null,
  countsOf: () => expect.unreachable(),
  facts: () => expect.unreachable(),
  intervalMs: () => expect.unreachable(),
  agentIdOf: () => null,
  notFoundIn: () => [],
  queues: () => null,
  pause: () => expect.unreachable(),
  count: () => expect.unreachable(),
});

it('every command that a browser or the socket may give has a handler, in the core or on the surface', () => {
  const handled = new Set([
    ...Object.keys(coreHandlers({} as Services)),
    ...Object.keys(browserHandlers({ openUrl: () => undefined, openWindow: () => undefined })),
    'page:serve', // api/local-socket/local-commands.ts
  ]);
  const allowed = [...ALLOWED_COMMANDS.browser, ...ALLOWED_COMMANDS.socket];
  expect(allowed.filter((name) => !handled.has(name))).toEqual([]);
});

describe('a page in a browser', () => {
  it('finds nothing of the desktop', async () => {
    const { done, ask } = setUp();
    expect(await ask('browser', 'desktop:get')).toEqual(ok(NO_DESKTOP));
    expect(await ask('browser', 'window:show', 'history')).toEqual(ok(null));
    expect(await ask('browser', 'window:pin', true)).toEqual(ok(null));
    expect(await ask('browser', 'login:set', true)).toMatchObject({ error: { code: 'invalid-input' } });
    expect(done).toEqual([]);
  });

  it('learns that it is in one, also when the desktop serves it', async () => {
    const { ask } = setUp({ info: () => ({ surface: 'desktop', version: '1' }) as never });
    expect(await ask('browser', 'app:info')).toEqual(ok({ surface: 'browser', version: '1' }));
    expect(await ask('window', 'app:info')).toEqual(ok({ surface: 'desktop', version: '1' }));
  });
});

describe('the status that other processes ask for', () => {
  const rules = { limits: DEFAULT_PREFERENCES.limits, offHours: null };
  const team = {
    ...SAMPLE_TEAM,
    agents: SAMPLE_TEAM.agents.map((agent) => ({ ...agent, addition: 'alukasik' })),
  };
  const servicesWith = (isMasked: boolean): Partial<Services> => ({
    team: teamOf(() => team),
    connections: { state: () => ({ kind: 'none', profile: null, secret: 'none' }) } as Services['connections'],
    settings: { get: () => ({ ...DEFAULT_PREFERENCES, isMasked }) } as Services['settings'],
    attentionRules: () => rules,
    demoScene: () => null,
  });

  it.each([
    [false, 'Ana Łukasik'],
    [true, 'A. Ł.'],
  ])('has names as they may be shown (hidden: %s)', async (isMasked, name) => {
    const status = await setUp(servicesWith(isMasked)).ask('socket', 'status:get', true);
    expect(status).toMatchObject(
      ok({ team: { agents: [{ userId: 'u-1', name }], counts: { total: 1 }, attention: 0 }, isMasked, rules }),
    );
    expect(JSON.stringify(status).includes('alukasik')).toBe(!isMasked);
  });

  it('leaves the agents out unless they are wanted', async () => {
    const status = await setUp(servicesWith(false)).ask('socket', 'status:get', false);
    expect(status).toMatchObject(ok({ team: { agents: [], counts: { total: 1 } } }));
  });

  const SALES = { id: 'qu-1', name: 'Sales', skills: [{ id: 'sk-1', name: 'German' }], members: null };
  const ana = fakeAgent({ userId: 'u-1', name: 'Ana Łukasik' });
  const knowing = (isMasked: boolean): Partial<Services> => ({
    ...servicesWith(isMasked),
    team: {
      ...teamOf(() => team),
      everybody: () => new Map([['u-1', ana]]),
      agentIdOf: (userId) => userId.replace('u-', 'a-'),
      notFoundIn: (view) => view?.filter.agentIds.filter((id) => id === 'a-9') ?? [],
      snapshotOf: (view) => (view?.filter.skillIds.length === 0 ? { ...team, view, agents: [ana] } : null),
      queues: () => [
        {
          id: 'qu-1',
          name: 'Sales',
          counts: NO_COUNTS,
          ready: 1,
          soleCover: 'u-1',
          freeSlots: null,
          left: [],
          asOf: 5,
        },
      ],
    },
    directory: {
      get: () => ({ ...EMPTY_DIRECTORY, queues: [SALES, { ...SALES, id: 'qu-2', name: 'Sales North' }] }),
      members: () => expect.unreachable(),
      refresh: () => expect.unreachable(),
    },
    views: { list: () => ({ ...NO_VIEWS, views: [fakeView({ name: 'Leads' })] }) } as unknown as Services['views'],
  });
  const ids = (filter: Partial<TeamFilter>) => ({ kind: 'ids', filter: { ...EMPTY_FILTER, ...filter } });

  it('is of the team that is wanted, by name, where the last answer tells', async () => {
    const { ask } = setUp(knowing(false));
    const view = { filter: { queueIds: ['qu-1'], skillIds: [], agentIds: ['a-1', 'a-9'] } };
    expect(
      await ask('socket', 'status:get', true, ids({ queueIds: ['sales'], agentIds: ['łukasik', 'a-9'] })),
    ).toMatchObject(
      ok({ wanted: 'answered', notFound: ['a-9'], team: { view, agents: [{ userId: 'u-1' }], queues: [] } }),
    );
    expect(await ask('socket', 'status:get', false, { kind: 'view', name: 'leads' })).toMatchObject(
      ok({ wanted: 'answered', team: { view: { name: 'Leads' } } }),
    );
    for (const wanted of [ids({ skillIds: ['sk-9'] }), { kind: 'everybody' }]) {
      expect(await ask('socket', 'status:get', false, wanted)).toMatchObject(
        ok({ wanted: 'unread', team: { view: null } }),
      );
    }
    expect(await ask('socket', 'status:get', false, { kind: 'view', name: 'Gone' })).toMatchObject(
      ok({ wanted: { list: 'views', isNone: true, fits: [{ id: 'Leads', name: 'Leads' }] } }),
    );
  });

  it('says what fits a name that is not clear, agents as initials while names are hidden', async () => {
    const { ask } = setUp(knowing(true));
    expect(await ask('socket', 'status:get', false, ids({ queueIds: ['sal'] }))).toMatchObject(
      ok({
        wanted: { list: 'queueIds', isNone: false, fits: [{ name: 'Sales' }, { name: 'Sales North' }], others: 0 },
      }),
    );
    expect(await ask('socket', 'status:get', false, ids({ agentIds: ['Bob'] }))).toMatchObject(
      ok({ wanted: { list: 'agentIds', isNone: true, fits: [{ id: 'a-1', name: 'A. Ł.' }] } }),
    );
  });

  it('has the queues of everybody, and who covers one alone', async () => {
    const named = [
      { id: 'qu-1', name: 'Sales', skills: [{ id: 'sk-1', name: 'German' }] },
      { id: 'qu-2', name: 'Sales North', skills: [{ id: 'sk-1', name: 'German' }] },
    ];
    const answer = await setUp(knowing(true)).ask('socket', 'queues:get');
    expect(answer).toMatchObject(ok({ queues: [{ id: 'qu-1' }], named, agents: { 'u-1': 'A. Ł.' }, isMasked: true }));
  });

  it('is of the connection it names, also while another one is being opened', async () => {
    const present = { id: 'north' };
    const { ask } = setUp({
      ...servicesWith(false),
      connections: {
        state() {
          // The user chooses another one as soon as other code can run.
          queueMicrotask(() => (present.id = 'south'));
          return { kind: 'account', profile: { id: present.id } as ConnectionProfile, secret: 'stored' };
        },
      } as Services['connections'],
      team: teamOf(() => ({ ...team, agents: team.agents.map((agent) => ({ ...agent, name: present.id })) })),
    });
    expect(await ask('socket', 'status:get', true)).toMatchObject(
      ok({ connection: { profile: { id: 'north' } }, team: { agents: [{ name: 'north' }] } }),
    );
  });
});

describe('the agents of a queue', () => {
  const { members } = createFakeMembers({ 'qu-1': ['u-1', 'u-gone'] });
  const services: Partial<Services> = {
    directory: { members } as Services['directory'],
    team: { ...teamOf(() => SAMPLE_TEAM), everybody: () => new Map([['u-1', fakeAgent({ userId: 'u-1' })]]) },
  };

  it('are those of the last answer, by user id', async () => {
    expect(await setUp(services).ask('browser', 'queue:agents', 'qu-1')).toEqual(ok(['u-1']));
  });

  it('are not found while nobody knows who serves it', async () => {
    const answer = await setUp(services).ask('browser', 'queue:agents', 'qu-2');
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
