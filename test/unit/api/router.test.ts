import { describe, expect, it } from 'vitest';
import { ALLOWED_COMMANDS, PAGE_COMMANDS } from '../../../electron/api/allow-lists.ts';
import { createRouter } from '../../../electron/api/router.ts';
import type { Handlers, Sender, Transport } from '../../../electron/api/types.ts';
import type { CommandName } from '../../../electron/shared/contract/commands.ts';
import { defaultRules } from '../../../electron/shared/alerts/default-rules.ts';
import { EVERYBODY, type RuleCondition, type RuleDraft, type StatusChoice } from '../../../electron/shared/model.ts';
import { ok } from '../../../electron/shared/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeDraft } from '../../support/fake-views.ts';
import { createFakeRouter, SAMPLE_FORM, SAMPLE_REQUEST, SAMPLE_TEAM } from '../../support/fake-handlers.ts';

/** A router over fake handlers, called by windows. */
function setUp(overrides: Partial<Handlers> = {}) {
  const { router, ...rest } = createFakeRouter(overrides);
  const left: string[] = [];
  router.onLeave((sender) => left.push(sender));
  const ask = (command: string, args: unknown, id = 'w') => router.dispatch(command, args, { transport: 'window', id });
  return { router, left, ask, ...rest };
}

const NOT_HERE = { ok: false, error: { code: 'invalid-input', message: 'Only the desktop app can do this.' } };
const UNKNOWN = {
  ok: false,
  error: {
    code: 'invalid-input',
    message: 'Rollcall does not know this command. Reload the window. If that does not help, restart Rollcall.',
  },
};

const SAMPLE_RULE: RuleDraft = { ...defaultRules(null)[0]!, id: null };
const LUNCH: StatusChoice = { kind: 'secondary', name: 'Lunch' };

