import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent, readDeskAccess } from '../../../../electron/relay/wire/content.ts';
import { packed } from '../../../../electron/relay/wire/packing.ts';
import type { Contents } from '../../../../electron/relay/wire/types.ts';
import type { DeskAccess } from '../../../../electron/shared/model.ts';
import { publishedAgent, QUIET_FACTS, TEAM_AT } from '../../../support/published-team.ts';

/** With every field that may be absent. */
const AGENT = {
  ...publishedAgent('u-1', 'AWAY', 'Zoë van der Berg'),
  addition: '1107',
  secondaryStatus: 'Lunch',
  since: { at: TEAM_AT, precision: 'assumed', toleranceMs: 0.5, seenAt: TEAM_AT },
  changedAfter: TEAM_AT,
  selfReported: { primaryStatus: 'BUSY', secondaryStatus: null, startedAt: TEAM_AT, precision: 'at-least' },
  freeSlots: { voice: { free: 1, total: 1 }, email: { free: 0, total: 4 } },
} as const;

const QUEUE = { id: 'qu-1', name: 'Orders', members: ['u-1'], left: ['u-9'], asOf: TEAM_AT };

const GOOD: Contents = {
  publisher: { state: 'live', paceMs: 15_000, version: '2.0.0' },
  views: {
    views: [{ id: 'everybody', name: 'Everybody', text: '', statuses: ['AWAY'], secondaryStatuses: ['Lunch'] }],
    timeZone: 'Europe/Berlin',
    isDemo: false,
  },
  snapshot: { ...QUIET_FACTS, unread: ['BUSY'], agents: [AGENT], queues: [QUEUE] },
  catchup: { base: 6, ...QUIET_FACTS, changed: [AGENT], removed: ['u-2'], queues: [QUEUE], queueIds: ['qu-1'] },
  delta: { base: 6, ...QUIET_FACTS, clockOffsetMs: null, changed: [], removed: [] },
  day: {
    date: '2026-03-02',
    timeZoneOffset: -60,
    isComplete: true,
    apiTimes: 'auto',
    memory: { apiTimes: 'UTC', recordsListedBy: null },
    rows: [
      {
        userId: 'u-1',
        name: 'Zoë van der Berg',
        records: [
          ['AWAY', 'Lunch', '2026-03-02T08:00:00', '2026-03-02T08:30:00'],
          ['AVAILABLE', '', '2026-03-02T08:30:00', null],
        ],
        readAt: TEAM_AT,
      },
    ],
  },
};
const KINDS = Object.keys(GOOD) as readonly (keyof Contents)[];

const read = (kind: keyof Contents, content: unknown): unknown =>
  readContent(kind, [gzipSync(JSON.stringify(content))]);

/** Everything in a value, as paths to it. */
function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function withAt(value: unknown, [key, ...path]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const inner = withAt((value as Readonly<Record<string, unknown>>)[key], path, replacement);
  if (Array.isArray(value)) return (value as unknown[]).map((each, index) => (index === Number(key) ? inner : each));
  return { ...(value as object), [key]: inner };
}

