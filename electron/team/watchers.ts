/** Counts who has the team in sight, by window or browser session. */
export interface Watchers {
  watch(sender: string, isWatching: boolean): void;
  /** A window or session has gone. */
  leave(sender: string): void;
}

/** Tells `onChange` when the first one looks and when the last one has looked away. */
export function createWatchers(onChange: (isWatched: boolean) => void): Watchers {
  const watching = new Set<string>();
  function change(act: () => void): void {
    const wasWatched = watching.size > 0;
    act();
    const isWatched = watching.size > 0;
    if (isWatched !== wasWatched) onChange(isWatched);
  }
  return {
    watch: (sender, isWatching) => change(() => void (isWatching ? watching.add(sender) : watching.delete(sender))),
    leave: (sender) => change(() => void watching.delete(sender)),
  };
}
