import { describe, expect, it } from 'vitest';
import { areIds, findFilter, hideAgents, type KnownNames } from '../../../../electron/shared/names/find-names.ts';
import { EMPTY_FILTER, type TeamFilter } from '../../../../electron/shared/model.ts';

const NOTHING: KnownNames = { queueIds: [], skillIds: [], agentIds: [] };
const named = (...entries: readonly (readonly [string, string])[]) => entries.map(([id, name]) => ({ id, name }));
const QUEUES: KnownNames = {
  ...NOTHING,
  queueIds: named(
    ['qu-1', 'Sales'],
    ['qu-2', 'Sales North'],
    ['qu-3', 'Returns'],
    ['qu-4', 'returns'],
    ['qu-5', 'qu-1'],
  ),
};
const find = (text: string, known = QUEUES) => findFilter({ ...EMPTY_FILTER, queueIds: [text] }, known);
const found = (id: string) => ({ filter: { ...EMPTY_FILTER, queueIds: [id] } });

describe('findFilter', () => {
  it.each([
    ['an id', 'qu-2', 'qu-2'],
    ['an id that is also the name of another', 'qu-1', 'qu-1'],
    ['a name, before those that only begin like it', ' SALES', 'qu-1'],
    ['a part of one name', 'north', 'qu-2'],
    ['words of one name in any order', 'nor sal', 'qu-2'],
    ['an id that nothing is known of', 'qu-99', 'qu-99'],
  ])('takes %s', (_, text, id) => {
    expect(find(text)).toEqual(found(id));
  });

  it('finds names with accents without them, and as they are written first', () => {
    const agentIds = named(['a-1', 'Ánh Tuyết'], ['a-2', 'Anh Tuyêt Mai'], ['a-3', 'Jose'], ['a-4', 'José']);
    const findAgent = (text: string) => findFilter({ ...EMPTY_FILTER, agentIds: [text] }, { ...NOTHING, agentIds });
    const ids = (text: string) => findAgent(text) as { filter?: TeamFilter };
    expect(['anh tuyet', 'mai', 'jose', 'JOSÉ'].map((text) => ids(text).filter?.agentIds)).toEqual([
      ['a-1'],
      ['a-2'],
      ['a-3'],
      ['a-4'],
    ]);
    expect(findAgent('Tuyet')).toMatchObject({ unclear: { isNone: false, fits: [{ id: 'a-1' }, { id: 'a-2' }] } });
    expect(findAgent('\u0301')).toMatchObject({ unclear: { isNone: true } });
  });

  it('lists by name', () => {
    const agentIds = named(['a-1', 'Zoe'], ['a-2', 'Agent 10'], ['a-3', 'Émile'], ['a-4', 'agent 9']);
    expect(findFilter({ ...EMPTY_FILTER, agentIds: ['x y'] }, { ...NOTHING, agentIds })).toMatchObject({
      unclear: { fits: [{ id: 'a-4' }, { id: 'a-2' }, { id: 'a-3' }, { id: 'a-1' }] },
    });
  });

  it('finds nobody by name in a team without agents', () => {
    const findAgent = (text: string) => findFilter({ ...EMPTY_FILTER, agentIds: [text] }, NOTHING);
    expect(findAgent('Arjun')).toMatchObject({ unclear: { isNone: true, fits: [] } });
    expect(findAgent('a-1')).toEqual({ filter: { ...EMPTY_FILTER, agentIds: ['a-1'] } });
  });

  it('lists what fits several', () => {
    expect(find('Returns')).toEqual({
      unclear: {
        list: 'queueIds',
        text: 'Returns',
        isNone: false,
        fits: named(['qu-3', 'Returns'], ['qu-4', 'returns']),
        others: 0,
      },
    });
    expect(find('sal')).toMatchObject({ unclear: { isNone: false, fits: [{ id: 'qu-1' }, { id: 'qu-2' }] } });
  });

  it('lists what there is where a name fits none, and counts what it leaves out', () => {
    const many = {
      ...NOTHING,
      queueIds: named(...Array.from({ length: 25 }, (_, at) => [`qu-${at}`, `Queue ${at}`] as const)),
    };
    expect(find('Billing', many)).toMatchObject({ unclear: { isNone: true, others: 5, fits: { length: 20 } } });
  });

  it('takes anything that could be an id for one where no names are known', () => {
    expect(find('Sales_1', NOTHING)).toEqual(found('Sales_1'));
    expect(find('Sales North', NOTHING)).toMatchObject({ unclear: { isNone: true, fits: [] } });
  });

  it('takes it for one too where names of queues may be missing, and agents are never missing', () => {
    const known = { ...QUEUES, agentIds: named(['a-1', 'Ana']) };
    const whereCut = (given: Partial<TeamFilter>) => findFilter({ ...EMPTY_FILTER, ...given }, known, true);
    expect(whereCut({ queueIds: ['overflow'] })).toEqual(found('overflow'));
    expect(whereCut({ queueIds: ['north'] })).toEqual(found('qu-2'));
    expect(whereCut({ queueIds: ['no queue'] })).toMatchObject({ unclear: { isNone: true } });
    expect(whereCut({ agentIds: ['Bob'] })).toMatchObject({ unclear: { list: 'agentIds', isNone: true } });
  });
});

it('hideAgents makes initials of names, and leaves ids and what is no person', () => {
  const entries = named(['a-1', 'Ana Silva'], ['a-2', 'a-2']);
  const unclear = { list: 'agentIds', text: 'a', isNone: false, fits: entries, others: 0 } as const;
  expect(hideAgents(unclear).fits).toEqual(named(['a-1', 'A. S.'], ['a-2', 'a-2']));
  expect(hideAgents({ ...unclear, list: 'queueIds' }).fits).toEqual(entries);
});

it('areIds is whether nothing has to be looked up', () => {
  expect(areIds({ queueIds: ['qu-1'], skillIds: ['5f0d1c9a77aa5b4e9c0e1f2d'], agentIds: ['a-1', 'u-1'] })).toBe(true);
  expect(areIds({ ...EMPTY_FILTER, agentIds: ['a-1', 'Ana'] })).toBe(false);
});
