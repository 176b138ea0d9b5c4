import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../../../../../electron/shared/model.ts';
import type { RosterGroup } from '../../../../../../renderer/features/team/roster/roster.ts';
import { rosterLines, type RosterLine } from '../../../../../../renderer/features/team/roster/roster-lines.ts';
import { fakeAgent } from '../../../../../support/fake-team.ts';

const HEIGHTS = { head: 28, agent: 34 } as const;
const NAMES = ['attention', ...STATUSES] as const;

/** As many agents in each group as drawn; a single group without a head where `everybody` stands. */
function groupsOf(sizes: readonly number[], hasHeads: boolean): RosterGroup[] {
  return sizes.map((size, group) => ({
    name: hasHeads ? (NAMES[group] ?? 'OTHER') : 'everybody',
    agents: Array.from({ length: size }, (_, index) => fakeAgent({ userId: `u-${group}-${index}` })),
  }));
}

/** All lines, made one after the other. */
function allLines(groups: readonly RosterGroup[], gone: ReadonlySet<string>): RosterLine[] {
  let position = 0;
  return groups.flatMap(({ name, agents }): RosterLine[] => {
    const status = name === 'attention' || name === 'everybody' ? null : name;
    const head = { kind: 'head', key: `group:${name}`, status, count: agents.length } as const;
    const rows = agents.map((agent): RosterLine => {
      position += 1;
      return { kind: 'agent', key: agent.userId, agent, position, isGone: gone.has(agent.userId) };
    });
    return name === 'everybody' ? rows : [head, ...rows];
  });
}

describe('rosterLines', () => {
  const someGroups = fc.oneof(
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }).map((sizes) => groupsOf(sizes, true)),
    fc.integer({ min: 1, max: 20 }).map((size) => groupsOf([size], false)),
  );

  it('gives every line and its place as making all of them and adding up their heights does', () => {
    fc.assert(
      fc.property(someGroups, fc.integer({ min: -50, max: 1_500 }), (groups, px) => {
        const gone = new Set(['u-0-0']);
        const all = allLines(groups, gone);
        const starts = all.map((_, index) => all.slice(0, index).reduce((sum, { kind }) => sum + HEIGHTS[kind], 0));
        const lines = rosterLines({ groups, gone });
        expect(lines.count).toBe(all.length);
        expect(all.map((_, index) => lines.at(index))).toEqual(all);
        expect([lines.at(-1), lines.at(all.length)]).toEqual([undefined, undefined]);
        expect(all.map((_, index) => lines.startOf(index))).toEqual(starts);
        expect(lines.startOf(all.length)).toBe(all.reduce((sum, { kind }) => sum + HEIGHTS[kind], 0));
        const index = Math.max(
          0,
          starts.findLastIndex((start) => start <= px),
        );
        expect(lines.indexAt(px)).toBe(index);
        expect(lines.headOf(index)).toEqual(all.slice(0, index + 1).findLast(({ kind }) => kind === 'head') ?? null);
      }),
    );
  });

  it('counts agents as an array of their ids does', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const { agents, at, indexOfAgent } = rosterLines({ groups, gone: new Set() });
        const ids = groups.flatMap((group) => group.agents.map(({ userId }) => userId));
        expect(agents.length).toBe(ids.length);
        expect(ids.map((_, place) => agents.at(place))).toEqual(ids);
        expect(ids.map((id) => agents.indexOf(id))).toEqual([...ids.keys()]);
        expect([agents.at(ids.length), agents.indexOf('nobody')]).toEqual([undefined, -1]);
        expect(ids.map((_, place) => at(indexOfAgent(place))?.key)).toEqual(ids);
      }),
    );
  });

  it('has no line and no head without agents', () => {
    const lines = rosterLines({ groups: [], gone: new Set() });
    expect([lines.count, lines.indexAt(0), lines.headOf(-1), lines.startOf(0)]).toEqual([0, -1, null, 0]);
    expect([lines.at(0), lines.indexOfAgent(-1), lines.agents.at(0)]).toEqual([undefined, -1, undefined]);
  });
});
