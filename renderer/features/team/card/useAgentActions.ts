import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import type { ContactField } from '../../../../electron/shared/contract/commands.ts';
import type { Agent } from '../../../../electron/shared/model.ts';
import { cardTexts } from '../../../../electron/shared/texts/team/card.ts';
import { teamTexts } from '../../../../electron/shared/texts/team/team.ts';
import type { Result } from '../../../../electron/shared/result.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { useNavigationStore } from '../../../ui/navigation.ts';
import { afterVisible } from '../../../ui/useClock.ts';
import { useAlertStore } from '../../alerts/alert-store.ts';
import { useHistoryStore } from '../../history/history-store.ts';
import { useSheetStore } from '../../history/sheet/sheet-store.ts';

const OUTCOME_MS = 5_000;

/** What can be done about an agent, from the card and from the menu of a row. */
export function useAgentActions(): {
  /** How the last copying went, a refusal included, for a few seconds. */
  readonly outcome: Readonly<Ref<string>>;
  /** Copies a contact; this window never gets it. */
  copy(userId: string, field: ContactField): Promise<void>;
  /** Notifies of nothing about an agent for the rest of the team's day, or of everything again. */
  mute(agent: Agent, isMuted: boolean): Promise<void>;
  isMuted(userId: string): boolean;
  /** Notifies once when an agent becomes available, today. */
  tellMe(agent: Agent): Promise<void>;
  /** Shows the agent's day in the history. */
  openHistory(agent: Agent): void;
  /** Shows the agent's sheet of this week. */
  openWeek(agent: Agent): void;
} {
  const bridge = useBridge();
  const alerts = useAlertStore();
  const navigation = useNavigationStore();
  const history = useHistoryStore();
  const sheet = useSheetStore();
  const outcome = ref('');
  let cancelEnd = (): void => {};
  onScopeDispose(() => cancelEnd());

  function report(result: Result<unknown>, sentence: string): void {
    outcome.value = result.ok ? sentence : result.error.message;
    cancelEnd();
    cancelEnd = afterVisible(OUTCOME_MS, () => (outcome.value = ''));
  }

  return {
    outcome: readonly(outcome),
    async copy(userId, field) {
      report(await bridge.invoke('agent:copy', userId, field), teamTexts.contact.copied[field]);
    },
    async mute({ userId }, isMuted) {
      const { muted, heard } = cardTexts.alerts;
      report(await alerts.mute(userId, isMuted ? alerts.list.dayEndsAt : null), isMuted ? muted : heard);
    },
    isMuted: (userId) => alerts.list.mutes.some((mute) => mute.userId === userId),
    async tellMe({ userId }) {
      const result = await alerts.save(alerts.list.connectionId, {
        id: null,
        isOn: true,
        scope: { kind: 'everybody' },
        condition: {
          kind: 'tell-me',
          userId,
          status: { kind: 'status', status: 'AVAILABLE' },
          expiresAt: alerts.list.dayEndsAt,
        },
        hours: null,
        remindMinutes: null,
        hasSound: true,
        saysRecovery: false,
      });
      report(result, cardTexts.alerts.tellMe);
    },
    openHistory(agent) {
      history.showAgentToday(agent);
      navigation.show('history');
    },
    openWeek: sheet.showWeek,
  };
}
