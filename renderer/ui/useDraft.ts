import { ref, watch, type Ref } from 'vue';

/**
 * Fields of something that is saved elsewhere. They begin as it is saved, and follow it while nothing else stands in them;
 * what is typed and not saved yet, right or wrong, stays whatever changes elsewhere. `read` gives what the fields say, in
 * the shape that is saved, or anything else while they are wrong.
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
