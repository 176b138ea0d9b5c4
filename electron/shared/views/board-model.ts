import type { Counts, Health } from '../team/team-model.ts';

/** What a board on a wall shows: how many are in each status, and no agent. */
export interface Board {
  /** The name of the connection; null without one. */
  readonly name: string | null;
  readonly isDemo: boolean;
  /** Everybody and each view, in the order of the list, as far as the last answer tells. */
  readonly teams: readonly BoardTeam[];
  /** The names of views that it does not tell. */
  readonly uncounted: readonly string[];
  /** As in the snapshot of the team. */
  readonly asOf: number | null;
  readonly intervalMs: number;
  readonly ignored: number;
  readonly health: Health;
  /** Of Rollcall: a page that is open for weeks loads itself anew after an update. */
  readonly version: string;
}

export interface BoardTeam {
  /** Null is everybody. */
  readonly viewId: string | null;
  readonly name: string;
  readonly counts: Counts;
}
