import { describe, expect, it } from 'vitest';
import { ALLOWED_COMMANDS } from '../../../electron/api/allow-lists.ts';
import { browserHandlers, coreHandlers, type Services } from '../../../electron/api/handlers.ts';
import { createRouter } from '../../../electron/api/router.ts';
import type { Transport } from '../../../electron/api/types.ts';
import { DEFAULT_PREFERENCES, NO_DESKTOP, type ConnectionProfile } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { SAMPLE_TEAM } from '../../support/fake-handlers.ts';

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
  const teamOf = (snapshot: Services['team']['snapshot']): Services['team'] => ({
    snapshot,
    pause: () => expect.unreachable(),
    count: () => expect.unreachable(),
  });
  const servicesWith = (isMasked: boolean): Partial<Services> => ({
    team: teamOf(() => team),
    connections: { state: () => ({ kind: 'none', profile: null, secret: 'none' }) } as Services['connections'],
    settings: { get: () => ({ ...DEFAULT_PREFERENCES, isMasked }) } as Services['settings'],
    attentionRules: () => rules,
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
