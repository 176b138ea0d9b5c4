import { fail } from '../shared/result.ts';
import { keychainTexts as texts } from '../shared/texts/connect/keychain.ts';
import type { Keychain } from './types.ts';

/**
 * A keychain with what this run was given in front of another one, which may be none. Nothing is ever written to it.
 */
export function createGivenKeychain(items: Readonly<Record<string, string>>, behind: Keychain | null): Keychain {
  const refuse = () => Promise.resolve(fail('keychain-unavailable', { message: texts.nothingIsKept }));
  return {
    read(account, ...how) {
      const value = Object.hasOwn(items, account) ? items[account] : undefined;
      if (value !== undefined) return Promise.resolve({ state: 'stored', value });
      return behind?.read(account, ...how) ?? Promise.resolve({ state: 'missing' });
    },
    write: refuse,
    remove: refuse,
    onWaiting: (listener) => behind?.onWaiting(listener) ?? (() => undefined),
    stop: () => behind?.stop() ?? Promise.resolve(),
  };
}
