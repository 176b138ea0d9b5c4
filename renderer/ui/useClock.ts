import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const TICK_MS = 1_000;

const now = ref(Date.now());
/** What `useClock` gives; it stands still while nobody uses it. */
export const clock: Readonly<Ref<number>> = readonly(now);
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
export function useClock(): Readonly<Ref<number>> {
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
  return clock;
}

/**
 * Runs an action after `delayMs`, but not while nobody sees the page: then it runs as soon as the page is seen again,
 * before it is drawn. Every timer of a view is one of these, so that a hidden window rests. Gives back what cancels it.
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
