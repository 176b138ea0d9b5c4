import { computed, shallowRef, type ComputedRef } from 'vue';
import type { View } from '../../../electron/shared/model.ts';
import { useViewsStore } from './views-store.ts';

export interface EditedView {
  /** The connection it belongs to. */
  readonly of: string | null;
  /** Null for a new one. */
  readonly view: View | null;
}

/** The views being edited, at most one per connection. */
interface ViewEditors {
  /**
   * Includes those of other connections: they stay hidden, with everything entered, until their connection is open
   * again.
   */
  readonly all: ComputedRef<readonly EditedView[]>;
  /** The one of the open connection, or null. */
  readonly shown: ComputedRef<EditedView | null>;
  /** Edits a view of the open connection, or a new one for null. */
  edit(view: View | null): void;
  close(edited: EditedView): void;
}

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
