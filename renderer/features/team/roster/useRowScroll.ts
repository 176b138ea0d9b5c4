import { onBeforeUnmount, onMounted, readonly, ref, type Ref } from 'vue';

/** Which part of a scroll box is in sight, in pixels. */
export interface RowScroll {
  /** How far it is scrolled down. */
  readonly topPx: Readonly<Ref<number>>;
  /** How high it is; 0 before it is mounted. */
  readonly heightPx: Readonly<Ref<number>>;
  /** Reads both now, where an event would come too late. */
  read(): void;
}

/** Follows a box that is there as long as its component is. */
export function useRowScroll(scroller: Readonly<Ref<HTMLElement | null>>): RowScroll {
  const topPx = ref(0);
  const heightPx = ref(0);

  function read(): void {
    topPx.value = scroller.value?.scrollTop ?? 0;
    heightPx.value = scroller.value?.clientHeight ?? 0;
  }

  const observer = new ResizeObserver(read);
  onMounted(() => {
    read();
    if (scroller.value !== null) observer.observe(scroller.value);
    scroller.value?.addEventListener('scroll', read, { passive: true });
  });
  // The listener goes with its box.
  onBeforeUnmount(() => observer.disconnect());

  return { topPx: readonly(topPx), heightPx: readonly(heightPx), read };
}
