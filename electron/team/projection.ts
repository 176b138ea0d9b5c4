import { matcherOf } from '../shared/agent-search.ts';
import { statusChanges, type StatusChange } from '../shared/delta.ts';
import { isNarrowed, needsDetails, selectionOf, type Agent, type Selection, type View } from '../shared/model.ts';

/** The part of the API's whole answer that is selected; the very same map when it shows all of it. Pure. */
export function project(whole: ReadonlyMap<string, Agent>, selection: Selection): ReadonlyMap<string, Agent> {
  if (!isNarrowed(selection)) return whole;
  const isShown = matcherOf(selection);
  return new Map([...whole].filter(([, agent]) => isShown(agent)));
}

/** Tells which changes of status are news for a view. */
export interface ViewNews {
  /**
   * The changes between two answers that concern the view: the agent was in it before or is in it now, else nobody would
   * be told that somebody came into a view of one status.
   */
  afterPoll(before: ReadonlyMap<string, Agent>, after: ReadonlyMap<string, Agent>, view: View | null): StatusChange[];
  /** The changes of earlier answers that turn out to concern the view, now that the secondary status is known. */
  afterDetails(whole: ReadonlyMap<string, Agent>, view: View | null): StatusChange[];
  /** Nothing of before is news. */
  forget(): void;
}

/** Creates news that has heard of nothing yet. */
export function createViewNews(): ViewNews {
  let open: StatusChange[] = [];

  /** What is still so, with the agents as they are now. */
  function brought(whole: ReadonlyMap<string, Agent>): StatusChange[] {
    return open.flatMap(({ before, after }) => {
      const now = whole.get(after.userId);
      return now?.rawStatus === after.rawStatus ? [{ before, after: now }] : [];
    });
  }

  return {
    afterPoll(before, after, view) {
      const selection = selectionOf(view);
      const isIn = matcherOf(selection);
      const changes = statusChanges(before, after);
      const isNews = (change: StatusChange): boolean => isIn(change.before) || isIn(change.after);
      open = needsDetails(selection) ? [...brought(after), ...changes.filter((change) => !isNews(change))] : [];
      return changes.filter(isNews);
    },
    afterDetails(whole, view) {
      const isIn = matcherOf(selectionOf(view));
      const known = brought(whole);
      open = known.filter(({ after }) => !isIn(after));
      return known.filter(({ after }) => isIn(after));
    },
    forget() {
      open = [];
    },
  };
}
