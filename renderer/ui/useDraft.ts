import { ref, watch, type Ref } from 'vue';

/**
 * Form fields for a saved value. They start with the value and follow its changes until the user edits them; unsaved
 * edits stay, valid or not. `read` returns the fields in the shape of the saved value, or anything else while they are
 * invalid.
 */
export function useDraft<T, D>(saved: () => T, draftOf: (saved: T) => D, read: (draft: D) => unknown): Ref<D> {
  const draft = ref(draftOf(saved())) as Ref<D>;
  watch(
    () => JSON.stringify(saved()),
    (_, before) => {
      if (JSON.stringify(read(draft.value)) === before) draft.value = draftOf(saved());
    },
  );
  return draft;
}
