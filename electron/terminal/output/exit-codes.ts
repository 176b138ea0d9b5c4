import type { HealthState } from '../../shared/model.ts';
import { assertNever, type ErrorCode } from '../../shared/result.ts';

/** The exit codes scripts can rely on; electron/terminal/README.md lists them. */
export const EXIT = {
  ok: 0,
  usage: 2,
  notConnected: 3,
  refused: 4,
  unreachable: 5,
  rateLimited: 6,
  keychain: 7,
  partial: 8,
  /** As a shell reports a program that Ctrl+C has ended. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for a team of the running app that is not as it should be; its health has no error code any more. */
export function exitCodeOfHealth(state: HealthState): ExitCode {
  switch (state) {
    case 'live':
      return EXIT.ok;
    case 'unauthorized':
      return EXIT.refused;
    case 'rate-limited':
      return EXIT.rateLimited;
    case 'keychain':
      return EXIT.keychain;
    case 'starting':
    case 'paused':
    case 'offline':
    case 'stale':
      return EXIT.unreachable;
    default:
      return assertNever(state);
  }
}

/** The exit code a failure ends with. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  switch (code) {
    case 'invalid-input':
    case 'cancelled':
    case 'not-on-desk':
      return EXIT.usage;
    case 'not-connected':
      return EXIT.notConnected;
    case 'token-refused':
    case 'ids-refused':
    case 'scope-missing':
    case 'forbidden':
      return EXIT.refused;
    case 'rate-limited':
    case 'busy':
      return EXIT.rateLimited;
    case 'keychain-missing':
    case 'keychain-locked':
    case 'keychain-unclear':
    case 'keychain-unavailable':
    case 'keychain-waiting':
    case 'keychain-refused':
      return EXIT.keychain;
    case 'not-found':
    case 'request-refused':
    case 'everybody-refused':
    case 'filter-ignored':
    case 'view-refused':
    case 'offline':
    case 'host-not-found':
    case 'connection-refused':
    case 'connection-lost':
    case 'timeout':
    case 'certificate':
    case 'proxy':
    case 'redirect':
    case 'captive-portal':
    case 'desk-in-use':
    case 'empty-answer':
    case 'unreadable-answer':
    case 'unexpected-shape':
    case 'too-large':
    case 'server-error':
    case 'storage':
    case 'unexpected':
      return EXIT.unreachable;
    default:
      return assertNever(code);
  }
}
