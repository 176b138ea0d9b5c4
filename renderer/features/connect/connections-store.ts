import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ConnectionState, ConnectionSummary } from '../../../electron/shared/model.ts';
import type { AppError, Result } from '../../../electron/shared/result.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';
import { useConnectionStore } from './connection-store.ts';
import { useTeamStore } from '../team/team-store.ts';

/** Every connection, and the actions of the switcher. */
export const useConnectionsStore = defineStore('connections', () => {
  const bridge = useBridge();
  const connection = useConnectionStore();
  const team = useTeamStore();
  const {
    value: list,
    follow,
    take,
  } = createFollowed<readonly ConnectionSummary[]>([], (listener) => bridge.on('connections:changed', listener));
  const failure = shallowRef<AppError | null>(null);

  /** The list is not pushed for every poll, so the open connection gets its counts from the team here. */
  function withTeam(summary: ConnectionSummary): ConnectionSummary {
    const { snapshot } = team;
    if (summary.profile.id !== connection.profile?.id || snapshot === null) return summary;
    const { health, asOf } = snapshot;
    const view = snapshot.view?.name ?? null;
    const counts = asOf === null ? null : snapshot.counts;
    return { ...summary, profile: connection.profile, secret: connection.secret, health, asOf, counts, view };
  }

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return stop;
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('connection:list'));
  }

  // The open connection comes from its event, which arrives in order with the team's events. A command's answer could
  // arrive earlier and put the new name over the old team.
  async function finish(answer: Promise<Result<ConnectionState>>): Promise<void> {
    const result = await answer;
    failure.value = result.ok ? null : result.error;
    if (!result.ok) await load();
  }

  return {
    /** In the order of the list, with the open one in its present state. */
    all: computed(() => list.value.map(withTeam)),
    /** Why the last opening or removal failed; null after a success. */
    failure: computed(() => failure.value),
    start,
    load,
    open: (id: string) => finish(bridge.invoke('connection:open', id)),
    forget: (id: string) => finish(bridge.invoke('connection:forget', id)),
  };
});