describe('a content', () => {
  it.each(KINDS)('of %s comes back as it was, without what a later version may add', (kind) => {
    expect(read(kind, GOOD[kind])).toEqual(GOOD[kind]);
    expect(read(kind, { ...GOOD[kind], later: 1 })).toEqual(GOOD[kind]);
  });

  it.each(KINDS)('of %s is refused when a field of it is missing or of another kind', (kind) => {
    const paths = pathsIn(GOOD[kind]);
    const optional =
      /addition|secondaryStatus|seenAt|changedAfter|selfReported|precision|freeSlots|voice|email|queues|queueIds|members|left/;
    for (const path of paths) {
      expect([path, read(kind, withAt(GOOD[kind], path, { not: 'this' }))]).toEqual([path, null]);
      // JSON has no missing entry in a list.
      if (/^\D+$/.test(path.at(-1) ?? '') && !optional.test(path.join('.'))) {
        expect([path, read(kind, withAt(GOOD[kind], path, undefined))]).toEqual([path, null]);
      }
    }
  });

  it.each<[keyof Contents, string, unknown]>([
    ['snapshot', 'agents.0.status', 'LUNCH'],
    ['snapshot', 'agents.0.userId', ''],
    ['snapshot', 'agents.0.userId', 'u'.repeat(257)],
    ['snapshot', 'agents.0.name', 'n'.repeat(10_001)],
    ['snapshot', 'agents.0.since.at', 2 ** 60],
    ['snapshot', 'agents.0.since.toleranceMs', -1],
    ['snapshot', 'agents', [AGENT, AGENT]],
    ['snapshot', 'counts.total', -1],
    ['snapshot', 'counts.total', 1.5],
    ['snapshot', 'ignored', 2 ** 60],
    ['snapshot', 'queues.0.members', [0, 1]],
    ['snapshot', 'queues.0.left', [-1]],
    ['delta', 'base', -1],
    ['delta', 'base', 2 ** 60],
    ['catchup', 'changed', [AGENT, AGENT]],
    ['publisher', 'paceMs', -1],
    ['views', 'views.0.id', '#'],
    ['views', 'views.0.id', 'a/b'],
    ['day', 'date', '2026-02-30'],
    ['day', 'rows.0.records.0', ['AWAY', 'Lunch', null, null]],
  ])('of %s whose %s is %j is refused', (kind, path, value) => {
    expect(read(kind, withAt(GOOD[kind], path.split('.'), value))).toBeNull();
  });

  it.each(KINDS)('of %s with anything in place of any field is refused or read, and never throws', (kind) => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(GOOD[kind])), fc.jsonValue(), (path, value) => {
        const found = read(kind, withAt(GOOD[kind], path, value));
        expect(found === null || JSON.stringify(read(kind, found)) === JSON.stringify(found)).toBe(true);
      }),
    );
  });

  it('names members of queues as they were, in the team or not', () => {
    const team = { ...GOOD.snapshot, queues: [{ ...QUEUE, members: [0, 'u-9'], left: [] }] };
    expect(read('snapshot', team)).toHaveProperty('queues.0.members', ['u-1', 'u-9']);
  });

  it('takes nothing from a prototype and gives none', () => {
    const text = JSON.stringify(GOOD.snapshot);
    const missing = text.replace('"ignored":0', '"__proto__":{"ignored":0}');
    expect(readContent('snapshot', [gzipSync(missing)])).toBeNull();
    const more = text
      .replace('"ignored":0', '"ignored":0,"__proto__":{"isDemo":true},"constructor":{"prototype":{"a":1}}')
      .replace('"voice":', '"__proto__":{"free":1,"total":1},"voice":');
    const found = readContent('snapshot', [gzipSync(more)]);
    expect(found === null || Object.getPrototypeOf(found) === Object.prototype).toBe(true);
    expect(found?.agents[0]?.freeSlots ?? AGENT.freeSlots).toEqual(AGENT.freeSlots);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('of an agent who is called __proto__ is one like any other', () => {
    const agents = ['__proto__', 'constructor'].map((id) => publishedAgent(id));
    const queues = [{ ...QUEUE, id: '__proto__', members: ['__proto__'] }];
    expect(read('snapshot', { ...GOOD.snapshot, agents, queues })).toEqual({ ...GOOD.snapshot, agents, queues });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no gzip', Buffer.from(JSON.stringify(GOOD.delta))],
    ['half of a gzip', packed(GOOD.delta).subarray(0, 100)],
    ['a gzip that unpacks to 100 MB', gzipSync(Buffer.alloc(100_000_000))],
    ['no JSON', gzipSync('{"base":')],
    ['broken UTF-8', gzipSync(Buffer.concat([Buffer.from('"'), Buffer.from([0xff]), Buffer.from('"')]))],
    ['a million lists in each other', gzipSync('['.repeat(1_000_000) + ']'.repeat(1_000_000))],
    ['null', gzipSync('null')],
  ])('that is %s is refused', (_, bytes) => {
    expect(readContent('snapshot', [bytes])).toBeNull();
  });
});

describe('the access of a desk', () => {
  const ACCESS: DeskAccess = {
    broker: 'wss://mqtt.example.com/mqtt',
    site: 's-1',
    deskId: 'd-1',
    audience: 'initials',
    views: ['everybody'],
    keys: ['k'.repeat(43)],
  };

  it('comes back as it was', () => {
    expect(readDeskAccess({ ...ACCESS, later: 1 })).toEqual(ACCESS);
  });

  it.each<Record<string, unknown>>([
    { site: '' },
    { site: 'a/b' },
    { deskId: '+' },
    { audience: 'everything' },
    { views: [] },
    { views: ['#'] },
    { keys: [] },
    { broker: 1 },
  ])('with %j is refused', (wrong) => {
    expect(readDeskAccess({ ...ACCESS, ...wrong })).toBeNull();
  });
});
