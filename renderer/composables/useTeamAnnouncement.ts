import { computed, type ComputedRef } from 'vue';
import { searchAgents } from '../../electron/shared/agent-search.ts';
import type { HealthAdvice } from '../team/health-advice.ts';
import { useRosterStore } from '../stores/roster.ts';
import { useTeamStore } from '../stores/team.ts';

/**
 * The one sentence for the page's live region: what is the matter, or how many a search found. Polls and ticks
 * leave it as it is, so that a screen reader speaks only when something matters.
 */
export function useTeamAnnouncement(advice: ComputedRef<HealthAdvice | null>): ComputedRef<string> {
  const team = useTeamStore();
  const roster = useRosterStore();
  return computed(() => {
    if (advice.value !== null) return advice.value.sentence;
    const { search } = roster.query;
    if (search.trim() === '') return '';
    const found = searchAgents(team.agents, search).length;
    return found === 1 ? '1 agent found' : `${found} agents found`;
  });
}
