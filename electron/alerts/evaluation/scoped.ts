import { statusDetail } from '../../shared/names/agent-search.ts';
import { foldName } from '../../shared/names/invisible.ts';
import type { Agent, StatusChoice } from '../../shared/model.ts';
import { isAbout } from './agent-change.ts';
import type { AgentChange, AgentDiff, ScopedTeam, TeamReading } from '../types.ts';

/** A scope as a reading has it, counted. It goes on from one reading to the next. */
export interface Scoped {
  readonly scope: ScopedTeam;
  /** Whether its agents are the same in every status, as those of a queue are. */
  readonly isFixed: boolean;
  inStatus(choice: StatusChoice): number;
  /** How many could be in the scope and are not OFFLINE. */
  online(): number;
  /** Whether anybody would be in the scope if they were AVAILABLE: a view of those who are away never has somebody. */
  couldHaveAvailable(): boolean;
  memberIds(): readonly string[];
  /** Which of its agents are others than in the reading before; each once. */
  touched(): readonly string[];
  /** Whether anything that is counted may be another one. */
  isTouched(): boolean;
  /** The changes of agents who were in it before or are in it now. */
  changes(): readonly AgentChange[];
  /** Begins another reading, in which nobody is another one yet. */
  begin(reading: TeamReading): void;
  /** Of an agent who is in it in every status, where those are the same. */
  take(diff: AgentDiff): void;
}

const NOBODY: readonly string[] = [];
const NO_CHANGES: readonly AgentChange[] = [];

/** Counts a scope. */
export function createScoped(scope: ScopedTeam, first: TeamReading, diffs: readonly AgentDiff[]): Scoped {
  const statuses = new Map<string, number>();
  const secondaries = new Map<string, number>();
  let [online, possible] = [0, 0];
  let reading = first;
  let memberIds: readonly string[] | null = null;
  let touched: string[] | null = null;
  let isTouched = true;
  let changes: AgentChange[] | null = diffs.flatMap(({ change }) =>
    change !== null && isAbout(change, scope) ? [change] : [],
  );

  const isFixed = scope.isIn === scope.couldBeIn;

  /** Whether the agent is in the scope, or counts otherwise. */
  function count(agent: Agent, by: 1 | -1, isIn: boolean): 'in' | 'near' | 'out' {
    if (isFixed && !isIn) return 'out';
    const isOnline = agent.status !== 'OFFLINE' && (isFixed || scope.couldBeIn(agent));
    const isPossible = isFixed || scope.isIn({ ...agent, status: 'AVAILABLE', rawStatus: 'AVAILABLE' });
    if (isOnline) online += by;
    if (isPossible) possible += by;
    if (!isIn) return isOnline || isPossible ? 'near' : 'out';
    statuses.set(agent.status, (statuses.get(agent.status) ?? 0) + by);
    const detail = statusDetail(agent);
    const secondary = detail === null ? '' : foldName(detail);
    secondaries.set(secondary, (secondaries.get(secondary) ?? 0) + by);
    return 'in';
  }

  for (const agent of first.agents.values()) count(agent, 1, scope.isIn(agent));
  return {
    scope,
    isFixed,
    inStatus: (choice) =>
      (choice.kind === 'status' ? statuses.get(choice.status) : secondaries.get(foldName(choice.name))) ?? 0,
    online: () => online,
    couldHaveAvailable: () => possible > 0,
    memberIds: () => (memberIds ??= [...reading.agents.values()].filter(scope.isIn).map(({ userId }) => userId)),
    touched: () => touched ?? NOBODY,
    isTouched: () => isTouched,
    changes: () => changes ?? NO_CHANGES,
    begin(next) {
      reading = next;
      memberIds = null;
      touched = null;
      changes = null;
      isTouched = false;
    },
    take({ userId, before, after, change }) {
      const was = before === undefined ? 'out' : count(before, -1, isFixed || scope.isIn(before));
      const is = after === undefined ? 'out' : count(after, 1, isFixed || scope.isIn(after));
      isTouched ||= was !== 'out' || is !== 'out';
      if (was !== 'in' && is !== 'in') return;
      (touched ??= []).push(userId);
      if (change !== null) (changes ??= []).push(change);
    },
  };
}
