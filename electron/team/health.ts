import type { Health, HealthState, SecretState, TeamSnapshot } from '../shared/model.ts';
import { assertNever, type AppError, type ErrorCode } from '../shared/result.ts';

/** The state a failed poll puts the team in. */
export function healthStateOf(code: ErrorCode): Exclude<HealthState, 'starting' | 'live' | 'paused'> {
  switch (code) {
    case 'token-refused':
    case 'ids-refused':
    case 'scope-missing':
    case 'forbidden':
    case 'not-found':
    case 'not-connected':
      return 'unauthorized';
    case 'rate-limited':
    case 'busy':
      return 'rate-limited';
    case 'offline':
    case 'host-not-found':
    case 'connection-refused':
    case 'connection-lost':
    case 'timeout':
    case 'certificate':
    case 'proxy':
    case 'redirect':
    case 'captive-portal':
      return 'offline';
    case 'keychain-missing':
    case 'keychain-locked':
    case 'keychain-unclear':
    case 'keychain-unavailable':
    case 'keychain-waiting':
    case 'keychain-refused':
      return 'keychain';
    case 'invalid-input':
    case 'cancelled':
    case 'request-refused':
    case 'empty-answer':
    case 'unreadable-answer':
    case 'unexpected-shape':
    case 'too-large':
    case 'server-error':
    case 'storage':
    case 'unexpected':
      return 'stale';
    default:
      return assertNever(code);
  }
}

/** What keeps the team from being called at all, as an error; null when the secret is at hand. */
export function secretProblem(secret: SecretState): ErrorCode | null {
  switch (secret) {
    case 'stored':
    case 'session':
      return null;
    case 'none':
      return 'not-connected';
    case 'missing':
      return 'keychain-missing';
    case 'locked':
      return 'keychain-locked';
    case 'unclear':
      return 'keychain-unclear';
    case 'unavailable':
      return 'keychain-unavailable';
    case 'waiting':
      return 'keychain-waiting';
    default:
      return assertNever(secret);
  }
}

/** The health after a poll: `since` goes on while the state stays the same. */
export function healthAfter(error: AppError | null, previous: Health, now: number, nextAt: number | null): Health {
  const state = error === null ? 'live' : healthStateOf(error.code);
  return entered(state, error?.message ?? '', previous, now, nextAt);
}

/** The health while polling rests because the user said so. */
export function pausedHealth(previous: Health, now: number, until: number): Health {
  return entered('paused', 'Paused. The team is not being read.', previous, now, until);
}

/** The health before the first answer. */
export function startingHealth(now: number): Health {
  return { state: 'starting', since: now, nextAt: now, message: '' };
}

function entered(state: HealthState, message: string, previous: Health, now: number, nextAt: number | null): Health {
  return { state, since: previous.state === state ? previous.since : now, nextAt, message };
}

type ClockTime = (at: number) => string;
type Dated = Pick<TeamSnapshot, 'asOf' | 'health'>;

/** Of when a team is, and what is the matter if it is not live: `No connection, as of 14:02`. */
export function freshness(team: Dated, clockTime: ClockTime): string {
  return withTime(matterOf(team.health, clockTime), team, clockTime);
}

/** The same in fewer words, where there is no room for more. */
export function briefFreshness(team: Dated, clockTime: ClockTime): string {
  const { state } = team.health;
  return withTime(BRIEF_MATTERS[state] ?? matterOf(team.health, clockTime), team, clockTime);
}

const BRIEF_MATTERS: Partial<Readonly<Record<HealthState, string>>> = {
  unauthorized: 'Access refused',
  'rate-limited': 'Request limit',
  keychain: 'Secret unreadable',
  paused: 'Paused',
};

function withTime(matter: string, { asOf, health }: Dated, clockTime: ClockTime): string {
  const time = asOf === null ? '' : clockTime(asOf);
  if (health.state === 'live') return `As of ${time}`;
  return time === '' ? matter : `${matter}, as of ${time}`;
}

/** What is the matter, in the few words a menu has room for; the window has the whole sentence. */
function matterOf({ state, nextAt }: Health, clockTime: ClockTime): string {
  switch (state) {
    case 'starting':
    case 'live':
      return 'Reading the team';
    case 'stale':
      return 'Not up to date';
    case 'offline':
      return 'No connection';
    case 'unauthorized':
      return 'Kore.ai refuses access';
    case 'rate-limited':
      return 'Waiting for the request limit';
    case 'keychain':
      return 'The secret cannot be read';
    case 'paused':
      return nextAt === null ? 'Paused' : `Paused until ${clockTime(nextAt)}`;
    default:
      return assertNever(state);
  }
}
