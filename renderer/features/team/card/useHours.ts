import { computed, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { axisTicks, type AxisTick } from '../../history/timeline/axis.ts';
import type { Span } from '../../history/timeline/band/band.ts';
import { useElementWidth } from '../../../ui/useWidth.ts';
import { useTeamMinute } from '../team-store.ts';

/** What a band is drawn into. */
export interface Hours {
  /** Null while no day is known. */
  readonly span: Span | null;
  readonly width: number;
  /** The last full minute by the team's clock. */
  readonly now: number;
}

/** The hours of a list, for the bands in its rows: a row is not drawn again because they are others. */
export const LIST_HOURS: InjectionKey<ComputedRef<Hours>> = Symbol('hours of the list');

/** Lays hours out over the width of an element, by the reader's clock. */
export function useHours(
  element: Readonly<Ref<HTMLElement | null>>,
  spanAt: (now: number) => Span | null,
): {
  readonly hours: ComputedRef<Hours>;
  readonly axis: ComputedRef<readonly AxisTick[]>;
} {
  const now = useTeamMinute();
  const width = useElementWidth(element);
  const edges = computed(() => {
    const span = spanAt(now.value);
    return span && `${span.start} ${span.end}`;
  });
  const span = computed((): Span | null => {
    if (edges.value === null) return null;
    const [start = 0, end = 0] = edges.value.split(' ').map(Number);
    return { start, end };
  });
  return {
    hours: computed(() => ({ span: span.value, width: width.value, now: now.value })),
    axis: computed(() => (span.value === null ? [] : axisTicks(span.value, undefined, width.value))),
  };
}
