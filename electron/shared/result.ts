import { errorTexts } from './texts/errors.ts';

/**
 * Expected failures are values with a code; surprises are throws. Every command of the contract answers a `Result`.
 */

/** Why something failed, closed so that every switch over it can be exhaustive. */
export type ErrorCode =
  // what the user or a program asked for
  | 'invalid-input'
  | 'not-connected'
  | 'cancelled'
  | 'busy'
  | 'not-on-desk'
  | 'desk-in-use'
  // what Kore.ai refused
  | 'token-refused'
  | 'ids-refused'
  | 'scope-missing'
  | 'forbidden'
  | 'not-found'
  | 'request-refused'
  | 'everybody-refused'
  | 'filter-ignored'
  | 'view-refused'
  | 'rate-limited'
  // what the network did
  | 'offline'
  | 'host-not-found'
  | 'connection-refused'
  | 'connection-lost'
  | 'timeout'
  | 'certificate'
  | 'proxy'
  | 'redirect'
  // what came back was not an answer
  | 'captive-portal'
  | 'empty-answer'
  | 'unreadable-answer'
  | 'unexpected-shape'
  | 'too-large'
  | 'server-error'
  // the keychain
  | 'keychain-missing'
  | 'keychain-locked'
  | 'keychain-unclear'
  | 'keychain-unavailable'
  | 'keychain-waiting'
  | 'keychain-refused'
  // this computer
  | 'storage'
  | 'unexpected';

/** A failure as it crosses modules and processes: no stack, no class, no secret. */
export interface AppError {
  readonly code: ErrorCode;
  /** One or two sentences for a supervisor: what happened, then what to do. */
  readonly message: string;
  /** The form field it belongs to, when it belongs to one. */
  readonly field?: string;
  /** When the same call may be tried again, epoch milliseconds. */
  readonly retryAt?: number;
}

/** The answer of everything that can fail as planned. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/** Wraps a value as a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps an error as a failure. */
export function err(error: AppError): { readonly ok: false; readonly error: AppError } {
  return { ok: false, error };
}

const MESSAGES: Readonly<Record<ErrorCode, string>> = errorTexts.byCode;

/** The sentences for a code. */
export function messageFor(code: ErrorCode): string {
  return MESSAGES[code];
}

/** Makes an error with the sentences for its code, or with more precise ones. */
export function appError(code: ErrorCode, extra: Partial<Omit<AppError, 'code'>> = {}): AppError {
  return { code, message: MESSAGES[code], ...extra };
}

/** A failed Result, as `appError`. */
export function fail(
  code: ErrorCode,
  extra: Partial<Omit<AppError, 'code'>> = {},
): { readonly ok: false; readonly error: AppError } {
  return err(appError(code, extra));
}

/** Why a program cannot listen at a port of this computer, by the system's code for it. */
export function portProblem(port: number, code: string | undefined): AppError {
  const { portInUse, portUnusable } = errorTexts;
  const message = code === 'EADDRINUSE' ? portInUse(port) : portUnusable(port, code);
  return appError('invalid-input', { field: 'port', message });
}

/** Closes a switch over a union: compiles only when every case is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
