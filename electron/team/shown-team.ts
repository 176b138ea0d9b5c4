import {
  filterKey,
  selectionKey,
  selectionOf,
  type Agent,
  type DetailsProgress,
  type Health,
  type Selection,
  type SelectionCount,
  type TeamFilter,
  type View,
} from '../shared/model.ts';
import { dateByServer } from './date-by-server.ts';
import type { ReadStatuses } from './details-types.ts';
import { startingHealth } from './health.ts';
import type { Arrival } from './intake.ts';
import { project } from './projection.ts';
import { confirm, type OpenStatuses } from './since-clock.ts';
import { createTeamStore, type TeamStore } from './store.ts';
import type { LiveTeamParts } from './types.ts';
import { withZone } from './zone-change.ts';

/** The team as everybody sees it: the API's whole answer, or what was kept of an earlier one, through the open view. */
export interface ShownTeam extends Omit<TeamStore, 'update'> {
  /** What the API is asked for the view that is shown. */
  asked(): TeamFilter;
  /** What is the matter with the team, and what happens next; its agents are as they were. */
  tell(health: Health): void;
  /** How far the server's clock is ahead of this computer's, as far as its answers say. */
  hearClock(clockOffsetMs: number | null): void;
  arrive(arrival: Arrival, health: Health): void;
  /** Takes over what status details say. */
  confirm(open: OpenStatuses, zoneChange?: ReadStatuses['zoneChange']): void;
  /** The team of a view as it was last read, or nobody; the first poll then is a baseline. */
  restore(view: View | null, health?: Health): void;
  /** The same answer through another view: `asked` and the view kept may be others than before. */
  look(view: View | null): void;
  /** How many of the last answer a selection matches; null when that is to another question, or not known whole. */
  count(selection: Selection): SelectionCount | null;
}

/** How a view differs from the one that is shown: in its name, in who is shown of the same answer, or in the question. */
export type ViewChange = 'none' | 'name' | 'selection' | 'question';

const NOBODY = { agents: new Map<string, Agent>(), ignored: 0, asOf: null, clockOffsetMs: undefined };

/** Creates a team of nobody; `intervalMs` is what it is polled in, milliseconds, `progress` how far its status details were read. */
export function createShownTeam(
  { clock, onDelta, recall }: Pick<LiveTeamParts, 'clock' | 'onDelta' | 'recall'>,
  intervalMs: () => number,
  progress: (whole: ReadonlyMap<string, Agent>) => DetailsProgress,
): ShownTeam {
  const store = createTeamStore(clock.now(), intervalMs(), onDelta);
  /** Whether the store has the API's whole answer, rather than what was kept of one view. */
  let isWhole = false;
  /** Whether that answer had a list that could not be understood. */
  let hasUnread = false;

  const asked = (): TeamFilter => selectionOf(store.meta().view).filter;

  function restore(view: View | null, health = startingHealth(clock.now())): void {
    isWhole = false;
    const kept = recall?.(view) ?? NOBODY;
    const { agents, clockOffsetMs, ...facts } = kept;
    store.update({ whole: agents, unread: [], clockOffsetMs, ...facts, health, view, details: undefined });
  }

  return {
    ...store,
    asked,
    hearClock(clockOffsetMs) {
      const { clockOffsetMs: known } = store.meta();
      if (clockOffsetMs === null || clockOffsetMs === known) return;
      const whole = known === undefined ? dateByServer(store.whole(), clockOffsetMs) : store.whole();
      store.update({ whole, clockOffsetMs });
    },
    tell: (health) => store.update({ health, intervalMs: intervalMs() }),
    arrive({ agents: whole, ignored, unread }, health) {
      isWhole = true;
      hasUnread = unread.length > 0;
      const facts = { asOf: clock.now(), health, intervalMs: intervalMs(), details: progress(whole) };
      store.update({ whole, ignored, unread, ...facts });
    },
    confirm(open, zoneChange) {
      const now = clock.now() + (store.meta().clockOffsetMs ?? 0);
      const whole = confirm(withZone(store.whole(), zoneChange, now), open, now);
      store.update({ whole, details: progress(whole) });
    },
    restore,
    look(view) {
      if (viewChange(store.meta().view, view) === 'name') return store.update({ view });
      if (!isWhole) return restore(view, store.meta().health);
      recall?.(view);
      store.update({ view });
    },
    count(selection) {
      if (!isWhole || hasUnread || filterKey(selection.filter) !== filterKey(asked())) return null;
      return { matching: project(store.whole(), selection).size, agents: store.whole().size };
    },
  };
}

/** Tells what another view, or an edited one, means for the team. */
export function viewChange(before: View | null, after: View | null): ViewChange {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'none';
  const [then, now] = [selectionOf(before), selectionOf(after)];
  if (selectionKey(now) === selectionKey(then)) return 'name';
  return filterKey(now.filter) === filterKey(then.filter) ? 'selection' : 'question';
}
