import type { Keychain, KeychainRead, KeychainWrite } from '../../electron/keychain/types.ts';
import { appError, type ErrorCode } from '../../electron/shared/result.ts';

/** A keychain in memory whose failures a test controls. */
export interface FakeKeychain extends Keychain {
  readonly items: Map<string, string>;
  /** Every call, for example `read c-1 user`. */
  readonly calls: string[];
  /** The abort signal of each read. */
  readonly signals: (AbortSignal | undefined)[];
  /** While set, every read has this outcome. */
  reads: KeychainRead | null;
  /** While set, every write and delete fails with this code. */
  refusal: ErrorCode | null;
  /** While set, calls wait for this promise first. */
  blockedBy: Promise<void> | null;
}

/** Makes an unlocked keychain over `items`, which may outlive it as a real keyring does. */
export function createFakeKeychain(items = new Map<string, string>()): FakeKeychain {
  async function begin(call: string): Promise<void> {
    fake.calls.push(call);
    await fake.blockedBy;
  }
  async function change(call: string, action: () => void): Promise<KeychainWrite> {
    await begin(call);
    if (fake.refusal !== null) return { ok: false, error: appError(fake.refusal) };
    action();
    return { ok: true };
  }

  const fake: FakeKeychain = {
    items,
    calls: [],
    signals: [],
    reads: null,
    refusal: null,
    blockedBy: null,
    async read(account, _isMarkedStored, patience, signal) {
      fake.signals.push(signal);
      await begin(`read ${account} ${patience}`);
      const value = items.get(account);
      if (fake.reads !== null) return fake.reads;
      if (value === undefined) return { state: 'missing' };
      return { state: 'stored', value };
    },
    write: (account, value, patience) => change(`write ${account} ${patience}`, () => items.set(account, value)),
    remove: (account, _isMarkedStored, patience) =>
      change(`remove ${account} ${patience}`, () => items.delete(account)),
    onWaiting: () => () => undefined,
    stop: () => Promise.resolve(),
  };
  return fake;
}

/** A computer without a keychain. */
export function createNoKeychain(): FakeKeychain {
  const keychain = createFakeKeychain();
  keychain.reads = { state: 'unavailable', detail: 'No keychain service is running.' };
  keychain.refusal = 'keychain-unavailable';
  return keychain;
}
