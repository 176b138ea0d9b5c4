import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSavedConnection } from '../../../../electron/terminal/commands/app-team.ts';
import type { ConnectionProfile } from '../../../../electron/shared/model.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import { makeDataFolder, removeDataFolder } from '../../../support/owner-scene.ts';

const BILLING = connectionProfile({ host: 'https://kore.example', accountId: 'acc', botId: 'st-1', clientId: 'cs-1' });
const SALES: ConnectionProfile = { ...BILLING, id: 'c-2', name: 'Sales' };
let dataFolder: string;

beforeEach(async () => {
  dataFolder = await makeDataFolder();
});
afterEach(() => removeDataFolder(dataFolder));

async function save(document: unknown): Promise<void> {
  await writeFile(
    path.join(dataFolder, 'settings.json'),
    typeof document === 'string' ? document : JSON.stringify(document),
  );
}

const saved = (...profiles: unknown[]) => ({
  activeConnectionId: 'c-1',
  connections: profiles.map((profile) => ({ profile })),
});

describe('isSavedConnection', () => {
  it.each([
    ['the active one for no name', BILLING, null, true],
    ['another one for no name', SALES, null, false],
    ['one by its name', SALES, ' sales ', true],
    ['another one for a name', BILLING, 'sales', false],
    ['one whose host was changed since', { ...BILLING, host: 'https://old.example' }, null, false],
    ['one whose bot was changed since', { ...BILLING, botId: 'st-2' }, 'Billing', false],
    ['a session one under the name of a saved one', { ...BILLING, id: 'c-3' }, 'Billing', false],
    ['a session one under a name of its own', { ...BILLING, id: 'c-3', name: 'Trial' }, 'trial', true],
    ['a session one beside an active one', { ...BILLING, id: 'c-3' }, null, false],
  ] as const)('with two saved: %s', async (_name, profile, name, isSaved) => {
    await save(saved(BILLING, SALES));
    expect(isSavedConnection(profile, name, dataFolder)).toBe(isSaved);
  });

  it('takes the session’s own where nothing is saved', async () => {
    expect(isSavedConnection(BILLING, null, dataFolder)).toBe(true);
    await save({ activeConnectionId: null, connections: [] });
    expect(isSavedConnection(BILLING, null, dataFolder)).toBe(true);
  });

  it('takes nothing where the active one is gone', async () => {
    await save(saved(SALES));
    expect(isSavedConnection(BILLING, null, dataFolder)).toBe(false);
  });

  it.each(['', 'garbage', 'null', '[]', '{"connections":[null,1,{"profile":null}]}', '{"connections":{}}'])(
    'survives the file %j',
    async (text) => {
      await save(text);
      expect(isSavedConnection(BILLING, 'Billing', dataFolder)).toBe(true);
    },
  );
});
