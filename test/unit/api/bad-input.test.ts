import { expect, it } from 'vitest';
import { createFakeRouter, SAMPLE_FORM, SAMPLE_REQUEST } from '../../support/fake-handlers.ts';

const notValid = (field: string) => ({
  ok: false,
  error: {
    code: 'invalid-input',
    field,
    message: `Rollcall did not accept this request. Not valid: ${field}. Correct it and try again.`,
  },
});

const limited = (byStatus: object, secondary: readonly unknown[] = []) => ({
  byStatus: { AWAY: 30, BUSY: 45, ...byStatus },
  secondary,
});
const named = (name: string) => ({ name, minutes: 5 });
const requestOf = (agentIds: readonly string[]) => ({
  ...SAMPLE_REQUEST,
  who: { kind: 'filter', filter: { queueIds: [], skillIds: [], agentIds } },
});
const filter = { queueIds: [], skillIds: [], agentIds: [] };
const throwing = {
  get queueIds(): never {
    throw new Error('getter');
  },
};
const hostileProxy = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error('proxy');
    },
  },
);
const hours = { days: [1], from: '08:00', to: '17:00' };
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;
let deep: unknown[] = [];
for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];

it.each<[string, string, unknown, string]>([
  ['C6 no arguments', 'view:check', [], 'arguments'],
  ['C6 arguments are no list', 'view:check', filter, 'arguments'],
  ['C6 arguments are undefined', 'view:check', undefined, 'arguments'],
  ['C6 50 arguments', 'team:refresh', Array(50).fill(1), 'arguments'],
  ['C6 a function', 'view:check', [() => filter], 'argument 1'],
  ['C6 a symbol', 'help:open', [Symbol('scopes')], 'argument 1'],
  ['C6 a Proxy that throws', 'view:check', [hostileProxy], 'arguments'],
  ['C6 a getter that throws', 'view:check', [throwing], 'arguments'],
  ['C7 __proto__', 'settings:update', [JSON.parse('{"__proto__":{"pace":"sparing"}}')], 'argument 1'],
  ['C7 constructor', 'settings:update', [{ constructor: { prototype: {} } }], 'argument 1'],
  ['C7 an unknown key', 'settings:update', [{ pace: 'standard', clientSecret: 'x' }], 'argument 1'],
  ['no copies', 'connection:update', [{ copies: 0 }], 'copies'],
  ['51 copies', 'connection:update', [{ copies: 51 }], 'copies'],
  ['copies as text', 'connection:update', [{ copies: '30' }], 'copies'],
  ['C7 an unknown key in a connection patch', 'connection:update', [{ host: 'https://evil.test' }], 'argument 1'],
  ['C8 a pace as a number', 'settings:update', [{ pace: 0.1 }], 'pace'],
  ['C8 keys that are not on the list', 'settings:update', [{ shortcut: 'Escape' }], 'shortcut'],
  ['C8 a folder by its path', 'folder:show', ['/etc'], 'argument 1'],
  ['C8 another field of an agent', 'agent:copy', ['u-1', 'password'], 'argument 2'],
  ['C8 a limit of no time', 'settings:update', [{ limits: limited({ AWAY: 0 }) }], 'limits.byStatus.AWAY'],
  ['C8 a limit of more than a day', 'settings:update', [{ limits: limited({ BUSY: 1_441 }) }], 'limits.byStatus.BUSY'],
  ['C8 a limit of half a minute', 'settings:update', [{ limits: limited({ BUSY: 0.5 }) }], 'limits.byStatus.BUSY'],
  ['C7 a limit of another status', 'settings:update', [{ limits: limited({ OFFLINE: 5 }) }], 'limits.byStatus'],
  ['C9 51 limits', 'settings:update', [{ limits: limited({}, Array(51).fill(named('x'))) }], 'limits.secondary'],
  [
    'C9 101 characters of name',
    'settings:update',
    [{ limits: limited({}, [named('x'.repeat(101))]) }],
    'limits.secondary.0.name',
  ],
  ['C8 a limit of nobody', 'settings:update', [{ limits: limited({}, [named(' ')]) }], 'limits.secondary.0.name'],
  ['C8 hours on no day', 'settings:update', [{ workingHours: { ...hours, days: [] } }], 'workingHours'],
  ['C8 hours on day 8', 'settings:update', [{ workingHours: { ...hours, days: [8] } }], 'workingHours.days.0'],
  ['C8 hours until 24:00', 'settings:update', [{ workingHours: { ...hours, to: '24:00' } }], 'workingHours'],
  ['C8 hours of no time', 'settings:update', [{ workingHours: { ...hours, to: hours.from } }], 'workingHours'],
  ['C7 hours of a zone', 'settings:update', [{ workingHours: { ...hours, zone: 'UTC' } }], 'workingHours'],
  ['C8 a mask that is no yes or no', 'settings:update', [{ isMasked: 'yes' }], 'isMasked'],
  ['C8 a pause of nothing', 'team:pause', [0], 'argument 1'],
  ['C8 a negative pause', 'team:pause', [-1], 'argument 1'],
  ['C8 a pause of NaN', 'team:pause', [Number.NaN], 'argument 1'],
  ['C8 an endless pause', 'team:pause', [1e12], 'argument 1'],
  ['C8 a trend of no hours', 'trend:get', [0], 'argument 1'],
  ['C8 a trend of more than a month', 'trend:get', [721], 'argument 1'],
  ['C8 a trend of half an hour', 'trend:get', [0.5], 'argument 1'],
  ['C8 a pause as text', 'team:pause', ['5'], 'argument 1'],
  ['C9 10 MB of text', 'view:check', [{ ...filter, agentIds: ['a'.repeat(10_000_000)] }], 'arguments'],
  ['C9 129 characters', 'view:check', [{ ...filter, skillIds: ['a', 'a'.repeat(129)] }], 'skillIds.1'],
  ['C9 201 ids', 'view:check', [{ ...filter, queueIds: Array(201).fill('qu-1') }], 'queueIds'],
  ['C9 a million ids', 'view:check', [{ ...filter, queueIds: Array(1_000_000).fill('qu-1') }], 'arguments'],
  ['C9 1025 characters of host', 'connection:check', [{ ...SAMPLE_FORM, host: 'h'.repeat(1_025) }], 'host'],
  ['C9 8193 characters of token', 'connection:test', [{ ...SAMPLE_FORM, token: 't'.repeat(8_193) }], 'token'],
  ['C10 a pattern as an id', 'view:check', [{ ...filter, queueIds: ['(a+)+$'] }], 'queueIds.0'],
  ['C10 a line break after an id', 'view:check', [{ ...filter, queueIds: ['qu-1\n'] }], 'queueIds.0'],
  ['C11 a path as a help page', 'help:open', ['../x'], 'argument 1'],
  ['C11 an address as a help page', 'help:open', ['https://evil.test'], 'argument 1'],
  ['C11 a name every object has', 'window:show', ['constructor'], 'argument 1'],
  ['C13 a cycle', 'view:check', [cyclic], 'arguments'],
  ['C13 a cycle among good fields', 'view:check', [{ ...filter, self: cyclic }], 'arguments'],
  ['C13 20,000 levels', 'view:check', [deep], 'arguments'],
  ['C14 a number as a date', 'history:read', [{ ...SAMPLE_REQUEST, dates: [1e18] }], 'dates.0'],
  ['C14 a long year', 'history:read', [{ ...SAMPLE_REQUEST, dates: ['12026-01-01'] }], 'dates.0'],
  ['C14 a date with a time', 'history:get', [{ ...SAMPLE_REQUEST, dates: ['2026-01-01T00:00:00Z'] }], 'dates.0'],
  ['C14 1,001 days', 'history:read', [{ ...SAMPLE_REQUEST, dates: Array(1_001).fill('2026-01-01') }], 'dates'],
  ['C14 201 agents', 'history:read', [requestOf(Array(201).fill('u-1'))], 'who.filter.agentIds'],
  ['a second argument that is not in the list', 'connection:save', [SAMPLE_FORM, 'plain-text'], 'argument 2'],
  ['an algorithm that signs nothing', 'connection:test', [{ ...SAMPLE_FORM, algorithm: 'none' }], 'algorithm'],
])('refuses %s and runs no handler', async (_case, command, args, field) => {
  const { router, calls } = createFakeRouter();
  expect(await router.dispatch(command, args, { transport: 'window', id: 'window-1' })).toEqual(notValid(field));
  expect(calls).toEqual([]);
});
