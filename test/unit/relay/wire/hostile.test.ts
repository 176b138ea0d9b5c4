import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { opened, sealed } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf } from '../../../../electron/relay/wire/messages.ts';
import { readJson, unpacked } from '../../../../electron/relay/wire/packing.ts';
import { createReplica } from '../../../../electron/relay/wire/replica.ts';
import { createRandom } from '../../../support/seeded-random.ts';
import { QUIET_FACTS, TEAM_AT } from '../../../support/published-team.ts';

const TOPIC = 'rollcall/1/s-1/names/everybody/delta';
const key = newSigningKey();
const pinned = [readPublicKey(publicKeyText(key))].flatMap((found) => found ?? []);
const STAMP = { epoch: TEAM_AT, publisher: 'p-1', revision: 1, asOf: TEAM_AT, sentAt: TEAM_AT };
const delta = { kind: 'delta', audience: 'names', view: 'everybody' } as const;
const [message] = messagesOf('s-1', delta, { ...QUIET_FACTS, base: 0, changed: [], removed: [] }, STAMP, key) ?? [];
const good = message?.bytes ?? Buffer.alloc(0);

const NUMBERS = [0, 1, 63, 64, 65, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 60, 1e300];

/** One message that nobody meant: noise, a good one with other bytes or cut, or a signed one with nonsense in it. */
function nonsense(random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = Buffer.from(Array.from({ length: below(300) }, () => below(256)));
  const number = (): number => NUMBERS[below(NUMBERS.length)] ?? 0;
  const body = random() < 0.5 ? noise : good.subarray(72 + below(good.length - 72));
  const kinds = [
    () => noise,
    () => good.subarray(0, below(good.length)),
    () => {
      const changed = Buffer.from(good);
      for (let at = below(5); at >= 0; at -= 1) changed[below(good.length)] = below(256);
      return changed;
    },
    () => {
      const stamp = { epoch: number(), publisher: '__proto__', revision: number(), asOf: number(), sentAt: number() };
      return sealed(TOPIC, stamp, number(), body, key);
    },
    () => sealed(TOPIC, { ...STAMP, epoch: below(9), revision: below(99), sentAt: below(9) }, 1 + below(64), body, key),
  ];
  return (kinds[below(kinds.length)] ?? (() => noise))();
}

describe('5,000 messages that nobody meant', () => {
  it('are all refused, by a desk that goes on as before', () => {
    const random = createRandom(1);
    const replica = createReplica();
    for (let count = 0; count < 5_000; count += 1) {
      const kind = (['snapshot', 'catchup', 'delta'] as const)[count % 3] ?? 'delta';
      const found = opened(TOPIC, nonsense(random), pinned);
      if ('header' in found) replica.take({ kind, part: count % 64, ...found });
      else expect(['empty', 'damaged', 'forged']).toContain(found.problem);
    }
    expect(replica.state().team).toBeNull();
  });
});

describe('content of many levels', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}"[[\\"[["${']'.repeat(levels)}`;

  it('is read up to 16 levels; what is in a text counts for nothing', () => {
    expect(readJson(Buffer.from(nested(16)))).toBeDefined();
    expect(readJson(Buffer.from(nested(17)))).toBeUndefined();
    expect(readJson(Buffer.from(`[${'["[[[[[[[[[[[[[[[[[[",{}],'.repeat(100)}1]`))).toHaveLength(101);
  });

  it('is refused about as soon as a flat one of its size is read: a parser would take many times as long', () => {
    const timed = (text: string): number => {
      const bytes = [gzipSync(text, { level: 1 })];
      const start = performance.now();
      unpacked(bytes);
      return performance.now() - start;
    };
    // Random enough that it does not shrink to a hundredth.
    const random = createRandom(3);
    const levels = Array.from({ length: 1_000_000 }, () => (random() < 0.5 ? '[' : '{"":')).join('');
    const flat = JSON.stringify(Array.from({ length: levels.length / 4 }, () => Math.floor(random() * 900) + 100));
    // The quickest of several: a busy machine may stop any one of them.
    const quickest = (text: string): number => Math.min(...Array.from({ length: 5 }, () => timed(text)));
    expect(quickest(levels)).toBeLessThan(5 * quickest(flat));
  });
});
