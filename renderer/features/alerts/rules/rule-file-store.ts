import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Rule } from '../../../../electron/shared/model.ts';
import { MAX_RULE_FILE_CHARACTERS } from '../../../../electron/shared/alerts/rule-file.ts';
import { ruleFileTexts as texts } from '../../../../electron/shared/texts/alerts/rule-files.ts';
import { useBridge } from '../../../bridge/bridge-key.ts';
import { useAlertStore } from '../alert-store.ts';

/** A character of a file has at most three bytes of UTF-8 for each of its UTF-16 units. */
const MAX_FILE_BYTES = 3 * MAX_RULE_FILE_CHARACTERS;

/** What a change of a connection was, and the rules before it. */
interface Outcome {
  readonly sentence: string;
  readonly before: readonly Rule[] | null;
}

/** Rules as a file, and what became of the last one that was imported. */
export const useRuleFileStore = defineStore('rule-files', () => {
  const bridge = useBridge();
  const alerts = useAlertStore();
  const outcome = shallowRef<Outcome | null>(null);
  const connectionId = computed(() => alerts.list.connectionId);
  // The rules of one connection must not be restored into another one.
  watch(connectionId, () => (outcome.value = null), { flush: 'sync' });

  function report(sentence: string, before: readonly Rule[] | null = null): void {
    outcome.value = { sentence, before };
  }

  return {
    connectionId,
    outcome: computed(
      () => outcome.value && { sentence: outcome.value.sentence, canUndo: outcome.value.before !== null },
    ),
    /** The text of a file of the rules; null where there is none, and `outcome` says why. */
    async exportText(): Promise<string | null> {
      const result = await bridge.invoke('alert:export-rules');
      if (!result.ok) report(result.error.message);
      return result.ok ? result.value : null;
    },
    /** Adds the rules of a file to connection `of`: another one may have been opened while the file was being chosen. */
    async importFile(of: string | null, file: Pick<File, 'size' | 'text'>): Promise<void> {
      outcome.value = null;
      const text = file.size > MAX_FILE_BYTES ? null : await file.text().catch(() => '');
      if (text === null || text.length > MAX_RULE_FILE_CHARACTERS) return report(texts.tooLarge);
      const before = alerts.list.rules;
      const result = await bridge.invoke('alert:import-rules', of, text);
      if (!result.ok) return report(result.error.message);
      const { added, replaced } = result.value;
      await alerts.load();
      report(texts.imported(added, replaced), added + replaced === 0 ? null : before);
    },
    /** Takes the import back: what it added goes, and what it replaced returns. */
    async undo(): Promise<void> {
      const before = outcome.value?.before ?? null;
      outcome.value = null;
      if (before === null) return;
      const problem = await alerts.restore(before);
      if (problem !== null) report(problem);
    },
  };
});
