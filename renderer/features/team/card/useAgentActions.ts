import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import type { ContactField } from '../../../../electron/shared/contract/commands.ts';
import type { Agent } from '../../../../electron/shared/model.ts';
import { teamTexts } from '../../../../electron/shared/texts/team.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { useNavigationStore } from '../../../ui/navigation.ts';
import { afterVisible } from '../../../ui/useClock.ts';
import { useHistoryStore } from '../../history/history-store.ts';
import { useSheetStore } from '../../history/sheet/sheet-store.ts';

const OUTCOME_MS = 5_000;

/** What can be done about an agent, from the card and from the menu of a row. */
export function useAgentActions(): {
  /** How the last copying went, a refusal included, for a few seconds. */
  readonly outcome: Readonly<Ref<string>>;
  /** Copies a contact; this window never gets it. */
  copy(userId: string, field: ContactField): Promise<void>;
  /** Shows the agent's day in the history. */
  openHistory(agent: Agent): void;
  /** Shows the agent's sheet of this week. */
  openWeek(agent: Agent): void;
} {
  const bridge = useBridge();
  const navigation = useNavigationStore();
  const history = useHistoryStore();
  const sheet = useSheetStore();
  const outcome = ref('');
  let cancelEnd = (): void => {};
  onScopeDispose(() => cancelEnd());

  return {
    outcome: readonly(outcome),
    async copy(userId, field) {
      const result = await bridge.invoke('agent:copy', userId, field);
      outcome.value = result.ok ? teamTexts.contact.copied[field] : result.error.message;
      cancelEnd();
      cancelEnd = afterVisible(OUTCOME_MS, () => (outcome.value = ''));
    },
    openHistory(agent) {
      history.showAgentToday(agent);
      navigation.show('history');
    },
    openWeek: sheet.showWeek,
  };
}
