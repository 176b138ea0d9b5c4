import fc from 'fast-check';
import type { PublishedQueue, TeamContent } from '../../../../electron/relay/wire/types.ts';
import { countAgents } from '../../../../electron/shared/team/counts.ts';
import { STATUSES, type Agent } from '../../../../electron/shared/model.ts';
import { publishedAgent, QUIET_FACTS } from '../../../support/published-team.ts';

/** Few, so that agents come, go and come back. */
const userId = fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4', '__proto__');

const agent: fc.Arbitrary<Agent> = fc
  .record({ userId, status: fc.constantFrom(...STATUSES), name: fc.constantFrom('Ana', 'Bo') })
  .map(({ userId: id, status, name }) => publishedAgent(id, status, name));

const queue: fc.Arbitrary<PublishedQueue> = fc.record({
  id: fc.constantFrom('qu-1', 'qu-2', 'qu-3'),
  name: fc.constantFrom('Orders', 'Billing'),
  members: fc.uniqueArray(userId),
  left: fc.uniqueArray(userId, { maxLength: 1 }),
  asOf: fc.nat(2),
});

/** What a publisher says of a small view at one revision. */
export const teamContent: fc.Arbitrary<TeamContent> = fc
  .record({
    agents: fc.uniqueArray(agent, { selector: (each) => each.userId }),
    queues: fc.uniqueArray(queue, { selector: ({ id }) => id }),
    ignored: fc.nat(3),
  })
  .map(({ agents, queues, ignored }) => ({ ...QUIET_FACTS, counts: countAgents(agents), ignored, agents, queues }));

/** The same content, whose agents are in no order. */
export function inOrder({ agents, ...rest }: TeamContent): TeamContent {
  return { ...rest, agents: agents.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)) };
}
