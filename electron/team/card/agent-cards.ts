import { limitOf } from '../../shared/attention.ts';
import type { AttentionRules } from '../../shared/attention.ts';
import type { AgentBands, AgentCard, Directory, NamedId, TeamSnapshot } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Members } from '../directory/types.ts';

/** Cards of agents, from what is known already. */
export interface AgentCards {
  get(userId: string): Result<AgentCard>;
  bands(userIds: readonly string[]): AgentBands;
}

/** Creates them over the live team and its directory. */
export function createAgentCards({
  snapshot,
  directory,
  members,
  rules,
}: {
  readonly snapshot: () => TeamSnapshot;
  readonly directory: () => Directory;
  readonly members: () => Members;
  readonly rules: () => AttentionRules;
}): AgentCards {
  return {
    get(userId) {
      const agent = snapshot().agents.find((each) => each.userId === userId);
      if (agent === undefined) return fail('not-found');
      const { queues, skills } = directory();
      const { ofQueue, ofSkill } = members();
      return ok({
        agent,
        queues: serving(userId, queues, ofQueue),
        skills: serving(userId, skills, ofSkill),
        day: null,
        changes: [],
        totals: [],
        limit: limitOf(agent, rules().limits),
        row: null,
      });
    },
    bands: (userIds) => Object.fromEntries(userIds.map((userId) => [userId, null])),
  };
}

/** Those whose members name the agent; null where nobody's members are known. */
function serving(
  userId: string,
  all: readonly NamedId[],
  membersOf: (id: string) => ReadonlySet<string> | null,
): readonly NamedId[] | null {
  const known = all.flatMap(({ id, name }) => {
    const members = membersOf(id);
    return members === null ? [] : [{ id, name, isServed: members.has(userId) }];
  });
  if (known.length === 0) return null;
  return known.filter(({ isServed }) => isServed).map(({ id, name }) => ({ id, name }));
}
