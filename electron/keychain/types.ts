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

/** The outcome of a change; a save is read back before it counts. */
export type KeychainWrite = { readonly ok: true } | { readonly ok: false; readonly error: AppError };

/**
 * The OS keychain, one item per connection: service `Rollcall`, account = connection id, at most 2,000 bytes UTF-8,
 * no NUL, no lone surrogate, not empty.
 */
export interface Keychain {
  /**
   * `isMarkedStored` is what the settings say, without any secret: keytar's null then may mean locked, else missing. A
   * read that is aborted ends at once as `waiting`, so that nobody queues behind a prompt whose answer no longer matters.
   */
  read(
    account: string,
    isMarkedStored: boolean,
    patience: KeychainPatience,
    signal?: AbortSignal,
  ): Promise<KeychainRead>;
  write(account: string, value: string, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Deleting what is not there is fine; where `isMarkedStored` it is refused for what may be there, but locked. */
  remove(account: string, isMarkedStored: boolean, patience: KeychainPatience): Promise<KeychainWrite>;
  /** Listeners hear true when a call has taken 5 s ("waiting for the keychain") and false when that ends. */
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
  /** Posts a message; one that cannot be delivered shows as the exit of the child. */
  send(request: KeychainRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the child has ended or could not be started. */
  onExit(listener: () => void): void;
  /** Ends the child at once, also while a keytar call hangs in it. */
  kill(): void;
}
