import { type Agent, type Health, type TeamSnapshot } from '../../electron/shared/model.ts';
/** One agent with plausible defaults; `at` is the start of the status. */
export declare function fakeAgent(patch: Partial<Agent> & Pick<Agent, 'userId'>): Agent;
/** The n-th agent of an invented team, the same on every call with the same `now`. */
export declare function numberedAgent(index: number, now: number, names?: readonly string[]): Agent;
/** A team of `size`. */
export declare function fakeAgents(size: number, now: number): Agent[];
/** Long, right-to-left, emoji, markup-like and combining names, one of them in a status the documents do not name. */
export declare function hardAgents(now: number): Agent[];
/** All is well since a minute. */
export declare function liveHealth(now: number): Health;
/** A snapshot around some agents, counted as the core counts. */
export declare function fakeSnapshot(
  agents: readonly Agent[],
  now: number,
  patch?: Partial<TeamSnapshot>,
): TeamSnapshot;
