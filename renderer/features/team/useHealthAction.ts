import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { healthAdvice, type HealthAction, type HealthAdvice } from './health-advice.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useNavigationStore } from '../../ui/navigation.ts';
import { useTeamStore } from './team-store.ts';

/** What is the matter with the team, and the verb behind its one button. */
export function useHealthAction(): {
  readonly advice: ComputedRef<HealthAdvice | null>;
  readonly isActing: Readonly<Ref<boolean>>;
  act(): Promise<void>;
} {
  const team = useTeamStore();
  const connection = useConnectionStore();
  const navigation = useNavigationStore();
  const isActing = ref(false);

  const verbs: Readonly<Record<HealthAction, () => unknown>> = {
    refresh: team.refresh,
    connect: () => navigation.show('connect'),
    retry: connection.retry,
  };

  /** The core's own state first; without one, why the core could not be asked. */
  const advice = computed<HealthAdvice | null>(() => {
    const ofCore = team.health === null ? null : healthAdvice(team.health, connection.secret);
    return ofCore ?? (team.failure === null ? null : failureAdvice(team.failure.message));
  });

  async function act(): Promise<void> {
    const verb = advice.value?.action?.verb;
    if (verb === undefined) return;
    isActing.value = true;
    await verbs[verb]();
    isActing.value = false;
  }
  return { advice, act, isActing };
}

function failureAdvice(sentence: string): HealthAdvice {
  const action = { verb: 'refresh', label: 'Try again' } as const;
  return { title: 'This did not work', sentence, tone: 'warn', next: 'Next try in', action };
}
