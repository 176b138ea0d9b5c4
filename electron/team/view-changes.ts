import type { StatusChange } from '../shared/team/delta.ts';
import { needsDetails, selectionOf, type Agent, type View } from '../shared/model.ts';
import type { AgentMatcher } from './views/view-matcher.ts';

/** The team, and who of it the open view shows. */
interface ViewedTeam {
  readonly all: ReadonlyMap<string, Agent>;
  readonly view: View | null;
  readonly isViewed: AgentMatcher;
}

/** Tells which changes of status concern the open view. */
export interface ViewChanges {
  /**
   * The changes of a poll whose agent was in the view before or is in it now. Both count, so that an agent who comes into a
   * view of one status is announced.
   */
  ofPoll(changes: readonly StatusChange[], team: ViewedTeam): StatusChange[];
  /** The changes of earlier polls that turn out to concern the view, now that the secondary status is known. */
  ofDetails(team: ViewedTeam): StatusChange[];
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
    ofPoll(changes, { all, view, isViewed }) {
      const concerns = ({ before, after }: StatusChange): boolean => isViewed(before) || isViewed(after);
      const isLate = needsDetails(selectionOf(view));
      waiting = isLate ? [...stillTrue(all), ...changes.filter((change) => !concerns(change))] : [];
      return changes.filter(concerns);
    },
    ofDetails({ all, isViewed }) {
      const known = stillTrue(all);
      waiting = known.filter(({ after }) => !isViewed(after));
      return known.filter(({ after }) => isViewed(after));
    },
    forget() {
      waiting = [];
    },
  };
}
