import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import {
  activeView,
  MAX_VIEW_FILE_CHARACTERS,
  NO_VIEWS,
  selectionKey,
  type Selection,
  type TeamFilter,
  type View,
  type ViewDraft,
  type ViewImport,
  type ViewList,
} from '../../../electron/shared/model.ts';
import { viewTexts as texts } from '../../../electron/shared/texts/views/views.ts';
import { ok, type Result } from '../../../electron/shared/result.ts';
import { afterVisible } from '../../ui/useClock.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import { createFollowed } from '../../bridge/followed.ts';
import { useConnectionStore } from '../connect/connection-store.ts';

type ConnectionId = ViewList['connectionId'];

/** How the last change of the views went; `undo` takes it back, in the connection it was made in. */
export interface ViewOutcome {
  readonly sentence: string;
  readonly undo: (() => Promise<Result<ViewList>>) | null;
}

const OUTCOME_LIFE_MS = 20_000;
/** A character takes at most four bytes in UTF-8. */
const MAX_FILE_BYTES = 4 * MAX_VIEW_FILE_CHARACTERS;

/** The views of the open connection, which of them is open, and their actions. */
export const useViewsStore = defineStore('views', () => {
  const bridge = useBridge();
  const {
    value: list,
    follow,
    take,
  } = createFollowed<ViewList>(NO_VIEWS, (listener) => bridge.on('view:changed', listener));
  const outcome = shallowRef<ViewOutcome | null>(null);
  let cancelEnd = (): void => {};

  /** Reports how something went, for 20 s or until the next report. */
  function report(sentence: string | null, undo: ViewOutcome['undo'] = null): void {
    cancelEnd();
    outcome.value = sentence === null ? null : { sentence, undo };
    if (sentence !== null) cancelEnd = afterVisible(OUTCOME_LIFE_MS, () => (outcome.value = null));
  }

  // A report belongs to one connection: its undo must not restore a view into another.
  const connection = useConnectionStore();
  watch(
    () => connection.profile?.id,
    () => report(null),
    { flush: 'sync' },
  );

  /** Subscribes, then loads; returns the unsubscribe function. */
  function start(): () => void {
    const stop = follow();
    void load();
    return () => {
      stop();
      cancelEnd();
    };
  }

  async function load(): Promise<void> {
    await take(bridge.invoke('view:list'));
  }

  async function open(id: string | null): Promise<void> {
    report(null);
    const result = await take(bridge.invoke('view:open', list.value.connectionId, id));
    if (!result.ok) report(result.error.message);
  }

  /** Saves a view, which opens it; the report offers to take that back. */
  async function save(of: ConnectionId, draft: ViewDraft): Promise<Result<ViewList>> {
    const { views, activeId: openBefore } = list.value;
    const before = views.find(({ id }) => id === draft.id);
    const result = await take(bridge.invoke('view:save', of, draft));
    if (!result.ok || of !== list.value.connectionId) return result;
    if (before === undefined) {
      const { activeId: id } = result.value;
      report(texts.saved(draft.name.trim()), async () => {
        const removed = await bridge.invoke('view:remove', of, id ?? '');
        return removed.ok && openBefore !== null ? bridge.invoke('view:open', of, openBefore) : removed;
      });
    } else if (!isSameView(before, draft)) {
      report(texts.overwritten(before.name), () => bridge.invoke('view:save', of, before));
    }
    return result;
  }

  /** Saves a new view of the open connection, outside of an editor, which would show a refusal. */
  async function create(draft: ViewDraft): Promise<void> {
    const result = await save(list.value.connectionId, draft);
    if (!result.ok) report(result.error.message);
  }

  /** Deletes a view at once; the report offers to undo it. */
  async function remove(view: View): Promise<boolean> {
    const of = list.value.connectionId;
    const result = await take(bridge.invoke('view:remove', of, view.id));
    report(
      result.ok ? texts.deleted(view.name) : result.error.message,
      result.ok ? () => bridge.invoke('view:save', of, { ...view, id: null }) : null,
    );
    return result.ok;
  }

  /** Replaces the agents of a view without opening it; the report offers to take that back. */
  async function setAgents(view: View, agentIds: readonly string[], sentence: string): Promise<void> {
    const of = list.value.connectionId;
    const set = (ids: readonly string[]) => bridge.invoke('view:set-agents', of, view.id, ids);
    const result = await take(set(agentIds));
    report(result.ok ? sentence : result.error.message, result.ok ? () => set(view.filter.agentIds) : null);
  }

  /** Takes the reported change back. */
  async function undo(): Promise<void> {
    const back = outcome.value?.undo ?? null;
    report(null);
    if (back === null) return;
    const result = await take(back());
    if (!result.ok) report(result.error.message);
  }

  /** Adds the views of a file to connection `of`: another one may have been opened while the file was being chosen. */
  async function importFile(of: ConnectionId, file: Pick<File, 'size' | 'text'>): Promise<void> {
    report(null);
    const text = file.size > MAX_FILE_BYTES ? null : await file.text().catch(() => '');
    if (text === null || text.length > MAX_VIEW_FILE_CHARACTERS) return report(texts.fileTooLarge);
    const result = await bridge.invoke('view:import', of, text);
    if (result.ok) await take(Promise.resolve(ok(result.value.list)));
    report(result.ok ? importSentence(result.value) : result.error.message);
  }

  return {
    /** The connection that the views belong to. */
    connectionId: computed(() => list.value.connectionId),
    views: computed(() => list.value.views),
    /** Null is everybody. */
    active: computed(() => activeView(list.value)),
    outcome: computed(() => outcome.value),
    dismiss: () => report(null),
    tell: (sentence: string) => report(sentence),
    start,
    load,
    open,
    save,
    remove,
    setAgents,
    create,
    undo,
    importFile,
    check: (filter: TeamFilter) => bridge.invoke('view:check', filter),
    count: (selection: Selection) => bridge.invoke('view:count', selection),
  };
});

/** Whether two views, saved or not, would show the same under the same name. */
export function isSameView(a: ViewDraft, b: ViewDraft): boolean {
  return a.name === b.name && selectionKey(a) === selectionKey(b);
}

function importSentence({ added, refused }: ViewImport): string {
  const [first, ...others] = refused;
  if (first === undefined) return texts.imported(added);
  const { name, reason } = first;
  return others.length === 0
    ? texts.importedBut(added, name, reason)
    : texts.importedButMore(added, name, reason, others.length);
}
