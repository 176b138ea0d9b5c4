import { h } from 'vue';
import TeamSheetTable from './TeamSheetTable.vue';
import { usePrintedSheet } from '../../ui/usePrintedSheet.ts';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useRosterStore } from './roster/roster-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from './team-store.ts';
import { teamSheet } from './team-sheet.ts';

/** While the team view is open, prints the complete team in place of the page. */
export function usePrintedTeam(): void {
  const team = useTeamStore();
  const connection = useConnectionStore();
  const roster = useRosterStore();
  const settings = useSettingsStore();

  usePrintedSheet(() => {
    const [snapshot, state] = [team.snapshot, connection.state];
    if (snapshot === null || !team.hasTeam || state === null || state.kind === 'none') return null;
    const sheet = teamSheet({
      team: snapshot,
      connection: state,
      query: roster.query,
      rules: settings.rules,
      isFresh: team.isFresh,
      isMasked: settings.isMasked,
      time: team.time,
      printedAt: Date.now(),
    });
    return h(TeamSheetTable, { sheet });
  });
}
