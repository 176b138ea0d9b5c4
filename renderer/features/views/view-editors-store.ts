import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { EVERYBODY, isPublished, type View, type ViewDraft } from '../../../electron/shared/model.ts';
import { viewTexts } from '../../../electron/shared/texts/views/views.ts';
import { createEditors, type Edited } from '../../ui/editors.ts';
import { isSameView, useViewsStore } from './views-store.ts';

/** Null is a new one. */
export type EditedView = Edited<View | null, ViewDraft>;

const NEW: ViewDraft = { ...EVERYBODY, id: null, name: '' };

/** The views being edited, at most one per connection. */
export const useViewEditorsStore = defineStore('view-editors', () => {
  const views = useViewsStore();
  const editors = createEditors<View | null, ViewDraft>({
    connectionId: () => views.connectionId,
    draftOf: (view) => shallowRef(view ?? NEW),
    isChanged: (view, draft) => !isSameView(view ?? NEW, draft),
  });
  return {
    ...editors,
    /** A view of a desk's publisher cannot be edited, which is said instead. */
    edit(view: View | null): void {
      if (view !== null && isPublished(view)) views.tell(viewTexts.isPublished);
      else editors.edit(view);
    },
  };
});
