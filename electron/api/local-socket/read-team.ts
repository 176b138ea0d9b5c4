import type { OwnerTeam } from './types.ts';

/**
 * The team in a reply; null when it is none. Whoever replies is this user's own Rollcall, so only its shape is looked
 * at, as far as another version could have changed it without saying so.
 */
export function readTeam(value: unknown): OwnerTeam | null {
  const { connection, team, isMasked, rules, attention } = Object(value) as Partial<OwnerTeam>;
  const { counts, view, health, agents } = Object(team) as Partial<OwnerTeam['team']>;
  const isWhole =
    typeof connection?.kind === 'string' &&
    typeof counts?.total === 'number' &&
    typeof health?.state === 'string' &&
    typeof isMasked === 'boolean' &&
    typeof attention === 'number' &&
    Array.isArray(rules?.limits?.secondary) &&
    Array.isArray(agents) &&
    (view === null || typeof view?.name === 'string');
  return isWhole ? (value as OwnerTeam) : null;
}
