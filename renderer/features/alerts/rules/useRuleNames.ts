import { computed, type ComputedRef } from 'vue';
import { useNames } from '../../../ui/useNames.ts';
import { settingsTexts } from '../../../../electron/shared/texts/settings.ts';
import { useConnectionStore } from '../../connect/connection-store.ts';
import { useSettingsStore } from '../../settings/settings-store.ts';
import { useTeamStore } from '../../team/team-store.ts';
import { useDirectory } from '../../views/useDirectory.ts';
import { useViewsStore } from '../../views/views-store.ts';
import type { RuleNames } from '../../../../electron/shared/alerts/rule-words.ts';

/** The names that sentences of rules need: of views, of queues, and of the agents of the open view. */
export function useRuleNames(): ComputedRef<RuleNames> {
  const connection = useConnectionStore();
  const settings = useSettingsStore();
  const team = useTeamStore();
  const views = useViewsStore();
  const { directory } = useDirectory();
  const nameOf = useNames();
  return computed(() => {
    const agents = new Map(team.agents.map((agent) => [agent.userId, agent]));
    return {
      zone: connection.profile?.timeZone ?? settings.appInfo?.timeZone ?? settingsTexts.hours.thisComputer,
      view: (id) => views.views.find((view) => view.id === id)?.name ?? null,
      queue: (id) => directory.value.queues.find((queue) => queue.id === id)?.name ?? null,
      agent(userId) {
        const agent = agents.get(userId);
        return agent === undefined ? null : nameOf(agent);
      },
    };
  });
}
