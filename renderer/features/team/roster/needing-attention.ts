import { needingAttention } from '../../../../electron/shared/attention.ts';
import type { Agent } from '../../../../electron/shared/model.ts';
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useSettingsStore } from '../../settings/settings-store.ts';
import { useTeamTime } from '../team-store.ts';

/**
 * Who of a team needs attention, the furthest over their limit first. The team is gone through when it changes and
 * when a limit is reached, not each second: between two limits the answer is the same.
 */
export function useNeedingAttention(agents: Readonly<Ref<readonly Agent[]>>): ComputedRef<readonly Agent[]> {
  const settings = useSettingsStore();
  const now = useTeamTime();
  const at = shallowRef(now.value);
  const needing = computed(() => needingAttention(agents.value, settings.rules, at.value));
  watch(now, (time) => {
    const { nextAt } = needing.value;
    if (time < at.value || (nextAt !== null && time >= nextAt)) at.value = time;
  });
  return computed(() => needing.value.agents);
}
