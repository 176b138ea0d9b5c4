import { ref, watch, type Ref } from 'vue';

/**
 * Fields of something that is kept elsewhere. They begin as it is kept, and follow it while nothing else stands in them;
 * what is typed and not kept yet, right or wrong, stays whatever changes elsewhere. `read` gives what the fields say, in
 * the shape that is kept, or anything else while they are wrong.
 */
export function useKeptDraft<T, D>(kept: () => T, draftOf: (kept: T) => D, read: (draft: D) => unknown): Ref<D> {
  const draft = ref(draftOf(kept())) as Ref<D>;
  watch(
    () => JSON.stringify(kept()),
    (_, before) => {
      if (JSON.stringify(read(draft.value)) === before) draft.value = draftOf(kept());
    },
  );
  return draft;
}
