import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { EVERYBODY, type View, type ViewDraft } from '../../../electron/shared/model.ts';
import { createEditors, type Edited } from '../../ui/editors.ts';
import { isSameView, useViewsStore } from './views-store.ts';

/** Null is a new one. */
export type EditedView = Edited<View | null, ViewDraft>;

const NEW: ViewDraft = { ...EVERYBODY, id: null, name: '' };

/** The views being edited, at most one per connection. */
export const useViewEditorsStore = defineStore('view-editors', () => {
  const views = useViewsStore();
  return createEditors<View | null, ViewDraft>({
    connectionId: () => views.connectionId,
    draftOf: (view) => shallowRef(view ?? NEW),
    isChanged: (view, draft) => !isSameView(view ?? NEW, draft),
  });
});
