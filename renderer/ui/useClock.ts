import { createSharedComposable, useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { readonly, ref, watch, type Ref } from 'vue';

const TICK_MS = 1_000;

const now = ref(Date.now());
/** The clock of `useClock`; it stops while nobody uses that. */
export const clock: Readonly<Ref<number>> = readonly(now);

/** Ticks while somebody uses the clock and the page is visible. */
const keepTime = createSharedComposable(() => {
  const tick = (): void => void (now.value = Date.now());
  const { pause, resume } = useIntervalFn(tick, TICK_MS, { immediate: false, immediateCallback: true });
  watch(useDocumentVisibility(), (state) => (state === 'visible' ? resume() : pause()), {
    immediate: true,
    flush: 'sync',
  });
});

/**
 * Now, epoch milliseconds, updated every second. The page shares one timer. Call it in a setup; it is released when the
 * scope ends.
 */
export function useClock(): Readonly<Ref<number>> {
  keepTime();
  return clock;
}

/**
 * Runs an action after `delayMs`. On a hidden page it waits until the page is visible again and runs before the next
 * paint. Every timer of a view uses this, so a hidden window does nothing. Returns a function that cancels it.
 */
export function afterVisible(delayMs: number, action: () => void): () => void {
  const dueAt = Date.now() + delayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(leftMs: number): void {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') timer = setTimeout(run, leftMs);
  }

  function run(): void {
    cancel();
    action();
  }

  function follow(): void {
    const leftMs = dueAt - Date.now();
    if (leftMs <= 0 && document.visibilityState === 'visible') run();
    else wait(leftMs);
  }

  function cancel(): void {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', follow);
  }

  document.addEventListener('visibilitychange', follow);
  wait(delayMs);
  return cancel;
}
