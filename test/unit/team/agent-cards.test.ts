import { expect, it } from 'vitest';
import { EMPTY_DIRECTORY, type Directory } from '../../../electron/shared/model.ts';
import { createAgentCards } from '../../../electron/team/card/agent-cards.ts';
import type { Members } from '../../../electron/team/directory/types.ts';
import { DEFAULT_RULES, fakeAgent, fakeSnapshot } from '../../support/fake-team.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const ANA = fakeAgent({ userId: 'u-1', status: 'AWAY', since: { at: NOW, precision: 'exact', toleranceMs: 0 } });
const NAMES: Directory = {
  ...EMPTY_DIRECTORY,
  queues: ['qu-1', 'qu-2', 'qu-3'].map((id) => ({ id, name: `Queue ${id}`, skills: [], members: null })),
  skills: [{ id: 's-1', name: 'German', members: null }],
};

function cards(lists: Readonly<Record<string, readonly string[]>>, directory = NAMES) {
  const listOf = (id: string): ReadonlySet<string> | null => (lists[id] === undefined ? null : new Set(lists[id]));
  const members: Members = { ofQueue: listOf, ofSkill: listOf, asOf: () => null, leftQueue: () => [] };
  return createAgentCards({
    snapshot: () => fakeSnapshot([ANA], NOW),
    directory: () => directory,
    members: () => members,
    rules: () => DEFAULT_RULES,
  });
}

it('a card names the queues whose members name the agent, and says the limit', () => {
  const card = cards({ 'qu-1': ['u-1'], 'qu-2': ['u-2'] }).get('u-1');
  expect(card).toMatchObject({
    ok: true,
    value: {
      agent: ANA,
      queues: [{ id: 'qu-1', name: 'Queue qu-1' }],
      skills: null,
      limit: { limitMs: 1_800_000, reachedAt: NOW + 1_800_000 },
    },
  });
});

it('an agent whose queues are known serves none of them, which is not the same as nobody knowing', () => {
  expect(cards({ 'qu-1': [], 's-1': ['u-2'] }).get('u-1')).toMatchObject({ value: { queues: [], skills: [] } });
  expect(cards({}).get('u-1')).toMatchObject({ value: { queues: null, skills: null } });
});

it('there is no card of somebody who is not in the team, and no band of what was not read', () => {
  expect(cards({}).get('u-9')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  expect(cards({}).bands(['u-1', 'u-9'])).toEqual({ 'u-1': null, 'u-9': null });
});
