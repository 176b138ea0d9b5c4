import { expect, it } from 'vitest';
import type { AvailabilityAnswer, CallOptions } from '../../../../electron/kore/types.ts';
import { fail, messageFor, ok, type Result } from '../../../../electron/shared/result.ts';
import { EMPTY_DIRECTORY, type Directory, type TeamFilter } from '../../../../electron/shared/model.ts';
import { checkFilter } from '../../../../electron/team/views/check-filter.ts';
import { answer } from '../rows.ts';

const TEAM = ok(answer({ 'u-1': 'BUSY', 'u-2': 'AWAY' }, 0));
const refusal = (message: string) => fail('request-refused', { message });

/** Checks over an API that judges each call. */
async function check(
  filter: Partial<TeamFilter>,
  judge: (filter: TeamFilter) => Result<AvailabilityAnswer>,
  directory: Directory = EMPTY_DIRECTORY,
) {
  const filters: TeamFilter[] = [];
  const calls: CallOptions[] = [];
  const client = {
    availability(next: TeamFilter, call: CallOptions) {
      filters.push(next);
      calls.push(call);
      return Promise.resolve(judge(next));
    },
  };
  const completed = { queueIds: [], skillIds: [], agentIds: [], ...filter };
  return { result: await checkFilter(client, completed, directory), filters, calls };
}

it('costs one call when the ids are taken, which no poll is compared with', async () => {
  const { result, filters, calls } = await check({ queueIds: ['q'], skillIds: ['s'] }, () => TEAM);
  expect(result).toEqual({ ok: true, value: { agents: 2, refusals: {}, refusal: null } });
  expect([filters.length, calls[0]?.isAside]).toEqual([1, true]);
});

it('tells no number of an answer of which a list could not be understood', async () => {
  const { result } = await check({}, () => ok({ ...TEAM.value, unread: ['BUSY'] }));
  expect(result).toEqual(fail('unexpected-shape'));
});

it('costs one call when the only list is refused', async () => {
  const { result, filters } = await check({ skillIds: ['s'] }, () => refusal('Kore.ai says: bad skill'));
  expect(result).toEqual({
    ok: true,
    value: { agents: null, refusals: { skillIds: 'Kore.ai says: bad skill' }, refusal: null },
  });
  expect(filters.length).toBe(1);
});

it('blames no id that Kore.ai itself has named, and asks no more', async () => {
  const queues = [{ id: 'qu-1', name: 'Billing', skills: [], members: null }];
  const refuse = () => refusal(messageFor('request-refused'));
  const directory = { ...EMPTY_DIRECTORY, queues };
  const { result, filters } = await check({ queueIds: ['qu-1'] }, refuse, directory);
  expect(result).toEqual(ok({ agents: null, refusals: {}, refusal: messageFor('view-refused') }));
  expect(filters.length).toBe(1);
  for (const filter of [{ queueIds: ['qu-1', 'qu-9'] }, { queueIds: ['qu-1'], agentIds: ['a-1'] }]) {
    const other = await check(filter, refuse, directory);
    expect(other.result).toMatchObject({ value: { refusals: { queueIds: messageFor('request-refused') } } });
  }
});

it('asks each of several lists alone, and puts each sentence beside its list', async () => {
  const filter = { queueIds: ['bad'], skillIds: ['good'], agentIds: ['bad'] };
  const { result, filters } = await check(filter, ({ queueIds, skillIds, agentIds }) => {
    if (queueIds.length + agentIds.length === 0) return TEAM;
    return refusal(skillIds.length > 0 ? 'all' : queueIds.length > 0 ? 'queue' : 'agent');
  });
  const refusals = { queueIds: 'queue', agentIds: 'agent' };
  expect(result).toEqual({ ok: true, value: { agents: null, refusals, refusal: null } });
  expect(filters).toEqual([
    filter,
    { queueIds: ['bad'], skillIds: [], agentIds: [] },
    { queueIds: [], skillIds: ['good'], agentIds: [] },
    { queueIds: [], skillIds: [], agentIds: ['bad'] },
  ]);
});

it('gives the sentence about all of them when none is refused alone', async () => {
  const { result } = await check({ queueIds: ['q'], agentIds: ['a'] }, ({ queueIds, agentIds }) =>
    queueIds.length > 0 && agentIds.length > 0 ? refusal('not together') : TEAM,
  );
  expect(result).toEqual({ ok: true, value: { agents: null, refusals: {}, refusal: 'not together' } });
});

it('keeps what it knows when the limit is reached in between, and asks no more', async () => {
  let count = 0;
  const { result, filters } = await check({ queueIds: ['q'], skillIds: ['s'], agentIds: ['a'] }, () => {
    count += 1;
    return count < 3 ? refusal(`call ${count}`) : fail('rate-limited');
  });
  expect(result).toMatchObject({ ok: true, value: { refusals: { queueIds: 'call 2' }, refusal: null } });
  expect(filters.length).toBe(3);
});

it.each(['offline', 'rate-limited', 'token-refused'] as const)(
  'fails with %s, which says nothing about ids',
  async (code) => {
    const { result, filters } = await check({ queueIds: ['q'], skillIds: ['s'] }, () => fail(code));
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(filters.length).toBe(1);
  },
);
