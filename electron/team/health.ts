import type { DeskLink, Health, HealthState, SecretState, TeamSnapshot } from '../shared/model.ts';
import { assertNever, type AppError, type ErrorCode } from '../shared/result.ts';
import { healthTexts as texts } from '../shared/texts/team/health.ts';

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
    case 'desk-in-use':
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
    case 'not-on-desk':
    case 'request-refused':
    case 'everybody-refused':
    case 'filter-ignored':
    case 'view-refused':
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

/** Kore.ai answers, and another view would do. */
const OF_VIEW: readonly ErrorCode[] = ['everybody-refused', 'request-refused', 'view-refused', 'filter-ignored'];

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
  const health = entered(state, error?.message ?? '', previous, now, nextAt);
  return error !== null && OF_VIEW.includes(error.code) ? { ...health, isViewNeeded: true } : health;
}

/** The health while polling is paused: by the user, unless it is said why. */
export function pausedHealth(previous: Health, now: number, until: number, why: string = texts.paused): Health {
  return entered('paused', why, previous, now, until);
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

/** When the team was read, and what is the matter if it is not live: `No connection, as of 14:02`. */
export function freshness(team: Dated, clockTime: ClockTime): string {
  return withTime(matterOf(team.health, clockTime), team, clockTime);
}

/** The same in fewer words, for a narrow place. */
export function briefFreshness(team: Dated, clockTime: ClockTime): string {
  const { state, link } = team.health;
  const isLoading = state === 'starting' || state === 'live';
  const brief = isLoading ? texts.loading : isOfLink(link, state) ? texts.links[link].brief : texts.brief[state];
  return withTime(brief, team, clockTime);
}

function withTime(matter: string, { asOf, health }: Dated, clockTime: ClockTime): string {
  const time = asOf === null ? '' : clockTime(asOf);
  if (health.state === 'live') return texts.asOf(time);
  return time === '' ? matter : texts.problemAsOf(matter, time);
}

/** Whether what is the matter is a desk's link. */
function isOfLink(link: DeskLink | undefined, state: HealthState): link is DeskLink {
  return link !== undefined && state !== 'paused';
}

function matterOf({ state, nextAt, link }: Health, clockTime: ClockTime): string {
  if (state === 'starting' || state === 'live') return texts.loading;
  if (isOfLink(link, state)) return texts.links[link].problem;
  return state === 'paused' && nextAt !== null ? texts.pausedUntil(clockTime(nextAt)) : texts.problems[state];
}
