import { expect, it } from 'vitest';
import { withFilterCheck } from '../../../electron/kore/filter-check.ts';
import { EMPTY_FILTER, type TeamFilter } from '../../../electron/shared/model.ts';
import { fail, ok, type ErrorCode } from '../../../electron/shared/result.ts';
import { agents, queues } from '../../support/fake-views.ts';
import { answer } from '../team/rows.ts';
import { CALL } from './test-client.ts';

const EVERYBODY = { 'u-1': 'AVAILABLE', 'u-2': 'BUSY' };
const NO_QUEUE = queues('qu-00000000-0000-0000-0000-000000000000');

/** An API whose answers a test decides by the queue or skill that is requested, and what was sent to it. */
function scene(given: Readonly<Record<string, Readonly<Record<string, string>> | ErrorCode>>, ofOthers: object = {}) {
  const sent: TeamFilter[] = [];
  const read = withFilterCheck((filter) => {
    sent.push(filter);
    const [id = 'everybody'] = [...filter.queueIds, ...filter.skillIds, ...filter.agentIds];
    const found = given[id] ?? ofOthers;
    return Promise.resolve(typeof found === 'string' ? fail(found) : ok(answer({ ...found }, 0)));
  });
  const ask = async (filter: TeamFilter): Promise<number | string> => {
    const result = await read(filter, CALL);
    return result.ok ? result.value.rows.length : result.error.code;
  };
  return { sent, ask };
}

it('an API that names everybody for a queue that does not exist ignores queues, which are not sent to it again', async () => {
  const { sent, ask } = scene({ everybody: EVERYBODY }, EVERYBODY);
  expect([await ask(EMPTY_FILTER), await ask(queues('qu-1')), await ask(queues('qu-2'))]).toEqual([
    2,
    'filter-ignored',
    'filter-ignored',
  ]);
  expect(sent).toEqual([EMPTY_FILTER, queues('qu-1'), NO_QUEUE]);
  expect(await ask(agents('u-1'))).toBe(2);
});

it.each([
  ['names nobody', {}],
  ['refuses it', 'request-refused'],
] as const)(
  'a queue of everybody is believed where the API %s for one that does not exist, after one call',
  async (_, said) => {
    const { sent, ask } = scene({ everybody: EVERYBODY, 'qu-1': EVERYBODY, [NO_QUEUE.queueIds[0] ?? '']: said });
    await ask(EMPTY_FILTER);
    expect([await ask(queues('qu-1')), await ask(queues('qu-1'))]).toEqual([2, 2]);
    expect(sent.slice(1)).toEqual([queues('qu-1'), NO_QUEUE, queues('qu-1')]);
  },
);

it('a queue of some, and any before it is known how many there are, costs no other call', async () => {
  const { sent, ask } = scene({ everybody: EVERYBODY, 'qu-1': EVERYBODY, 'qu-2': { 'u-1': 'BUSY' } });
  expect(await ask(queues('qu-1'))).toBe(2);
  await ask(EMPTY_FILTER);
  expect([await ask(queues('qu-2')), await ask(queues('qu-3'))]).toEqual([1, 0]);
  expect(sent).toHaveLength(4);
});

it('nothing is concluded from a call that fails', async () => {
  const given = { everybody: EVERYBODY, 'sk-1': EVERYBODY };
  const { ask } = scene(given, undefined);
  await ask(EMPTY_FILTER);
  const skills: TeamFilter = { ...EMPTY_FILTER, skillIds: ['sk-1'] };
  expect(await ask(skills)).toBe(2);
  const failing = scene({ ...given, '000000000000000000000000': 'timeout' });
  await failing.ask(EMPTY_FILTER);
  expect([await failing.ask(skills), await failing.ask(skills)]).toEqual(['timeout', 'timeout']);
});
