import { toRef, type Ref, computed, type ComputedRef } from 'vue';
import { useTeamStore } from '../team-store.ts';
import { useClock } from '../../../ui/useClock.ts';
import type { Since } from '../../../../electron/shared/model.ts';

/** The instant that times in status are counted to, from the team's store; its clock goes while somebody uses this. */
export function useTeamTime(): Readonly<Ref<number>> {
  useClock();
  return toRef(useTeamStore(), 'time');
}

const MINUTE_MS = 60_000;

/**
 * The instant at which a status had lasted its whole minutes (epoch milliseconds): what is told in minutes is computed
 * from it, and so once a minute and not each second.
 */
export function useStatusMinute(since: () => Since): ComputedRef<number> {
  const now = useTeamTime();
  return computed(() => {
    const { at } = since();
    const from = at ?? 0;
    return from + Math.floor((now.value - from) / MINUTE_MS) * MINUTE_MS;
  });
}
