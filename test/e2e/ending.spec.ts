import { descendants, isAlive } from '../support/e2e/processes.ts';
import { expect, test } from './rollcall.ts';
import { fillConnect } from './steps.ts';

test('ending leaves no process behind, not even the one of the keychain', async ({ ownRollcall: rollcall, kore }) => {
  const { page, pid } = rollcall;
  await fillConnect(page, kore);
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  // The alert is the keychain's answer, so its process is there now.
  const processes = [pid, ...descendants(pid)];
  await rollcall.stop();
  expect(processes.filter(isAlive)).toEqual([]);
});
