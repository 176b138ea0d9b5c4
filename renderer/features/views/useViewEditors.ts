import { computed, shallowRef, type ComputedRef } from 'vue';
import type { View } from '../../../electron/shared/model.ts';
import { useViewsStore } from './views-store.ts';

/** A view in the editor. */
export interface EditedView {
  /** The connection it belongs to. */
  readonly of: string | null;
  /** Null for a new one. */
  readonly view: View | null;
}

/** The views in the editor, at most one of each connection. */
interface ViewEditors {
  /** Those of other connections too: they stay hidden, with all that was entered, until theirs is opened again. */
  readonly all: ComputedRef<readonly EditedView[]>;
  /** The one of the present connection, or null. */
  readonly shown: ComputedRef<EditedView | null>;
  /** Opens a view of the present connection in the editor, or a new one for null. */
  edit(view: View | null): void;
  close(edited: EditedView): void;
}

/** Starts with no view in the editor. */
export function useViewEditors(): ViewEditors {
  const views = useViewsStore();
  const all = shallowRef<readonly EditedView[]>([]);
  const others = (than: EditedView['of']): EditedView[] => all.value.filter(({ of }) => of !== than);
  return {
    all: computed(() => all.value),
    shown: computed(() => all.value.find(({ of }) => of === views.connectionId) ?? null),
    edit(view) {
      const of = views.connectionId;
      all.value = [...others(of), { of, view }];
    },
    close: ({ of }) => (all.value = others(of)),
  };
}
