import type { Keychain, KeychainWrite } from '../../keychain/types.ts';
import type { Log } from '../../log/log.ts';

/** The keychain, its outcomes written down: which call, and how it ended; neither account nor value. */
export function loggedKeychain(keychain: Keychain, log: Log): Keychain {
  const wrote = (call: string, outcome: KeychainWrite): KeychainWrite => {
    if (outcome.ok) log.write('info', 'keychain', { call, outcome: 'done' });
    else log.write('warn', 'keychain', { call, outcome: outcome.error.code });
    return outcome;
  };
  return {
    ...keychain,
    async read(...args) {
      const outcome = await keychain.read(...args);
      const level = outcome.state === 'stored' ? 'info' : 'warn';
      log.write(level, 'keychain', { call: 'read', outcome: outcome.state });
      return outcome;
    },
    write: async (...args) => wrote('write', await keychain.write(...args)),
    remove: async (...args) => wrote('remove', await keychain.remove(...args)),
  };
}
