import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { NO_ALERTS, type AlertList, type Rule, type RuleDraft } from '../../../electron/shared/model.ts';
import type { Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';

/** The rules of the open connection, their state, and what is muted or snoozed. */
export const useAlertStore = defineStore('alerts', () => {
  const bridge = useBridge();
  const {
    value: list,
    follow,
    take,
  } = createFollowed<AlertList>(NO_ALERTS, (listener) => bridge.on('alerts:changed', listener));
  /** The rule that was deleted last, until another change. */
  const deleted = shallowRef<Rule | null>(null);
  // A rule must not be restored into another connection.
  watch(
    () => list.value.connectionId,
    () => (deleted.value = null),
    { flush: 'sync' },
  );

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('alert:list'));
  }

  function save(of: AlertList['connectionId'], draft: RuleDraft): Promise<Result<AlertList>> {
    return take(bridge.invoke('alert:save', of, draft));
  }

  async function remove(rule: Rule): Promise<Result<AlertList>> {
    const result = await take(bridge.invoke('alert:remove', list.value.connectionId, rule.id));
    if (result.ok) deleted.value = rule;
    return result;
  }

  async function undo(): Promise<Result<AlertList> | null> {
    const rule = deleted.value;
    deleted.value = null;
    return rule === null ? null : save(list.value.connectionId, rule);
  }

  /** Brings the rules back to what they were, those alone that are others now; what was wrong, or null. */
  async function restore(rules: readonly Rule[]): Promise<string | null> {
    const { connectionId, rules: present } = list.value;
    const known = new Map(present.map((rule) => [rule.id, JSON.stringify(rule)]));
    const ids = new Set(rules.map(({ id }) => id));
    const results = [
      ...present
        .filter(({ id }) => !ids.has(id))
        .map(({ id }) => take(bridge.invoke('alert:remove', connectionId, id))),
      ...rules.filter((rule) => known.get(rule.id) !== JSON.stringify(rule)).map((rule) => save(connectionId, rule)),
    ];
    const failed = (await Promise.all(results)).find(({ ok }) => !ok);
    return failed === undefined || failed.ok ? null : failed.error.message;
  }

  return {
    list: computed(() => list.value),
    unseen: computed(() => list.value.unseen),
    deleted: computed(() => deleted.value),
    start,
    load,
    save,
    remove,
    restore,
    /** Brings the deleted rule back; null where there is none. */
    undo,
    mute: (userId: string, until: number | null) =>
      take(bridge.invoke('alert:mute', list.value.connectionId, userId, until)),
    snoozeRule: (ruleId: string, forMs: number | null) =>
      take(bridge.invoke('alert:snooze-rule', list.value.connectionId, ruleId, forMs)),
    snooze: (forMs: number | null) => take(bridge.invoke('alert:snooze', forMs)),
    see: () => take(bridge.invoke('alert:seen')),
  };
});
