import { onScopeDispose, readonly, ref, shallowRef, type Ref } from 'vue';
import type { ContactField } from '../../../../electron/shared/contract/commands.ts';
import { afterVisible } from '../../../ui/useClock.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';

/** An open menu: whose it is, and the line it hangs on, in the window's own pixels. */
export interface OpenMenu {
  readonly userId: string;
  readonly anchor: Pick<DOMRect, 'top' | 'bottom' | 'right'>;
}

/** The menu of one agent at a time, and how the last copying went. */
interface AgentMenuState {
  readonly menu: Readonly<Ref<OpenMenu | null>>;
  /** One sentence, for a few seconds. */
  readonly outcome: Readonly<Ref<string>>;
  open(menu: OpenMenu): void;
  close(): void;
  /** Copies a contact of the agent whose menu is open; this window never gets it. */
  copy(field: ContactField): Promise<void>;
}

const OUTCOME_MS = 5_000;
const COPIED: Readonly<Record<ContactField, string>> = { email: 'E-mail copied.', phone: 'Phone number copied.' };

/** A closed menu. An outcome, a refusal included, stays for five seconds. */
export function useAgentMenu(): AgentMenuState {
  const bridge = useBridge();
  const menu = shallowRef<OpenMenu | null>(null);
  const outcome = ref('');
  let cancelEnd = (): void => {};
  onScopeDispose(() => cancelEnd());

  function tell(sentence: string): void {
    outcome.value = sentence;
    cancelEnd();
    cancelEnd = afterVisible(OUTCOME_MS, () => (outcome.value = ''));
  }

  return {
    menu,
    outcome: readonly(outcome),
    open: (next) => (menu.value = next),
    close: () => (menu.value = null),
    async copy(field) {
      const of = menu.value;
      if (of === null) return;
      menu.value = null;
      const result = await bridge.invoke('agent:copy', of.userId, field);
      tell(result.ok ? COPIED[field] : result.error.message);
    },
  };
}
