import { createSecretKey } from 'node:crypto';
import { NOTHING_LEARNED } from '../../../electron/shared/model.ts';
import { createKoreClient } from '../../../electron/kore/client.ts';
import { createMemoryRateLimit } from '../../support/memory-rate-limit.ts';
import type {
  ApiSecret,
  RateLimit,
  CallOptions,
  FetchFunction,
  KoreClient,
  MemoryCell,
} from '../../../electron/kore/types.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

export const ACCOUNT_ID = '63f07d26f04465685df4aaaa';
export const BOT_ID = 'st-e19dd469-90f5-5655-b0b2-858de901aaaa';
export const CLIENT_SECRET: ApiSecret = {
  kind: 'secret',
  clientId: 'cs-b0233c67-322e-5d1a-9fb7-366e7f5915a7',
  key: createSecretKey(Buffer.from('canary-client-secret')),
};
export const CALL: CallOptions = { priority: 'availability', maxWaitMs: 0 };

/** A client over real sockets with a clock that stands still. */
export interface TestClient {
  readonly client: KoreClient;
  readonly clock: FakeClock;
  readonly rateLimit: RateLimit;
  readonly memory: MemoryCell;
}

export function createTestClient(
  origin: string,
  parts: { readonly fetch?: FetchFunction; readonly secret?: ApiSecret } = {},
): TestClient {
  const clock = createFakeClock();
  const rateLimit = createMemoryRateLimit(clock);
  let learned = NOTHING_LEARNED;
  const memory: MemoryCell = { get: () => learned, learn: (patch) => void (learned = { ...learned, ...patch }) };
  const secret = parts.secret ?? CLIENT_SECRET;
  const target = {
    host: origin,
    accountId: ACCOUNT_ID,
    botId: BOT_ID,
    algorithm: 'HS256',
    secret,
  } as const;
  const client = createKoreClient({ target, fetch: parts.fetch ?? fetch, clock, random: () => 0, rateLimit, memory });
  return { client, clock, rateLimit, memory };
}
