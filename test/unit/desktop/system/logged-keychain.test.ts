import { expect, it } from 'vitest';
import { loggedKeychain } from '../../../../electron/desktop/system/logged-keychain.ts';
import { createFakeKeychain } from '../../../support/fake-keychain.ts';
import { fakeLog } from '../fake-app.ts';

it('writes outcomes of the keychain down, and passes them on as they are', async () => {
  const log = fakeLog();
  const fake = createFakeKeychain();
  const keychain = loggedKeychain(fake, log);
  expect(await keychain.write('c-1', 'hunter2', 'user')).toEqual({ ok: true });
  expect(await keychain.read('c-1', true, 'background')).toEqual({ state: 'stored', value: 'hunter2' });
  fake.refusal = 'keychain-locked';
  expect(await keychain.remove('c-1', true, 'user')).toMatchObject({ ok: false });
  fake.reads = { state: 'locked' };
  await keychain.read('c-1', true, 'background');
  expect(log.lines).toEqual([
    'info keychain write done',
    'info keychain read stored',
    'warn keychain remove keychain-locked',
    'warn keychain read locked',
  ]);
});
