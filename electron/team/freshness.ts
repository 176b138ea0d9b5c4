import type { Health, HealthState, TeamSnapshot } from '../shared/model.ts';
import { assertNever } from '../shared/result.ts';

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
