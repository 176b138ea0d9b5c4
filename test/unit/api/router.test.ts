import { describe, expect, it } from 'vitest';
import { createDoor } from '../../../electron/api/router.ts';
import type { Handlers } from '../../../electron/api/types.ts';
import type { CommandName } from '../../../electron/shared/contract/commands.ts';
import { COMMAND_NAMES } from '../../../electron/shared/contract-names.ts';
import { createBridge } from '../../../electron/shared/bridge.ts';
import { EVERYBODY } from '../../../electron/shared/model.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeDraft } from '../../support/fake-views.ts';
import { createFakeHandlers, SAMPLE_FORM, SAMPLE_QUERY, SAMPLE_TEAM } from '../../support/fake-handlers.ts';

function setUp(overrides: Partial<Handlers> = {}) {
  const clock = createFakeClock();
  const left: string[] = [];
  const surprises: [CommandName, unknown][] = [];
  const { handlers, calls } = createFakeHandlers(overrides);
  const door = createDoor({
    handlers,
    clock,
    onLeave: (sender) => left.push(sender),
    onSurprise: (command, error) => surprises.push([command, error]),
  });
  return { door, clock, calls, left, surprises };
}

describe('the door', () => {
  it('passes checked arguments and the sender on and gives back the answer', async () => {
    const { door, calls } = setUp();
    const answer = await door.dispatch('history:load', [SAMPLE_QUERY], 'window-1');
    expect(answer).toMatchObject({ ok: true, value: { from: '2026-03-01', to: '2026-03-02' } });
    expect(calls).toEqual([{ command: 'history:load', args: [SAMPLE_QUERY], sender: 'window-1' }]);
    expect(await door.dispatch('team:snapshot', [], 'window-1')).toEqual({ ok: true, value: SAMPLE_TEAM });
  });

  it('accepts good arguments for every command', async () => {
    const { door, calls } = setUp();
    const args: Partial<Record<CommandName, unknown[]>> = {
      'view:check': [{ queueIds: ['qu-1'], skillIds: ['63f07d26f04465685df4'], agentIds: ['a-1_b'] }],
      'view:count': [EVERYBODY],
      'view:open': ['c-1', null],
      'view:save': ['c-1', fakeDraft({ text: 'ana', statuses: ['AWAY'], secondaryStatuses: ['Lunch'] })],
      'view:remove': ['c-1', 'v-1'],
      'view:import': ['c-1', ' '.repeat(400_000)],
      'team:watch': [true],
      'team:pause': [1_800_000],
      'agent:copy': ['63f07d26f04465685df4 ü', 'phone'],
      'trend:get': [3],
      'connection:open': ['c-1'],
      'connection:forget': ['3f0c8a1e-6f2d-4c57-8a55-0f3b1c2d4e5f'],
      'connection:check': [SAMPLE_FORM],
      'connection:test': [SAMPLE_FORM],
      'connection:save': [{ ...SAMPLE_FORM, token: 'x'.repeat(8_192) }, 'session'],
      'connection:update': [{ timeZone: null, apiTimes: 'utc', copies: 100 }],
      'history:load': [SAMPLE_QUERY],
      'settings:update': [{ pace: 'sparing' }],
      'help:open': ['scopes'],
      'window:show': ['history'],
      'window:pin': [true],
      'login:set': [false],
      'folder:show': ['logs'],
    };
    for (const name of COMMAND_NAMES) {
      expect(await door.dispatch(name, args[name] ?? [], 'window-1'), name).toMatchObject({ ok: true });
    }
    expect(calls.map(({ command }) => command)).toEqual(COMMAND_NAMES);
  });

  it.each(['nothing:here', 'constructor', '__proto__', 'team:snapshot ', ''])(
    'refuses the unknown command %j (C1)',
    async (command) => {
      const { door, calls } = setUp();
      expect(await door.dispatch(command, [], 'window-1')).toEqual({
        ok: false,
        error: {
          code: 'invalid-input',
          message: 'Rollcall does not know this command. Reload the window; if it stays, restart Rollcall.',
        },
      });
      expect(calls).toEqual([]);
    },
  );

  it('offers no command that could read a secret back (C15)', () => {
    const bridge = createBridge({ invoke: () => Promise.reject(new Error()), listen: () => () => {} });
    expect(Object.keys(bridge).filter((name) => /secret|token|credential|password/i.test(name))).toEqual([]);
    expect(COMMAND_NAMES).not.toContain('credentials:get');
  });

  it('never repeats a value or a key in a refusal', async () => {
    const { door } = setUp();
    const canary = 'canary-5f1c';
    const answers = await Promise.all([
      door.dispatch('connection:test', [{ ...SAMPLE_FORM, algorithm: canary, clientSecret: canary }], 'w'),
      door.dispatch('connection:test', [{ ...SAMPLE_FORM, [canary]: 1 }], 'w'),
      door.dispatch(canary, [canary], 'w'),
    ]);
    expect(JSON.stringify(answers)).not.toContain(canary);
  });

  it('leaves out fields of a patch that are undefined', async () => {
    const { door, calls } = setUp();
    await door.dispatch('settings:update', [{ pace: undefined, theme: 'dark' }], 'w');
    expect(Object.keys(calls[0]?.args[0] as object)).toEqual(['theme']);
  });

  it('answers unexpected when a handler throws, and reports it only inside', async () => {
    const error = new Error('secret detail');
    const { door, surprises } = setUp({
      'app:info': () => {
        throw error;
      },
      'team:refresh': () => Promise.reject(error),
    });
    const unexpected = {
      ok: false,
      error: {
        code: 'unexpected',
        message: 'Something unexpected went wrong in Rollcall. Try again; if it stays, restart it.',
      },
    };
    expect(await door.dispatch('app:info', [], 'w')).toEqual(unexpected);
    expect(await door.dispatch('team:refresh', [], 'w')).toEqual(unexpected);
    expect(surprises).toEqual([
      ['app:info', error],
      ['team:refresh', error],
    ]);
  });

  it.each([undefined, null, 'text', {}, { ok: true }, { ok: 'yes', value: 1 }, { ok: false, error: 'text' }])(
    'answers unexpected when a handler answers %j, which is no Result',
    async (answer) => {
      const { door } = setUp({ 'team:refresh': () => answer as never });
      expect(await door.dispatch('team:refresh', [], 'w')).toMatchObject({ ok: false, error: { code: 'unexpected' } });
    },
  );

  it('lets only the known fields of an error out', async () => {
    const error = {
      code: 'timeout' as const,
      message: 'Too slow.',
      retryAt: 5,
      stack: 'at x',
      config: { auth: 'jwt' },
    };
    const { door } = setUp({ 'team:refresh': () => ({ ok: false, error, trace: 1 }) as never });
    expect(await door.dispatch('team:refresh', [], 'w')).toEqual({
      ok: false,
      error: { code: 'timeout', message: 'Too slow.', retryAt: 5 },
    });
  });

  it('answers busy beyond 100 at once, and lets 50 a second through from then on (C12)', async () => {
    const { door, clock, calls } = setUp();
    const flood = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) await door.dispatch('app:info', [], 'w');
      return calls.splice(0).length;
    };
    expect(await flood(10_000)).toBe(100);
    expect(await door.dispatch('app:info', [], 'w')).toEqual({
      ok: false,
      error: { code: 'busy', message: 'Too many requests at once. Wait a moment and try again.' },
    });
    clock.advance(1_000);
    expect(await flood(10_000)).toBe(50);
    clock.advance(3_600_000);
    expect(await flood(10_000)).toBe(100);
  });

  it('counts each sender for itself, refusals included, and forgets one that has left', async () => {
    const { door, left } = setUp();
    for (let sent = 0; sent < 100; sent += 1) await door.dispatch('no:such', [], 'a');
    expect(await door.dispatch('app:info', [], 'a')).toMatchObject({ error: { code: 'busy' } });
    expect(await door.dispatch('app:info', [], 'b')).toMatchObject({ ok: true });
    door.leave('a');
    expect(left).toEqual(['a']);
    expect(await door.dispatch('app:info', [], 'a')).toMatchObject({ ok: true });
  });

  it('keeps going when the wall clock is set back', async () => {
    const { door, clock } = setUp();
    await door.dispatch('app:info', [], 'w');
    clock.jump(-3_600_000);
    expect(await door.dispatch('app:info', [], 'w')).toMatchObject({ ok: true });
  });
});
