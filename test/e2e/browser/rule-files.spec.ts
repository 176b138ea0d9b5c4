import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession, goTo } from '../steps.ts';

test('rules leave as a file and come back from it', async ({ rollcall: { page }, kore }) => {
  await connectForSession(page, kore);
  await chooseNotices(page, 'team-needs-me');
  await goTo(page, 'Alerts');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export…' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('rollcall-rules.json');

  const nobody = page.getByRole('switch', { name: 'Nobody available, in the open view' });
  await nobody.click();
  await expect(nobody).not.toBeChecked();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import…' }).click();
  await (await choosing).setFiles(await download.path());
  await expect(page.getByText('6 rules were replaced.')).toBeVisible();
  await expect(nobody).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(nobody).not.toBeChecked();
});
