import { toRef, type Ref } from 'vue';
import { useTeamStore } from '../team-store.ts';
import { useClock } from '../../../ui/useClock.ts';

/** The instant that times in status are counted to, from the team's store; its clock goes while somebody uses this. */
export function useTeamTime(): Readonly<Ref<number>> {
  useClock();
  return toRef(useTeamStore(), 'time');
}
