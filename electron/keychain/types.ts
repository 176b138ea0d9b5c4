import type { AppError } from '../shared/result.ts';

/** Who waits: background reads give up after 5 s, what a user started waits 120 s for their unlock prompt. */
export type KeychainPatience = 'background' | 'user';

/** The distinct outcomes of reading one item. */
export type KeychainRead =
  | { readonly state: 'stored'; readonly value: string }
  | { readonly state: 'missing' }
  | { readonly state: 'locked' }
  /** Locked or missing; which of the two cannot be found out. */
  | { readonly state: 'unclear' }
  | { readonly state: 'unavailable'; readonly detail: string }
  | { readonly state: 'waiting' };

/** The outcome of a change; a saved item is read back before it counts. */
export type KeychainWrite = { readonly ok: true } | { readonly ok: false; readonly error: AppError };

/**
 * The OS keychain, one item per connection: service `Rollcall`, account = connection id, at most 2,000 bytes UTF-8,
 * no NUL, no lone surrogate, not empty.
 */
export interface Keychain {
  /**
   * `isMarkedStored` is the mark in the settings: with it keytar's null may mean locked, without it missing. An aborted
   * read ends at once as `waiting`, so that other calls do not wait for a prompt that no longer matters.
   */
  read(
    account: string,
    isMarkedStored: boolean,
    patience: KeychainPatience,
    signal?: AbortSignal,
  ): Promise<KeychainRead>;
  write(account: string, value: string, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Deleting a missing item succeeds. With `isMarkedStored` it fails where the item may be in a locked keychain. */
  remove(account: string, isMarkedStored: boolean, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Listeners get true when a call has taken 5 s ("waiting for the keychain"), and false when that ends. */
  onWaiting(listener: (isWaiting: boolean) => void): () => void;
  /** Ends the child process. */
  stop(): Promise<void>;
}

/** A request to the child: one keytar call on the service `Rollcall`; `set` reads back what it wrote. */
export type KeychainRequest =
  | { readonly id: number; readonly method: 'get' | 'delete'; readonly account: string }
  | { readonly id: number; readonly method: 'set'; readonly account: string; readonly value: string };

/**
 * What the child answers. `value` is the item (get, and set after reading back), null when there is none; for
 * delete it is null when nothing was there. `detail` is keytar's own text, which never holds the secret.
 */
export type KeychainAnswer =
  | { readonly id: number; readonly ok: true; readonly value: string | null }
  | { readonly id: number; readonly ok: false; readonly detail: string };

/** The part of a child process that is used; Node's fork and Electron's utilityProcess both have it. */
export interface KeychainChild {
  /** Sends a message. If it cannot be delivered, the child has exited, which `onExit` reports. */
  send(request: KeychainRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the child has ended or could not be started. */
  onExit(listener: () => void): void;
  /** Ends the child at once, also while a keytar call hangs in it. */
  kill(): void;
}
