import { matcherOf } from '../shared/agent-search.ts';
import type { StatusChange } from '../shared/delta.ts';
import { needsDetails, selectionOf, type Agent, type View } from '../shared/model.ts';

/** Tells which changes of status concern the open view. */
export interface ViewChanges {
  /**
   * The changes of a poll whose agent was in the view before or is in it now. Both count, so that an agent who comes into a
   * view of one status is announced.
   */
  ofPoll(changes: readonly StatusChange[], all: ReadonlyMap<string, Agent>, view: View | null): StatusChange[];
  /** The changes of earlier polls that turn out to concern the view, now that the secondary status is known. */
  ofDetails(all: ReadonlyMap<string, Agent>, view: View | null): StatusChange[];
  /** Drops the changes that wait for the secondary status. */
  forget(): void;
}

/** Creates it with no change waiting. */
export function createViewChanges(): ViewChanges {
  let waiting: StatusChange[] = [];

  /** The waiting changes that still hold, with the agents as they are now. */
  function stillTrue(all: ReadonlyMap<string, Agent>): StatusChange[] {
    return waiting.flatMap(({ before, after }) => {
      const now = all.get(after.userId);
      return now?.rawStatus === after.rawStatus ? [{ before, after: now }] : [];
    });
  }

  return {
    ofPoll(changes, all, view) {
      const selection = selectionOf(view);
      const isIn = matcherOf(selection);
      const concerns = (change: StatusChange): boolean => isIn(change.before) || isIn(change.after);
      waiting = needsDetails(selection) ? [...stillTrue(all), ...changes.filter((change) => !concerns(change))] : [];
      return changes.filter(concerns);
    },
    ofDetails(all, view) {
      const isIn = matcherOf(selectionOf(view));
      const known = stillTrue(all);
      waiting = known.filter(({ after }) => !isIn(after));
      return known.filter(({ after }) => isIn(after));
    },
    forget() {
      waiting = [];
    },
  };
}
