import type { AttentionRules } from '../../shared/attention.ts';
import type { ConnectionProfile, Health, TeamSnapshot } from '../../shared/model.ts';
import type { TeamChoice } from '../invocation.ts';
import type { StatusReport } from '../output/status-report.ts';
import { readByOwner } from '../output/what-is-missing.ts';

/** A live team at one moment, whoever reads it. */
export interface Sighting {
  readonly profile: ConnectionProfile;
  readonly isDemo: boolean;
  readonly team: TeamSnapshot;
  /** Whether names are hidden, and so initials already. */
  readonly isMasked: boolean;
  readonly rules: AttentionRules;
  /** How many need attention; null where nobody reads since when they are in their status. */
  readonly attention: number | null;
}

/**
 * What `status` says of a live team that was chosen like this. One that could not be read lately is `stale`, unless the
 * user paused it.
 */
export function reportOf({ profile, isDemo, team, rules, attention }: Sighting, { kind }: TeamChoice): StatusReport {
  const { asOf, clockOffsetMs = 0, counts, ignored, agents, view } = team;
  return {
    profile,
    isDemo,
    view: kind === 'open' || kind === 'view' ? (view?.name ?? null) : null,
    health: shownHealth(team),
    team:
      asOf === null
        ? null
        : {
            takenAt: asOf + clockOffsetMs,
            counts,
            ignored,
            agents,
            rules,
            attention,
            details: readByOwner(team.details),
          },
  };
}

function shownHealth({ health, asOf }: TeamSnapshot): Health {
  const isAsItIs = health.state === 'live' || health.state === 'paused' || asOf === null;
  return isAsItIs ? health : { ...health, state: 'stale' };
}

/** A live team is read once in its interval; one that is older than two has missed a read, for example asleep. */
const MAX_AGE_INTERVALS = 2;
const MAX_AGE_EXTRA_MS = 10_000;

/** Whether a team that is said to be live has missed its reads. */
export function isOverdue({ health, asOf, intervalMs }: TeamSnapshot, now: number): boolean {
  const isOld = asOf === null || now - asOf > MAX_AGE_INTERVALS * intervalMs + MAX_AGE_EXTRA_MS;
  return health.state === 'live' && isOld;
}
