import type { Keychain } from '../../electron/credentials/types.ts';
import { fail } from '../../electron/shared/messages.ts';

/** A keychain in memory, shared by whoever gets the same map. */
export function createFakeKeychain(items: Map<string, string> = new Map()): Keychain {
  return {
    read: (account, isMarkedStored) => {
      const value = items.get(account);
      if (value !== undefined) return Promise.resolve({ state: 'stored', value });
      return Promise.resolve({ state: isMarkedStored ? 'locked' : 'missing' });
    },
    write(account, value) {
      items.set(account, value);
      return Promise.resolve({ ok: true });
    },
    remove(account) {
      items.delete(account);
      return Promise.resolve({ ok: true });
    },
    onWaiting: () => () => undefined,
    stop: () => Promise.resolve(),
  };
}

/** A computer without any keychain. */
export function createNoKeychain(): Keychain {
  const refused = fail('keychain-unavailable');
  return {
    read: () => Promise.resolve({ state: 'unavailable', detail: 'no keychain' }),
    write: () => Promise.resolve(refused),
    remove: () => Promise.resolve(refused),
    onWaiting: () => () => undefined,
    stop: () => Promise.resolve(),
  };
}
