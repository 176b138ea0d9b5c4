/** When subjects have to be looked at again; each has one time. */
export interface WakeQueue {
  /** Infinity for never. */
  set(key: string, at: number): void;
  /** The first time; Infinity without any. */
  next(): number;
  /** Takes all whose time has come. */
  take(now: number): readonly string[];
  clear(): void;
}

/** When a rule has to look at its subjects again though nothing changes. */
export interface Agenda {
  readonly wakes: WakeQueue;
  /** What can wait for the next evaluation. */
  readonly stale: WakeQueue;
}

/** Makes an empty one. */
export function createAgenda(): Agenda {
  return { wakes: createWakeQueue(), stale: createWakeQueue() };
}

const NOBODY: readonly string[] = [];

/** A binary heap. A time that was replaced stays in it until it is the first. */
export function createWakeQueue(): WakeQueue {
  const times = new Map<string, number>();
  const heap: (readonly [at: number, key: string])[] = [];

  function push(entry: readonly [number, string]): void {
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above[0] <= entry[0]) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  function pop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const isRight = left !== undefined && right !== undefined && right[0] < left[0];
      const least = isRight ? right : left;
      if (least === undefined || least[0] >= last[0]) break;
      heap[place] = least;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = last;
  }

  function first(): readonly [number, string] | undefined {
    for (;;) {
      const top = heap[0];
      if (top === undefined || times.get(top[1]) === top[0]) return top;
      pop();
    }
  }

  return {
    set(key, at) {
      if (at === Infinity) {
        if (times.size > 0) times.delete(key);
      } else if (times.get(key) !== at) {
        times.set(key, at);
        push([at, key]);
      }
    },
    next: () => first()?.[0] ?? Infinity,
    take(now) {
      let top = first();
      if (top === undefined || top[0] > now) return NOBODY;
      const due: string[] = [];
      for (; top !== undefined && top[0] <= now; top = first()) {
        due.push(top[1]);
        times.delete(top[1]);
      }
      return due;
    },
    clear() {
      times.clear();
      heap.length = 0;
    },
  };
}
