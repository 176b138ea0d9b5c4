import { statusDetail } from '../shared/agent-search.ts';
import { foldName } from '../shared/invisible.ts';
import type { Agent, NoDataReason, RuleScope, StatusChoice } from '../shared/model.ts';
import { isAbout, type AgentChange } from './agent-change.ts';
import type { ScopedTeam, TeamReading } from './types.ts';

/** An agent who came, went or is another object than before. */
export interface AgentDiff {
  readonly userId: string;
  readonly before: Agent | undefined;
  readonly after: Agent | undefined;
}

/** A scope as a reading has it, counted. It goes on from one reading to the next. */
export interface Scoped {
  readonly scope: ScopedTeam;
  inStatus(choice: StatusChoice): number;
  /** How many could be in the scope and are not OFFLINE. */
  online(): number;
  /** Whether anybody would be in the scope if they were AVAILABLE: a view of those who are away never has somebody. */
  couldHaveAvailable(): boolean;
  members(): readonly Agent[];
  /** Which of its agents are others than in the reading before. */
  touched(): ReadonlySet<string>;
  /** Whether anything that is counted may be another one. */
  isTouched(): boolean;
  /** The changes of agents who were in it before or are in it now. */
  about(changes: readonly AgentChange[]): readonly AgentChange[];
  follow(reading: TeamReading, diffs: readonly AgentDiff[]): void;
}

/** The scopes that the rules of an evaluation share. */
export interface Scopes {
  find(of: RuleScope): Scoped | NoDataReason;
  /** One that was counted, by what `scopeKey` makes of it. */
  counted(key: string): Scoped | undefined;
}

/** Counts each scope once; where it was counted `before`, only who is another one since then. */
export function createScopes(reading: TeamReading, diffs: readonly AgentDiff[], before: Scopes | null): Scopes {
  const found = new Map<string, Scoped | NoDataReason>();
  function count(key: string, of: RuleScope): Scoped | NoDataReason {
    const scope = reading.scopeOf(of);
    if (typeof scope === 'string') return scope;
    const known = before?.counted(key);
    if (known?.scope !== scope) return createScoped(scope, reading);
    known.follow(reading, diffs);
    return known;
  }
  return {
    find(of) {
      const key = scopeKey(of);
      const known = found.get(key);
      if (known !== undefined) return known;
      const counted = count(key, of);
      found.set(key, counted);
      return counted;
    },
    counted(key) {
      const known = found.get(key);
      return typeof known === 'object' ? known : undefined;
    },
  };
}

function scopeKey(of: RuleScope): string {
  return 'id' in of ? `${of.kind}:${of.id}` : of.kind;
}

function createScoped(scope: ScopedTeam, first: TeamReading): Scoped {
  const statuses = new Map<string, number>();
  const secondaries = new Map<string, number>();
  let [online, possible] = [0, 0];
  let reading = first;
  let touched: ReadonlySet<string> = new Set();
  let members: readonly Agent[] | null = null;
  let isTouched = true;
  let isFollowing = false;
  let about: readonly AgentChange[] | null = null;

  // Who serves a queue serves it in every status.
  const isFixed = scope.isIn === scope.couldBeIn;

  /** Whether the agent is in the scope, or counts otherwise. */
  function count(agent: Agent, by: 1 | -1): 'in' | 'near' | 'out' {
    const isIn = scope.isIn(agent);
    if (isFixed && !isIn) return 'out';
    const isOnline = agent.status !== 'OFFLINE' && (isFixed || scope.couldBeIn(agent));
    const isPossible = isFixed || scope.isIn({ ...agent, status: 'AVAILABLE', rawStatus: 'AVAILABLE' });
    if (isOnline) online += by;
    if (isPossible) possible += by;
    if (!isIn) return isOnline || isPossible ? 'near' : 'out';
    statuses.set(agent.status, (statuses.get(agent.status) ?? 0) + by);
    const secondary = foldName(statusDetail(agent) ?? '');
    secondaries.set(secondary, (secondaries.get(secondary) ?? 0) + by);
    return 'in';
  }

  for (const agent of first.agents.values()) count(agent, 1);
  return {
    scope,
    inStatus: (choice) =>
      (choice.kind === 'status' ? statuses.get(choice.status) : secondaries.get(foldName(choice.name))) ?? 0,
    online: () => online,
    couldHaveAvailable: () => possible > 0,
    members: () => (members ??= [...reading.agents.values()].filter(scope.isIn)),
    touched: () => touched,
    isTouched: () => isTouched,
    about(changes) {
      if (about !== null) return about;
      const isKnown = isFollowing && isFixed;
      about = changes.filter((change) => (isKnown ? touched.has(change.after.userId) : isAbout(change, scope)));
      return about;
    },
    follow(next, diffs) {
      reading = next;
      members = null;
      about = null;
      isTouched = false;
      isFollowing = true;
      const inside = new Set<string>();
      for (const { userId, before, after } of diffs) {
        const either = after ?? before;
        if (isFixed && either !== undefined && !scope.isIn(either)) continue;
        const was = before === undefined ? 'out' : count(before, -1);
        const is = after === undefined ? 'out' : count(after, 1);
        if (was === 'in' || is === 'in') inside.add(userId);
        isTouched ||= was !== 'out' || is !== 'out';
      }
      touched = inside;
    },
  };
}
