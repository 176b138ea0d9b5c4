import { computed, type ComputedRef } from 'vue';
import { searchAgents } from '../../../electron/shared/agent-search.ts';
import { plural } from '../../../electron/shared/format.ts';
import { clockTime } from '../../ui/clock-time.ts';
import type { HealthAdvice } from './health-advice.ts';
import { useRosterStore } from './roster/roster-store.ts';
import { useTeamStore } from './team-store.ts';

/**
 * The one sentence for the page's live region: when a refresh that waits will run, what is the matter, or how many a search found. Polls and ticks
 * leave it as it is, so that a screen reader speaks only when something matters.
 */
export function useTeamAnnouncement(advice: ComputedRef<HealthAdvice | null>): ComputedRef<string> {
  const team = useTeamStore();
  const roster = useRosterStore();
  return computed(() => {
    const { refreshRunsAt: runsAt } = team;
    // Its own day needs no name: a refresh waits a quarter of an hour at most.
    if (runsAt !== null) return `The team will be read at ${clockTime(runsAt, runsAt)}.`;
    if (advice.value !== null) return advice.value.sentence;
    const { search } = roster.query;
    if (search.trim() === '') return '';
    return `${plural(searchAgents(team.agents, search).length, 'agent')} found`;
  });
}
