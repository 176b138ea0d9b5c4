import { expect, it } from 'vitest';
import type { Agent } from '../../../../electron/shared/model.ts';
import { firstAgents } from '../../../../electron/team/views/first-agents.ts';
import { DEFAULT_RULES, fakeAgent } from '../../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const agent = (userId: string, name: string, patch: Partial<Agent> = {}): Agent =>
  fakeAgent({ userId, name, status: 'AWAY', since: { at: NOW, precision: 'exact', toleranceMs: 0 }, ...patch });
const numbered = (count: number): readonly Agent[] =>
  Array.from({ length: count }, (_, index) => agent(`u-${index}`, `Anna ${count - index}`));
const first = (agents: readonly Agent[], text = ''): readonly string[] =>
  firstAgents(new Map(agents.map((each) => [each.userId, each])), text, { rules: DEFAULT_RULES, now: NOW }).map(
    ({ name }) => name,
  );

it('are all of a selection of 50', () => {
  expect(first(numbered(50)).toSorted()).toEqual(
    numbered(50)
      .map(({ name }) => name)
      .toSorted(),
  );
});

it('are those at the top of the list where there are more: attention, then by status, then by name', () => {
  const over = { at: NOW - 60 * 60_000, precision: 'exact', toleranceMs: 0 } as const;
  const names = first([
    ...numbered(60),
    agent('u-busy', 'Zoe', { status: 'BUSY' }),
    agent('u-over', 'Yara', { since: over }),
    agent('u-off', 'Aaron', { status: 'OFFLINE' }),
  ]);
  expect(names).toEqual(['Yara', 'Zoe', ...Array.from({ length: 48 }, (_, index) => `Anna ${index + 1}`)]);
});

it('have the agent with the very name that is looked for', () => {
  const names = first([...numbered(60), agent('u-off', 'Anna', { status: 'OFFLINE' })], ' anna ');
  expect([names[0], names.length]).toEqual(['Anna', 50]);
});
