import { defineStore } from 'pinia';
import { computed, shallowRef, type ShallowRef } from 'vue';
import { EVERYBODY, type View, type ViewDraft } from '../../../electron/shared/model.ts';
import { isSameView, useViewsStore } from './views-store.ts';

export interface EditedView {
  readonly key: number;
  /** The connection it belongs to. */
  readonly of: string | null;
  /** Null for a new one. */
  readonly view: View | null;
  /** What was entered so far; it stays while another page is open. */
  readonly draft: ShallowRef<ViewDraft>;
}

const NEW: ViewDraft = { ...EVERYBODY, id: null, name: '' };

/** The views being edited, at most one per connection. */
export const useViewEditorsStore = defineStore('view-editors', () => {
  const views = useViewsStore();
  const all = shallowRef<readonly EditedView[]>([]);
  const shown = computed(() => all.value.find(({ of }) => of === views.connectionId) ?? null);
  /** What would lose what was entered, until somebody has decided. */
  const asked = shallowRef<{ readonly about: EditedView; readonly goOn: () => void } | null>(null);
  let made = 0;

  function close({ key }: EditedView): void {
    all.value = all.value.filter((each) => each.key !== key);
  }

  function replace(view: View | null): void {
    const of = views.connectionId;
    const others = all.value.filter((each) => each.of !== of);
    all.value = [...others, { key: (made += 1), of, view, draft: shallowRef(view ?? NEW) }];
  }

  /** Goes on at once where nothing would be lost. */
  function askBefore(goOn: () => void, about: EditedView | null): void {
    if (about !== null && isChanged(about)) asked.value = { about, goOn };
    else goOn();
  }

  return {
    /**
     * Includes those of other connections: they stay hidden, with everything entered, until their connection is open
     * again.
     */
    all: computed(() => all.value),
    /** The one of the open connection, or null. */
    shown,
    /** Whether anything entered, for whichever connection, is not saved. */
    hasChanges: computed(() => all.value.some(isChanged)),
    /** Whose changes are about to be lost; null while nobody has to decide. */
    asked: computed(() => asked.value?.about ?? null),
    /** Edits a view of the open connection, or a new one for null, in place of the one that is edited. */
    edit: (view: View | null) => askBefore(() => replace(view), shown.value),
    /** Closes an editor without saving. */
    leave: (edited: EditedView) => askBefore(() => close(edited), edited),
    close,
    /** The answer to the question. */
    decide(isDiscarded: boolean) {
      const { goOn } = asked.value ?? {};
      asked.value = null;
      if (isDiscarded) goOn?.();
    },
  };
});

function isChanged({ view, draft }: EditedView): boolean {
  return !isSameView(view ?? NEW, draft.value);
}
