/** When a rule has to look at its subjects again though nothing changes. */
export interface Agenda {
  /** Each subject has one such time; Infinity for never. */
  wake(key: string, at: number): void;
  /** When a subject may be another one, though that can wait for the next evaluation. */
  expire(key: string, at: number): void;
  /** The subjects whose time has come; one may be named twice. */
  due(): readonly string[];
  /** Begins anew with the times it is given from now on, or ends what was due. */
  begin(isAnew: boolean): void;
}

/** The agendas of all rules. */
export interface Timetable {
  agenda(): Agenda;
  /** Makes due whatever has its time by now. */
  take(now: number): void;
  /** The first time at which a rule has to look; Infinity without any. */
  nextWake(): number;
  /** No expiry is sooner. */
  nextExpiry(): number;
}

const NONE: readonly string[] = [];

/** Makes an empty one. Rules are evaluated at the same times, so each time is queued once for all their subjects. */
export function createTimetable(): Timetable {
  const wakes = createQueue();
  const expiries = createQueue();

  function agenda(): Agenda {
    let times = new Map<string, number>();
    let earlier: ReadonlyMap<string, number> | null = null;
    let due: string[] | null = null;
    const addDue = (key: string): void => void (due ??= []).push(key);
    const woken: Visit = {
      isValid: (key, at) => times.get(key) === at,
      take(key) {
        times.delete(key);
        addDue(key);
      },
    };
    const expired: Visit = { isValid: () => true, take: addDue };
    return {
      wake(key, at) {
        if (at === Infinity) {
          if (times.size > 0) times.delete(key);
        } else if (times.get(key) !== at) {
          times.set(key, at);
          // What has the same time as before is in the queue already.
          if (earlier?.get(key) !== at) wakes.add(at, woken, key);
        }
      },
      expire(key, at) {
        if (at !== Infinity) expiries.add(at, expired, key);
      },
      due: () => due ?? NONE,
      begin(isAnew) {
        due = null;
        earlier = null;
        if (isAnew && times.size > 0) [earlier, times] = [times, new Map<string, number>()];
      },
    };
  }

  return {
    agenda,
    take(now) {
      wakes.take(now);
      expiries.take(now);
    },
    nextWake: wakes.next,
    nextExpiry: expiries.next,
  };
}

/** Whose subject is looked at again; what was replaced is no longer valid. */
interface Visit {
  isValid(key: string, at: number): boolean;
  take(key: string): void;
}

/** Visits by their times. */
function createQueue() {
  const visits = new Map<number, (readonly [visit: Visit, key: string])[]>();
  const times = createHeap();

  /** The first time that has a valid visit, which is the last of its visits. */
  function next(): number {
    for (let at = times.first(); at !== Infinity; at = times.first()) {
      const there = visits.get(at) ?? [];
      for (let last = there.at(-1); last !== undefined; last = there.at(-1)) {
        if (last[0].isValid(last[1], at)) return at;
        there.pop();
      }
      visits.delete(at);
      times.pop();
    }
    return Infinity;
  }

  return {
    add(at: number, visit: Visit, key: string): void {
      const there = visits.get(at);
      if (there !== undefined) there.push([visit, key]);
      else {
        visits.set(at, [[visit, key]]);
        times.push(at);
      }
    },
    next,
    take(now: number): void {
      for (let at = times.first(); at <= now; at = times.first()) {
        for (const [visit, key] of visits.get(at) ?? []) if (visit.isValid(key, at)) visit.take(key);
        visits.delete(at);
        times.pop();
      }
    },
  };
}

/** A binary heap. */
function createHeap() {
  const heap: number[] = [];
  return {
    first: (): number => heap[0] ?? Infinity,
    push(time: number): void {
      let place = heap.push(time) - 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        const above = heap[parent] ?? -Infinity;
        if (above <= time) break;
        heap[place] = above;
        place = parent;
      }
      heap[place] = time;
    },
    pop(): void {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      let place = 0;
      for (;;) {
        const [left = Infinity, right = Infinity] = [heap[2 * place + 1], heap[2 * place + 2]];
        const least = Math.min(left, right);
        if (least >= last) break;
        heap[place] = least;
        place = 2 * place + (right < left ? 2 : 1);
      }
      heap[place] = last;
    },
  };
}
