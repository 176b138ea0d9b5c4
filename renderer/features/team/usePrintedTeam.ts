import { useEventListener } from '@vueuse/core';
import { h, onScopeDispose, render } from 'vue';
import TeamSheetTable from './TeamSheetTable.vue';
import { useConnectionStore } from '../connect/connection-store.ts';
import { useRosterStore } from './roster/roster-store.ts';
import { useSettingsStore } from '../settings/settings-store.ts';
import { useTeamStore } from './team-store.ts';
import { teamSheet } from './team-sheet.ts';

/**
 * While the team view is open, prints a sheet with the complete team in place of the page, where the list has only its
 * visible lines. The sheet exists from `beforeprint` to `afterprint`, and is rendered synchronously because printing
 * does not wait.
 */
export function usePrintedTeam(): void {
  const team = useTeamStore();
  const connection = useConnectionStore();
  const roster = useRosterStore();
  const settings = useSettingsStore();
  let box: HTMLElement | null = null;

  function remove(): void {
    if (box === null) return;
    render(null, box);
    box.remove();
    box = null;
  }

  function show(): void {
    remove();
    const [snapshot, state] = [team.snapshot, connection.state];
    if (snapshot === null || !team.hasTeam || state === null || state.kind === 'none') return;
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
    box = document.createElement('div');
    box.className = 'team-sheet';
    document.body.append(box);
    render(h(TeamSheetTable, { sheet }), box);
  }

  useEventListener(window, 'beforeprint', show);
  useEventListener(window, 'afterprint', remove);
  onScopeDispose(remove);
}
