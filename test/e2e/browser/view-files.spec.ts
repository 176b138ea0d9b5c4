import { expect, test } from '../rollcall.ts';
import { chooseNotices, connectForSession } from '../steps.ts';

test('views leave as a file and come back from it', async ({ rollcall: { page }, kore }) => {
  const chooser = page.getByRole('button', { name: /^View: / });
  await connectForSession(page, kore);
  await chooseNotices(page, 'nothing');
  await chooser.click();
  await page.getByRole('menuitem', { name: 'New view' }).click();
  await page.getByRole('form').getByLabel('Name').fill('Leads');
  await page.getByRole('form').getByLabel('Text').fill('ada');
  await page.getByRole('form').getByRole('button', { name: 'Save' }).click();
  await expect(chooser).toHaveAccessibleName('View: Leads');

  await chooser.click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('rollcall-views.json');

  await chooser.click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Import' }).click();
  await (await choosing).setFiles(await download.path());
  await expect(page.getByText('1 view was imported.')).toBeVisible();
  await chooser.click();
  await expect(page.getByRole('menuitemradio')).toHaveText(['Everybody', 'Leads', 'Leads (2)']);
});
