import { beforeEach, expect, it } from 'vitest';
import { openHistoryRepository, type HistoryRepository } from '../../../electron/history/cache/history-repository.ts';
import { saveAdditions } from '../../../electron/history/scene.ts';
import { openDatabase } from './history-scene.ts';

const KEY = { connectionId: 'c-1', account: 'a-1' };
const TEAM = [
  ...[1, 2].map((number) => ({ userId: `u-ana-${number}`, name: 'Ana', email: `ana.${number}@example.com` })),
  ...[1, 2].map((number) => ({ userId: `u-bo-${number}`, name: 'Bo', email: `bo.${number}@example.com` })),
].map((person) => ({ ...person, agentId: null, customId: null }));
const team = { people: () => TEAM, emailOf: () => null };

let repository: HistoryRepository;
beforeEach(() => {
  repository = openHistoryRepository(openDatabase());
});

function put(...userIds: readonly string[]): void {
  repository.write(() => {
    for (const { userId, name } of TEAM)
      if (userIds.includes(userId)) repository.putAgent(KEY, { userId, name, customId: null });
  });
}

const saved = (): Record<string, string | null> =>
  Object.fromEntries(repository.agents(KEY).map(({ userId, customId }) => [userId, customId]));

it('saves what tells those apart who share a name that was read, whatever its case, and looks at nobody else', () => {
  put('u-ana-1', 'u-ana-2', 'u-bo-1');
  saveAdditions({ repository, key: KEY }, team, ['ANA']);
  expect(saved()).toEqual({ 'u-ana-1': 'ana.1', 'u-ana-2': 'ana.2', 'u-bo-1': null });
});

it('saves it of everybody, also beside a namesake of whom nothing is saved', () => {
  put('u-ana-1', 'u-bo-1');
  saveAdditions({ repository, key: KEY }, team, null);
  expect(saved()).toEqual({ 'u-ana-1': 'ana.1', 'u-bo-1': 'bo.1' });
});
