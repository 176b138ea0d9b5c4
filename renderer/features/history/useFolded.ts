import { storeToRefs } from 'pinia';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useNarrow, useShort } from '../../ui/useWidth.ts';
import { useHistoryStore } from './history-store.ts';

/**
 * A narrow or low window leaves its height to the rows: whose days, search, order and legend are behind one button
 * there.
 */
export function useFolded(): {
  /** Whether there is such a button. */
  readonly isSmall: ComputedRef<boolean>;
  /** Whether it is pressed. */
  readonly isUnfolded: Ref<boolean>;
  /** Whether what is behind it is out of sight. */
  readonly isFolded: ComputedRef<boolean>;
} {
  const { isUnfolded } = storeToRefs(useHistoryStore());
  const [isNarrow, isShort] = [useNarrow(), useShort()];
  const isSmall = computed(() => isNarrow.value || isShort.value);
  return { isSmall, isUnfolded, isFolded: computed(() => isSmall.value && !isUnfolded.value) };
}
