import { computed, type ComputedRef } from 'vue';
import { useTeamStore } from '../stores/team.ts';
import { useClock } from './useClock.ts';

/**
 * The instant that times in status are counted to: now, or the moment of the last answer once the team is no longer
 * kept up to date. A clock that runs on would claim to know that nothing has changed since.
 */
export function useTeamTime(): ComputedRef<number> {
  const team = useTeamStore();
  const now = useClock();
  return computed(() => (team.isFresh ? now.value : (team.snapshot?.asOf ?? now.value)));
}
