import { hexId, uuidId } from './ids.ts';
import { createRandom } from './random.ts';
import type { DemoClient, DemoScope, RunningDemo } from './types.ts';

/** The ids of the demo account and its three JWT apps; the secrets open nothing but this simulated account. */
export interface Account {
  readonly accountId: string;
  readonly botId: string;
  readonly clients: RunningDemo['clients'];
}

/** The account of a seed: same seed, same ids and secrets. */
export function accountOf(seed: number): Account {
  const client = (turn: number, scopes: readonly DemoScope[]): DemoClient => {
    const random = createRandom(seed, 109, turn);
    // 64 characters: enough for HS512 as well.
    return { clientId: uuidId('cs', random), clientSecret: hexId(random, 64), scopes };
  };
  return {
    accountId: hexId(createRandom(seed, 110), 24),
    botId: uuidId('st', createRandom(seed, 111)),
    clients: {
      full: client(0, ['Configuration', 'SmartAssist Analytics']),
      configurationOnly: client(1, ['Configuration']),
      analyticsOnly: client(2, ['SmartAssist Analytics']),
    },
  };
}