describe('the router', () => {
  it('passes checked arguments and the sender on and gives back the answer', async () => {
    const { ask, calls } = setUp();
    const answer = await ask('history:get', [SAMPLE_REQUEST], 'window-1');
    expect(answer).toMatchObject({ ok: true, value: { days: [{ date: '2026-03-01' }, { date: '2026-03-02' }] } });
    expect(calls).toEqual([{ command: 'history:get', args: [SAMPLE_REQUEST], sender: 'window-1' }]);
    expect(await ask('team:snapshot', [], 'window-1')).toEqual({ ok: true, value: SAMPLE_TEAM });
  });

  it('accepts good arguments for every command', async () => {
    const { ask, calls } = setUp();
    const args: Partial<Record<CommandName, unknown[]>> = {
      'view:check': [{ queueIds: ['qu-1'], skillIds: ['63f07d26f04465685df4'], agentIds: ['a-1_b'] }],
      'view:count': [EVERYBODY],
      'view:open': ['c-1', null],
      'view:save': ['c-1', fakeDraft({ text: 'ana', statuses: ['AWAY'], secondaryStatuses: ['Lunch'] })],
      'view:remove': ['c-1', 'v-1'],
      'view:set-agents': ['connection-1', 'v-1', ['a-1']],
      'view:import': ['c-1', ' '.repeat(400_000)],
      'alert:import-rules': ['c-1', ' '.repeat(200_000)],
      'team:watch': [true],
      'team:pause': [1_800_000],
      'agent:copy': ['63f07d26f04465685df4 ü', 'phone'],
      'agent:get': ['u-1'],
      'agent:bands': [['u-1', 'u-2']],
      'queue:agents': ['qu-1'],
      'trend:get': [3],
      'connection:open': ['c-1'],
      'connection:forget': ['3f0c8a1e-6f2d-4c57-8a55-0f3b1c2d4e5f'],
      'connection:check': [SAMPLE_FORM],
      'connection:test': [SAMPLE_FORM],
      'connection:save': [{ ...SAMPLE_FORM, token: 'x'.repeat(8_192) }, 'session'],
      'connection:update': [{ timeZone: null, apiTimes: 'utc', copies: 50 }],
      'history:get': [SAMPLE_REQUEST],
      'history:read': [{ ...SAMPLE_REQUEST, who: { kind: 'view', id: 'v-1' } }],
      'history:read-again': [SAMPLE_REQUEST],
      'history:day': [SAMPLE_REQUEST, '2026-03-02'],
      'history:agent': [SAMPLE_REQUEST, 'u-1'],
      'history:totals': [SAMPLE_REQUEST],
      'history:coverage': [SAMPLE_REQUEST, { status: 'AVAILABLE', fewerThan: 3 }],
      'alert:save': ['c-1', SAMPLE_RULE],
      'alert:remove': ['c-1', 'nobody'],
      'alert:mute': ['c-1', 'u-1', 1_764_455_100_000],
      'alert:snooze-rule': ['c-1', 'nobody', 900_000],
      'alert:snooze': [900_000],
      'notice:act': ['3f0c8a1e/too-long:u-1', 'mute'],
      'notice:outcome': ['3f0c8a1e/nobody:drill', 'in-page'],
      'alert:log': [null],
      'alert:excuse': [1, 'Kore.ai was down'],
      'alert:dry-run': [SAMPLE_RULE, 3],
      'alert:drill': ['nobody'],
      'alert:ledger': ['nobody'],
      'alert:export-ledger': ['nobody'],
      'history:lengths': [SAMPLE_REQUEST],
      'history:export': [SAMPLE_REQUEST, { kind: 'totals', format: 'csv' }],
      'settings:update': [{ pace: 'sparing' }],
      'help:open': ['scopes'],
      'window:show': ['history'],
      'window:pin': [true],
      'login:set': [false],
      'folder:show': ['logs'],
    };
    for (const name of PAGE_COMMANDS) {
      expect(await ask(name, args[name] ?? [], 'window-1'), name).toMatchObject({ ok: true });
    }
    expect(calls.map(({ command }) => command)).toEqual(PAGE_COMMANDS);
  });

  it.each<RuleCondition>([
    { kind: 'below', fewerThan: 1, forMinutes: 0 },
    { kind: 'above', status: LUNCH, moreThan: 3, forMinutes: 5 },
    { kind: 'too-long', status: null, minutes: null, earlyMinutes: 5 },
    { kind: 'too-often', status: LUNCH, moreThan: 2, hours: 8 },
    { kind: 'becomes', status: { kind: 'status', status: 'OFFLINE' } },
    { kind: 'tell-me', userId: 'u-1', status: LUNCH, expiresAt: 1_764_455_100_000 },
    { kind: 'not-in', graceMinutes: 15 },
    { kind: 'stale', forMinutes: 5 },
    { kind: 'mass-change', percent: 30, withinSeconds: 60 },
    { kind: 'flapping', changes: 6, withinMinutes: 10 },
  ])('accepts a rule of the kind $kind, and none whose numbers make no sense', async (condition) => {
    const { ask } = setUp();
    const save = (draft: unknown) => ask('alert:save', ['c-1', draft]);
    expect(await save({ ...SAMPLE_RULE, condition })).toMatchObject({ ok: true });
    for (const [field, value] of Object.entries(condition)) {
      if (typeof value !== 'number') continue;
      for (const bad of [-1, Number.NaN, 1e9 + 0.5, 1.5, '5']) {
        const answer = await save({ ...SAMPLE_RULE, condition: { ...condition, [field]: bad } });
        expect(answer, `${field}: ${String(bad)}`).toMatchObject({ error: { code: 'invalid-input' } });
      }
    }
  });

  it.each(['nothing:here', 'constructor', '__proto__', 'team:snapshot ', ''])(
    'refuses the unknown command %j (C1)',
    async (command) => {
      const { ask, calls } = setUp();
      expect(await ask(command, [], 'window-1')).toEqual(UNKNOWN);
      expect(calls).toEqual([]);
    },
  );

  it('offers no command that could read a secret back (C15)', () => {
    const all = Object.values(ALLOWED_COMMANDS).flatMap((names) => [...names]);
    expect(all.filter((name) => /secret|token|credential|password/i.test(name))).toEqual([]);
  });

  it('never repeats a value or a key in a refusal', async () => {
    const { ask } = setUp();
    const canary = 'canary-5f1c';
    const answers = await Promise.all([
      ask('connection:test', [{ ...SAMPLE_FORM, algorithm: canary, clientSecret: canary }], 'w'),
      ask('connection:test', [{ ...SAMPLE_FORM, [canary]: 1 }], 'w'),
      ask(canary, [canary], 'w'),
    ]);
    expect(JSON.stringify(answers)).not.toContain(canary);
  });

  it('leaves out fields of a patch that are undefined', async () => {
    const { ask, calls } = setUp();
    await ask('settings:update', [{ pace: undefined, theme: 'dark' }], 'w');
    expect(Object.keys(calls[0]?.args[0] as object)).toEqual(['theme']);
  });

  it('answers unexpected when a handler throws, and reports it only inside', async () => {
    const error = new Error('secret detail');
    const { ask, surprises } = setUp({
      'app:info': () => {
        throw error;
      },
      'team:refresh': () => Promise.reject(error),
    });
    const unexpected = {
      ok: false,
      error: {
        code: 'unexpected',
        message: 'Something unexpected went wrong in Rollcall. Try again. If that does not help, restart Rollcall.',
      },
    };
    expect(await ask('app:info', [], 'w')).toEqual(unexpected);
    expect(await ask('team:refresh', [], 'w')).toEqual(unexpected);
    expect(surprises).toEqual([error, error]);
  });

  it.each([undefined, null, 'text', {}, { ok: true }, { ok: 'yes', value: 1 }, { ok: false, error: 'text' }])(
    'answers unexpected when a handler answers %j, which is no Result',
    async (answer) => {
      const { ask } = setUp({ 'team:refresh': () => answer as never });
      expect(await ask('team:refresh', [], 'w')).toMatchObject({ ok: false, error: { code: 'unexpected' } });
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
    const { ask } = setUp({ 'team:refresh': () => ({ ok: false, error, trace: 1 }) as never });
    expect(await ask('team:refresh', [], 'w')).toEqual({
      ok: false,
      error: { code: 'timeout', message: 'Too slow.', retryAt: 5 },
    });
  });

  it('answers busy beyond 100 at once, and lets 50 a second through from then on (C12)', async () => {
    const { ask, clock, calls } = setUp();
    const flood = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) await ask('app:info', [], 'w');
      return calls.splice(0).length;
    };
    expect(await flood(10_000)).toBe(100);
    expect(await ask('app:info', [], 'w')).toEqual({
      ok: false,
      error: { code: 'busy', message: 'Too many requests at once. Wait a moment and try again.' },
    });
    clock.advance(1_000);
    expect(await flood(10_000)).toBe(50);
    clock.advance(3_600_000);
    expect(await flood(10_000)).toBe(100);
  });

  it('counts each sender for itself, refusals included, and forgets one that has left', async () => {
    const { router, ask, left } = setUp();
    for (let sent = 0; sent < 100; sent += 1) await ask('no:such', [], 'a');
    expect(await ask('app:info', [], 'a')).toMatchObject({ error: { code: 'busy' } });
    expect(await ask('app:info', [], 'b')).toMatchObject({ ok: true });
    router.leave('a');
    expect(left).toEqual(['a']);
    expect(await ask('app:info', [], 'a')).toMatchObject({ ok: true });
  });

  it('keeps going when the wall clock is set back', async () => {
    const { ask, clock } = setUp();
    await ask('app:info', [], 'w');
    clock.jump(-3_600_000);
    expect(await ask('app:info', [], 'w')).toMatchObject({ ok: true });
  });
});

