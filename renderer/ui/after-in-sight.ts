/**
 * Runs an action after `delayMs`, but not while nobody sees the page: then it runs as soon as the page is seen again,
 * before it is drawn. Every timer of a view is one of these, so that a hidden window rests. Gives back what cancels it.
 */
export function afterInSight(delayMs: number, action: () => void): () => void {
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
