import { expect, it } from 'vitest';
import { createAgentsFor, nameFor, viewFor } from '../../../../electron/relay/publish/audience.ts';
import { EMPTY_FILTER, type Agent, type View } from '../../../../electron/shared/model.ts';

const agent = (changes: Partial<Agent>): Agent => ({
  userId: 'u-1',
  name: 'Ana Lopez',
  status: 'AVAILABLE',
  rawStatus: 'AVAILABLE',
  secondaryStatus: null,
  since: { at: 1, precision: 'exact', toleranceMs: 0 },
  ...changes,
});

it('has names for names, initials for initials, and nobody for counts', () => {
  const ana = agent({ addition: '1111' });
  expect(createAgentsFor('names')([ana])).toEqual([ana]);
  expect(createAgentsFor('initials')([ana])).toEqual([{ ...agent({}), name: 'A. L.' }]);
  expect(createAgentsFor('counts')([ana])).toEqual([]);
});

it('never has an e-mail address, by which Kore.ai calls agents without a name', () => {
  const nameless = agent({ name: 'ana.lopez@example.com', addition: 'ana@east' });
  const [named] = createAgentsFor('names')([nameless]);
  expect(named).toMatchObject({ name: 'ana.lopez', addition: 'u-1' });
  expect(nameFor('initials', 'ana.lopez@example.com')).not.toContain('example');
});

it('has the very same object for the very same agent', () => {
  const agentsFor = createAgentsFor('initials');
  const [ana, ben] = [agent({}), agent({ userId: 'u-2', name: 'Ben Ode' })];
  const first = agentsFor([ana, ben]);
  const second = agentsFor([ana, agent({ userId: 'u-2', name: 'Ben Ode', status: 'BUSY' })]);
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
});

it('does not tell whom a view filters, nor a searched name to those who may not read names', () => {
  const view: View = {
    id: 'v-1',
    name: 'Team of ana@example.com',
    filter: { ...EMPTY_FILTER, agentIds: ['a-1'] },
    text: 'ana',
    statuses: ['BUSY'],
    secondaryStatuses: ['Lunch'],
  };
  const common = { id: 'v-1', name: 'Team of ana', statuses: ['BUSY'], secondaryStatuses: ['Lunch'] };
  expect(viewFor('names', view)).toEqual({ ...common, text: 'ana' });
  expect(viewFor('initials', view)).toEqual({ ...common, text: '' });
  expect(viewFor('counts', view)).toEqual({ ...common, text: '' });
  expect(viewFor('counts', null)).toMatchObject({ id: 'everybody', name: 'Everybody' });
});
