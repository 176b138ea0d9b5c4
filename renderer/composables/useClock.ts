import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';

const TICK_MS = 1_000;

const now = ref(Date.now());
let listeners = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now.value = Date.now();
}

/** Ticks only while somebody uses the clock and the document can be seen. */
function keepTime(): void {
  clearInterval(timer);
  timer = undefined;
  if (listeners === 0 || document.visibilityState === 'hidden') return;
  tick();
  timer = setInterval(tick, TICK_MS);
}

/**
 * Now, epoch milliseconds, once a second: one timer for all timers on the page. To be called in a setup; it is
 * given back when the scope ends.
 */
export function useClock(): ComputedRef<number> {
  listeners += 1;
  if (listeners === 1) {
    document.addEventListener('visibilitychange', keepTime);
    keepTime();
  }
  onScopeDispose(() => {
    listeners -= 1;
    if (listeners > 0) return;
    document.removeEventListener('visibilitychange', keepTime);
    keepTime();
  });
  return computed(() => now.value);
}
