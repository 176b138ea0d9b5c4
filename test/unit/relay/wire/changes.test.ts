import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, composed, withChange } from '../../../../electron/relay/wire/changes.ts';
import { publishedAgent, QUIET_FACTS } from '../../../support/published-team.ts';
import { inOrder, teamContent } from './arbitrary-team.ts';

const EMPTY = { ...QUIET_FACTS, agents: [], queues: [] };

describe('changes', () => {
  it('lead from one content to the next', () => {
    fc.assert(
      fc.property(teamContent, teamContent, (before, after) => {
        expect(inOrder(withChange(before, changeBetween(before, after, 7)))).toEqual(inOrder(after));
      }),
    );
  });

  it('say nothing where nothing has changed', () => {
    fc.assert(
      fc.property(teamContent, (content) => {
        const { agents: _agents, queues: _queues, ...facts } = content;
        expect(changeBetween(content, structuredClone(content), 7)).toEqual({
          base: 7,
          ...facts,
          changed: [],
          removed: [],
        });
      }),
    );
  });

  it('name exactly who differs, however far agents have moved in the list', () => {
    const team = Array.from({ length: 150 }, (_, index) => publishedAgent(`u-${index}`));
    const block = fc.tuple(fc.nat(149), fc.nat(120), fc.constantFrom('gone', 'last', 'reversed'));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 3 }), fc.uniqueArray(fc.nat(149)), (blocks, busy) => {
        const after = blocks.reduce(
          (list, [from, count, what]) => {
            const [head, taken, tail] = [list.slice(0, from), list.slice(from, from + count), list.slice(from + count)];
            if (what === 'reversed') return [...head, ...taken.toReversed(), ...tail];
            return [...head, ...tail, ...(what === 'last' ? taken : [])];
          },
          team.map(({ userId }, index) => publishedAgent(userId, busy.includes(index) ? 'BUSY' : 'AVAILABLE')),
        );
        const ids = new Set(after.map(({ userId }) => userId));
        const { changed, removed } = changeBetween({ ...EMPTY, agents: team }, { ...EMPTY, agents: after }, 1);
        expect(new Set(changed)).toEqual(new Set(after.filter(({ status }) => status === 'BUSY')));
        expect(new Set(removed)).toEqual(new Set(team.map(({ userId }) => userId).filter((id) => !ids.has(id))));
      }),
    );
  });

  it('that are composed apply to every revision in between', () => {
    fc.assert(
      fc.property(fc.array(teamContent, { minLength: 2, maxLength: 6 }), fc.nat(), (contents, pick) => {
        const [first, ...later] = contents.map((content, index) =>
          changeBetween(contents[Math.max(0, index - 1)] ?? EMPTY, content, index - 1),
        );
        const catchUp = later.reduce(composed, { ...(first ?? changeBetween(EMPTY, EMPTY, 0)), base: 0 });
        const from = contents[pick % contents.length] ?? EMPTY;
        expect(inOrder(withChange(from, catchUp))).toEqual(inOrder(contents.at(-1) ?? EMPTY));
      }),
    );
  });

  it('keep who changed and changed back, for those who saw the first half', () => {
    const [available, away] = [publishedAgent('u-1'), publishedAgent('u-1', 'AWAY')];
    const there = changeBetween({ ...EMPTY, agents: [available] }, { ...EMPTY, agents: [away] }, 1);
    const back = changeBetween({ ...EMPTY, agents: [away] }, { ...EMPTY, agents: [available] }, 2);
    expect(composed(there, back)).toMatchObject({ base: 1, changed: [available] });
  });

  it('leave whoever did not change the same object', () => {
    const agents = [publishedAgent('u-1'), publishedAgent('u-2')];
    const after = withChange(
      { ...EMPTY, agents },
      { base: 1, ...QUIET_FACTS, changed: [publishedAgent('u-2', 'BUSY')], removed: [] },
    );
    expect(after.agents[0]).toBe(agents[0]);
    expect(after.agents[1]?.status).toBe('BUSY');
  });
});