describe('registering handlers', () => {
  const window: Sender = { transport: 'window', id: 'w' };

  it('answers what a surface has not registered with a sentence', async () => {
    const router = createRouter({ clock: createFakeClock(), onSurprise: () => expect.unreachable() });
    router.handle({ 'app:info': () => ok({} as never) });
    expect(await router.dispatch('login:set', [true], window)).toEqual(NOT_HERE);
    router.handle({ 'login:set': ([isOn]) => ok({ startsAtLogin: isOn } as never) });
    expect(await router.dispatch('login:set', [true], window)).toEqual(ok({ startsAtLogin: true }));
  });

  it('takes one handler for each command', () => {
    const router = createRouter({ clock: createFakeClock(), onSurprise: () => expect.unreachable() });
    const handlers: Partial<Handlers> = { 'digest:dismiss': () => ok(null) };
    router.handle(handlers);
    expect(() => router.handle(handlers)).toThrow('digest:dismiss has a handler already.');
  });
});

describe('the allow-lists', () => {
  async function ask(transport: Transport, command: string, args: readonly unknown[]) {
    const { router, calls } = createFakeRouter();
    const answer = await router.dispatch(command, args, { transport, id: transport });
    return calls.length > 0 ? 'answered' : answer;
  }

  it.each<[CommandName, unknown[]]>([
    ['agent:copy', ['u-1', 'email']],
    ['login:set', [true]],
    ['folder:show', ['data']],
    ['update:check', []],
    ['update:install', []],
  ])('keep %s from a page in a browser, which the desktop may serve', async (command, args) => {
    expect(await ask('window', command, args)).toBe('answered');
    expect(await ask('browser', command, args)).toEqual(NOT_HERE);
  });

  it('let the local socket read, open and renew, and nothing else', async () => {
    expect([...ALLOWED_COMMANDS.socket]).toEqual([
      'status:get',
      'status:read',
      'queues:get',
      'rules:get',
      'rules:try',
      'alerts:get',
      'desk:day',
      'window:open',
      'connection:renew',
      'page:serve',
    ]);
    for (const name of PAGE_COMMANDS) expect(await ask('socket', name, [])).toEqual(UNKNOWN);
  });

  it.each(['window', 'browser'] as const)('keep what is for other processes from a %s', async (transport) => {
    for (const name of ALLOWED_COMMANDS.socket) expect(await ask(transport, name, [])).toEqual(UNKNOWN);
  });
});
