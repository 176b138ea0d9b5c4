import type { NoDataReason, RuleScope } from '../../shared/model.ts';
import { createScoped, type Scoped } from './scoped.ts';
import type { AgentDiff, TeamReading } from '../types.ts';

/** Where the rules of a scope find what is counted of it, or why nobody knows who is in it. */
export interface CountedScope {
  readonly of: RuleScope;
  found: Scoped | NoDataReason;
}

/** The scopes that rules share, each counted once. They go on from one reading to the next. */
export interface CountedScopes {
  of(scope: RuleScope): CountedScope;
  /** Counts who is another one than in the reading before; a scope that is another one is counted anew. */
  follow(reading: TeamReading, diffs: readonly AgentDiff[]): void;
}

/** Counts scopes as a reading has them. */
export function createCountedScopes(first: TeamReading, diffs: readonly AgentDiff[]): CountedScopes {
  const scopes = new Map<string, CountedScope>();
  const begin = (of: RuleScope): CountedScope => ({ of, found: countedIn(first, diffs, of, null) });
  const fixed = createFixedScopes();

  return {
    of(scope) {
      const key = 'id' in scope ? `${scope.kind}:${scope.id}` : scope.kind;
      const known = scopes.get(key) ?? begin(scope);
      scopes.set(key, known);
      return known;
    },
    follow(reading, next) {
      const others: Scoped[] = [];
      const sameFixed: Scoped[] = [];
      for (const counted of scopes.values()) {
        const { found } = counted;
        counted.found = countedIn(reading, next, counted.of, found);
        if (typeof found === 'string' || counted.found !== found) continue;
        found.begin(reading);
        (found.isFixed ? sameFixed : others).push(found);
      }
      fixed.use(sameFixed);
      for (const diff of next) {
        for (const scoped of others) scoped.take(diff);
        for (const scoped of fixed.about(diff)) scoped.take(diff);
      }
    },
  };
}

/** What was counted of a scope `before`, where it is still the same scope. */
function countedIn(
  reading: TeamReading,
  diffs: readonly AgentDiff[],
  of: RuleScope,
  before: CountedScope['found'] | null,
): CountedScope['found'] {
  const scope = reading.scopeOf(of);
  if (typeof scope === 'string') return scope;
  return before !== null && typeof before !== 'string' && before.scope === scope
    ? before
    : createScoped(scope, reading, diffs);
}

/** Remembers who is in which of the scopes whose agents are the same in every status: there may be hundreds. */
function createFixedScopes() {
  let scopes: readonly Scoped[] = [];
  const byAgent = new Map<string, readonly Scoped[]>();
  return {
    use(next: readonly Scoped[]): void {
      if (next.length === scopes.length && next.every((scoped, index) => scoped === scopes[index])) return;
      scopes = next;
      byAgent.clear();
    },
    about({ userId, before, after }: AgentDiff): readonly Scoped[] {
      const known = byAgent.get(userId);
      if (known !== undefined) return known;
      const agent = after ?? before;
      const found = agent === undefined ? [] : scopes.filter(({ scope }) => scope.isIn(agent));
      byAgent.set(userId, found);
      return found;
    },
  };
}
