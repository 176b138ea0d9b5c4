import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { KoreAgent, KoreRecord } from '../support/kore-server.ts';
import { localDate, localTime } from './local-time.ts';
import { expect, test } from './rollcall.ts';
import { connectForSession, goTo } from './steps.ts';

/** A day of three agents: one with every kind of interval, one away all day long, one without any record. */
function yesterday(timeZone: string): readonly KoreAgent[] {
  const record = (primary: string, secondary: string, from: string, to: string): KoreRecord => ({
    primary,
    secondary,
    start: localTime(timeZone, 1, from),
    end: localTime(timeZone, 1, to),
  });
  return [
    {
      id: 'ada',
      firstName: 'Ada',
      lastName: 'Obi',
      bucket: 'AVAILABLE',
      records: [
        { ...record('AVAILABLE', 'AVAILABLE', '08:00:00', '10:00:00'), start: localTime(timeZone, 2, '23:00:00') },
        record('BUSY', 'NBK', '10:00:00', '10:37:51'),
        record('AWAY', 'Lunch', '12:00:00', '12:30:05'),
      ],
    },
    {
      id: 'ben',
      firstName: 'Ben',
      lastName: 'Sørensen',
      bucket: 'AWAY',
      records: [record('AWAY', 'Training', '09:00:00', '17:00:00')],
    },
    { id: 'eva', firstName: 'Eva', lastName: 'Müller', bucket: 'OFFLINE' },
  ];
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Status of each agent over the day' });
const days = (page: Page) => page.getByRole('button', { name: /^Days: / });
/** The agents, below the row of the team. */
const names = (page: Page) => grid(page).getByRole('rowgroup').last().getByRole('rowheader');
const tooltip = (page: Page) => page.getByRole('tooltip');

test('a past day, interval by interval and in totals', async ({ rollcall: { page, computer }, kore }) => {
  kore.setTeam(yesterday(computer.timeZone));
  await connectForSession(page, kore);
  await goTo(page, 'History');
  await expect(page.getByText('No status was recorded on this day')).toBeVisible();

  await test.step('its read can be cancelled and taken up again', async () => {
    const before = kore.countOf('statusDetails');
    const letGo = kore.hold('statusDetails');
    // Yesterday was read along with today.
    for (let back = 0; back < 3; back += 1) await page.getByRole('button', { name: 'Previous day' }).click();
    await kore.received('statusDetails', before + 1);
    await expect(page.getByRole('status').filter({ hasText: /^Reading/ })).toBeAttached();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('heading', { name: 'Reading was stopped' })).toBeVisible();
    letGo();
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(page.getByText('No status was recorded on this day')).toBeVisible();
  });
  for (let on = 0; on < 2; on += 1) await page.getByRole('button', { name: 'Next day' }).click();
  await expect(days(page)).toHaveAccessibleName(new RegExp(`^Days: .*${dayOfMonth(computer.timeZone, 1)} `));
  await expect(names(page)).toHaveText(['Ada Obi', 'Ben Sørensen', 'Eva Müller']);

  await test.step('the exact text of each interval on focus', async () => {
    await grid(page)
      .getByRole('gridcell', { name: /^Ada Obi:/ })
      .focus();
    await expect(tooltip(page)).toContainText('Ada Obi: Available 10 h, Busy 37 m, Away 30 m');
    const texts = [
      /^AVAILABLE, 00:00:00 – 10:00:00, 10 h, continues from the day before \(since \w+ \d+ \w+, 23:00:00\)$/,
      'BUSY · NBK, 10:00:00 – 10:37:51, 37 m',
      'AWAY · Lunch, 12:00:00 – 12:30:05, 30 m',
    ];
    for (const text of texts) {
      await page.keyboard.press('ArrowRight');
      await expect(tooltip(page)).toHaveText(text);
      await expect(page.locator(':focus')).toHaveAccessibleName(text);
    }
    await page.keyboard.press('ArrowDown');
    await expect(tooltip(page)).toHaveText('AWAY · Training, 09:00:00 – 17:00:00, 8 h');
    await page.keyboard.press('ArrowDown');
    await expect(tooltip(page)).toHaveText('Eva Müller: no record 24 h');
  });

  await test.step('totals per status', async () => {
    await page.getByRole('button', { name: 'Totals', exact: true }).click();
    const row = (name: string) => page.getByRole('row', { name });
    await expect(row('Ada Obi').getByRole('cell')).toHaveText([
      '10 h 90 %',
      '37 m 6 %',
      '30 m 4 %',
      '0 m',
      '5 s',
      '12 h 52 m',
    ]);
    await expect(row('Ben Sørensen').getByRole('cell')).toHaveText(['0 m', '0 m', '8 h 100 %', '0 m', /^\d h/, '16 h']);
    await expect(row('Eva Müller').getByRole('cell')).toHaveText(['0 m', '0 m', '0 m', '0 m', '0 m', '24 h']);
    await page.getByRole('button', { name: 'Secondary statuses' }).click();
    await expect(page.getByRole('columnheader')).toHaveText([
      'Agent',
      'Available',
      'NBK',
      'Lunch',
      'Training',
      'Over limit',
      'No record',
    ]);
  });

  await test.step('one agent day by day, and back to the same row', async () => {
    await page.getByRole('button', { name: 'Ada Obi' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Ada Obi' })).toBeFocused();
    const sums = page.getByRole('table', { name: 'Ada Obi, sums of the days' });
    const lunch = sums.getByRole('row', { name: /Away · Lunch/ });
    await expect(lunch.getByRole('cell')).toHaveText(['30 m', '4 %', '1', '5 s']);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Ada Obi' })).toBeFocused();
  });

  await test.step('found by name', async () => {
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('searchbox', { name: 'Find agents' }).fill('muller');
    await expect(page.getByText('1 of 3 agents')).toBeVisible();
    await page.getByRole('button', { name: 'Timeline' }).click();
    await expect(names(page)).toHaveText(['Eva Müller']);
  });

  await test.step('it stays without a call, and every day that was read', async () => {
    const before = kore.countOf('statusDetails');
    await page.getByRole('searchbox', { name: 'Find agents' }).fill('');
    await page.getByRole('button', { name: 'Next day' }).click();
    await expect(page.getByText('No status was recorded on this day')).toBeVisible();
    await goTo(page, 'Team');
    await goTo(page, 'History');
    await days(page).click();
    await page.getByRole('menuitemradio', { name: 'Yesterday' }).click();
    await expect(names(page)).toHaveText(['Ada Obi', 'Ben Sørensen', 'Eva Müller']);
    expect(kore.countOf('statusDetails')).toBe(before);
  });

  await test.step('of chosen agents alone', async () => {
    await page.getByRole('button', { name: 'History of: Everybody' }).click();
    await page.getByRole('menuitem', { name: 'Queues and agents…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Whose history' });
    const agents = dialog.getByRole('combobox', { name: 'Agents' });
    await agents.fill('ben');
    await agents.press('Enter');
    await dialog.getByRole('button', { name: 'Show' }).click();
    await expect(names(page)).toHaveText(['Ben Sørensen']);
    await goTo(page, 'Team');
    await goTo(page, 'History');
    await expect(page.getByRole('button', { name: 'History of: Ben Sørensen' })).toBeVisible();
  });

  await test.step('as a file', async () => {
    const date = localDate(computer.timeZone, 1);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('menuitem', { name: 'Intervals as CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`rollcall-ben-sørensen-${date}-${date}.csv`);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Ben Sørensen,AWAY,Training');
  });
});

/** `29` for the day so many days ago. */
function dayOfMonth(timeZone: string, daysAgo: number): number {
  return Number(localDate(timeZone, daysAgo).slice(-2));
}
