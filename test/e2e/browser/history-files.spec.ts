import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { localDate, localTime } from '../local-time.ts';
import { expect, test } from '../rollcall.ts';
import { connectForSession, goTo } from '../steps.ts';

test('a day leaves as a table, a picture, paper and a card', async ({ rollcall: { page, computer }, kore }) => {
  const at = (time: string) => localTime(computer.timeZone, 1, time);
  const date = localDate(computer.timeZone, 1);
  const lunch = { primary: 'AWAY', secondary: 'Lunch', start: at('12:00:00'), end: at('12:30:00') };
  kore.setTeam([
    { id: 'ada', firstName: 'Ada', lastName: 'Obi', bucket: 'AVAILABLE', records: [lunch] },
    { id: 'eva', firstName: '=Eva', lastName: 'Müller', bucket: 'OFFLINE' },
  ]);
  await connectForSession(page, kore);
  await goTo(page, 'History');
  await page.getByRole('button', { name: 'Previous day' }).click();
  await expect(page.getByRole('grid', { name: /^Status of each agent/ })).toBeVisible();

  const table = await exported(page, 'Intervals as CSV');
  expect(table.suggestedFilename()).toBe(`rollcall-everybody-${date}-${date}.csv`);
  const lines = (await readFile(await table.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFdate,user_id,name,status,secondary_status,start,end,duration_s,/);
  expect(lines[1]).toMatch(new RegExp(`^${date},u-ada,Ada Obi,AWAY,Lunch,${date}T12:00:00.*,1800,false,false,$`));
  expect(lines).toHaveLength(3);

  const picture = await exported(page, 'Timeline as picture');
  expect(picture.suggestedFilename()).toBe(`rollcall-everybody-${date}-${date}-timeline.png`);
  const bytes = await readFile(await picture.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(800);

  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await expect(page.locator('.printed-sheet')).toHaveCount(0);

  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: 'Handover card…' }).click();
  const card = page.getByRole('textbox', { name: 'Text of the card' });
  await expect(card).toHaveValue(/Totals of the team: Away · Lunch 30 m, No record 47 h 30 m\./);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
});

async function exported(page: Page, name: string): Promise<Download> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name }).click();
  return downloading;
}
