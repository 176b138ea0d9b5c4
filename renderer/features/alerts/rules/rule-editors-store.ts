import { useEventListener } from '@vueuse/core';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RuleDraft } from '../../../../electron/shared/model.ts';
import { createEditors, type Edited } from '../../../ui/editors.ts';
import { useSettingsStore } from '../../settings/settings-store.ts';
import { useAlertStore } from '../alert-store.ts';
import { formOf, type RuleForm } from './rule-form.ts';

export type EditedRule = Edited<RuleDraft, RuleForm>;

/** The rules being edited, at most one per connection. */
export const useRuleEditorsStore = defineStore('rule-editors', () => {
  const alerts = useAlertStore();
  const settings = useSettingsStore();
  const editors = createEditors<RuleDraft, RuleForm>({
    connectionId: () => alerts.list.connectionId,
    draftOf: (rule) => ref(formOf(rule)),
    isChanged: (rule, form) => JSON.stringify(formOf(rule)) !== JSON.stringify(form),
  });
  // As for views: a tab asks before it is closed, and a desktop window could only refuse.
  useEventListener(window, 'beforeunload', (event) => {
    if (editors.hasChanges.value && !settings.isDesktop) event.preventDefault();
  });
  return editors;
});
