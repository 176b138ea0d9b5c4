import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStatusLabels, shapeLines } from '../../../../electron/kore/check/shape.ts';

const shape = (value: unknown, isError = false): readonly string[] => shapeLines(value, isError, createStatusLabels());

it('says fields, kinds and counts of several rows together', () => {
  const row = { userId: 'u-1', email: 'ann@team.example', firstName: 'Ann', customId: '' };
  const status = [
    {
      primaryStatus: 'AVAILABLE',
      secondaryStatus: 'With Jane',
      startTime: '2026-03-10T21:51:02',
      duration: '00:00:55',
    },
    { primaryStatus: 'AWAY', secondaryStatus: ' with jane', startTime: '2026-03-10T21:51:02Z', duration: '-' },
  ];
  expect(shape({ hasMore: 'true', limit: 50, offset: 0, data: [row, { ...row, customId: null, status }] })).toEqual([
    'object',
    '  hasMore: true or false as text',
    '  limit: 50',
    '  offset: 0',
    '  data: list of 2',
    '    entries: 2 objects',
    '      userId: id u- (2)',
    '      email: e-mail (2)',
    '      firstName: text (2)',
    '      customId: empty text, null',
    '      status: list of 2 [1 of 2]',
    '        entries: 2 objects',
    '          primaryStatus: AVAILABLE, AWAY',
    '          secondaryStatus: own status 1 (2)',
    '          startTime: time without a zone, time in UTC (Z)',
    '          duration: duration h:mm:ss, a dash',
  ]);
});

it('counts keys that are not made of known words', () => {
  expect(shape({ 'Jane Doe': { capacity: 4711 }, 'u-12': { capacity: 0.5 }, voice: null })).toEqual([
    'object',
    '  voice: null',
    '  (2 other keys): 2 objects',
    '    capacity: whole number, number',
  ]);
});

it('shows of errors the known words and the known numbers', () => {
  expect(shape({ errors: [{ msg: 'Invalid user Jane', code: 4002 }], status: 5550100, code: '401' }, true)).toEqual([
    'object',
    '  errors: list of 1',
    '    entries: object',
    '      msg: text "invalid user …"',
    '      code: 4002',
    '  status: whole number',
    '  code: text "401"',
  ]);
});

it('stops at answers that go deeper than any document', () => {
  const deep = JSON.parse('{"data":'.repeat(2_000) + '1' + '}'.repeat(2_000)) as unknown;
  expect(shape(deep).at(-1)?.trim()).toBe('data: something deeper');
});

const KEYS = [
  'data',
  'status',
  'primaryStatus',
  'secondaryStatus',
  'msg',
  'message',
  'error',
  'errors',
  'code',
  'limit',
];

it('holds nothing of any text, key or larger number, whatever the answer is', () => {
  // Written in no word that a report may hold.
  const canary = fc.stringMatching(/^[b-d]{6,12}$/).map((text) => `canary${text}`);
  const text = fc.oneof(
    canary,
    canary.map((name) => `${name}@team.example`),
    canary.map((name) => `Invalid ${name} agent`),
    canary.map((name) => `BREAK ${name}`),
  );
  const number = fc.integer({ min: 10_001, max: 9_999_999_999 });
  const key = fc.oneof(fc.constantFrom(...KEYS), text);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, text, number, fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, fc.boolean(), (value, isError) => {
      const lines = shape(value, isError).join('\n');
      expect(lines).not.toMatch(/canary|team|example|\d{5}/);
    }),
  );
});
