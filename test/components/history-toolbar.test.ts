import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { ALL_READ } from '../support/fake-history-answers.ts';
import { fakeView, queues } from '../support/fake-views.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const DAY_MS = 86_400_000;
const TODAY = dateOf(0);

/** The date so many days ago. */
function dateOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
}

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: from - to + 1 }, (_, index) => dateOf(from - index));
}

async function openHistory(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
  if (size === POPOVER) await page.getByRole('button', { name: 'Options' }).click();
}

const shown = (fake: FakeBridge): HistoryRequest =>
  fake.calls.findLast(({ command }) => command === 'history:get')?.args[0] as HistoryRequest;
const datesOf = (fake: FakeBridge): readonly string[] => shown(fake).dates;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const days = page.getByRole('button', { name: /^Days: / });
const who = page.getByRole('button', { name: /^History of: / });

async function chooseDays(name: string | RegExp): Promise<void> {
  await days.click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
}

async function chooseWho(name: string): Promise<void> {
  await who.click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
}

describe('the days', () => {
  it('have quick choices', async () => {
    const fake = createFakeBridge();
    await openHistory(fake);
    await expect.poll(() => datesOf(fake)).toEqual([TODAY]);
    await chooseDays('Yesterday');
    await expect.poll(() => datesOf(fake)).toEqual([dateOf(1)]);
    await expect.element(days).toHaveAccessibleName(/^Days: Yesterday, /);
    await chooseDays('Last 7 days');
    await expect.poll(() => datesOf(fake)).toEqual(range(6, 0));
    await chooseDays('Last 30 days');
    await expect.poll(() => datesOf(fake)).toEqual(range(29, 0));
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
    await chooseDays(new RegExp(`^${weekday.format(Date.now() - 3 * DAY_MS)} `));
    await expect.poll(() => datesOf(fake)).toEqual([dateOf(3)]);
    const monday = (new Date().getUTCDay() + 6) % 7;
    await chooseDays('This week');
    await expect.poll(() => datesOf(fake)).toEqual(range(monday, 0));
    await chooseDays('Last week');
    await expect.poll(() => datesOf(fake)).toEqual(range(monday + 7, monday + 1));
  });

  it('go back and forth by the length of the period, never beyond today', async () => {
    const fake = createFakeBridge();
    await openHistory(fake);
    await expect.element(button('Next day')).toBeDisabled();
    await button('Previous day').click();
    await expect.poll(() => datesOf(fake)).toEqual([dateOf(1)]);
    await button('Next day').click();
    await expect.poll(() => datesOf(fake)).toEqual([TODAY]);
    await chooseDays('This week');
    const monday = (new Date().getUTCDay() + 6) % 7;
    await button('Previous 7 days').click();
    await expect.poll(() => datesOf(fake)).toEqual(range(monday + 7, monday + 1));
    await button('Next 7 days').click();
    await expect.poll(() => datesOf(fake)).toEqual(range(monday, 0));
  });

  it('are written in words, or chosen by dates', async () => {
    const fake = createFakeBridge();
    await openHistory(fake);
    await days.click();
    await page.getByRole('menuitem', { name: 'Other days…' }).click();
    await page.getByLabelText('In words').fill('last 14 Days');
    await expect.element(page.getByLabelText('First day')).toHaveValue(dateOf(13));
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => datesOf(fake)).toEqual(range(13, 0));
    await expect.element(days).toHaveFocus();
    await days.click();
    await page.getByRole('menuitem', { name: 'Other days…' }).click();
    await page.getByLabelText('First day').fill(dateOf(5));
    await page.getByLabelText('Last day').fill(dateOf(4));
    await button('Show').click();
    await expect.poll(() => datesOf(fake)).toEqual([dateOf(5), dateOf(4)]);
  });

  it.each([
    ['words that mean nothing', 'In words', 'sometime', '“sometime” names no days.'],
    ['words for the future', 'In words', 'next week', 'The last day must not be after today.'],
    ['more than 31 days in words', 'In words', 'last 40 days', 'At most 31 days; this is 40.'],
    ['a range that runs backwards', 'In words', '2026-01-05..2026-01-03', 'The first day must not be after the last.'],
    ['days before 1970', 'In words', '1969-12-31', 'The first day must not be before 1970.'],
    ['the future', 'Last day', dateOf(-2), 'The last day must not be after today.'],
    ['a reversed range', 'Last day', '2020-01-01', 'The first day must not be after the last.'],
    ['too many', 'First day', dateOf(49), 'At most 31 days; this is 50.'],
    ['no date', 'First day', '', 'Enter a first and a last day.'],
  ])('are refused with a reason: %s', async (_, label, text, reason) => {
    await openHistory(createFakeBridge());
    await days.click();
    await page.getByRole('menuitem', { name: 'Other days…' }).click();
    await page.getByLabelText(label).fill(text);
    await expect.element(page.getByText(reason)).toBeVisible();
    await expect.element(button('Show')).toBeDisabled();
  });

  it('by words are those of the new day when the history is opened again', async () => {
    const fake = createFakeBridge();
    await openHistory(fake);
    await expect.poll(() => datesOf(fake)).toEqual([TODAY]);
    await page.getByRole('link', { name: 'Team' }).click();
    fake.poll({ clockOffsetMs: DAY_MS });
    await page.getByRole('link', { name: 'History' }).click();
    await expect.poll(() => datesOf(fake)).toEqual([dateOf(-1)]);
  });
});

describe('who is shown', () => {
  const VIEWS = [
    fakeView({ id: 'v-1', name: 'Billing', text: 'a' }),
    fakeView({ id: 'v-2', name: 'Early shift', text: 'o' }),
  ];

  it('is the open view, whichever that is, until somebody chooses', async () => {
    const fake = createFakeBridge({ views: { views: VIEWS, activeId: 'v-1' } });
    await openHistory(fake);
    await expect.element(who).toHaveAccessibleName('History of: Billing');
    expect(shown(fake).who).toEqual({ kind: 'view', id: 'v-1' });
    const open = (activeId: string | null) =>
      fake.push('view:changed', { views: VIEWS, activeId, connectionId: 'connection-1' });
    open('v-2');
    await expect.poll(() => shown(fake).who).toEqual({ kind: 'view', id: 'v-2' });
    await chooseWho('Everybody');
    await expect.poll(() => shown(fake).who).toEqual({ kind: 'everybody' });
    open('v-1');
    await chooseWho('Early shift');
    await expect.poll(() => shown(fake).who).toEqual({ kind: 'view', id: 'v-2' });
    open(null);
    await expect.element(who).toHaveAccessibleName('History of: Early shift');
    await chooseWho('Open view: Everybody');
    await expect.poll(() => shown(fake).who).toEqual({ kind: 'everybody' });
    await expect.element(who).toHaveFocus();
  });

  it('is the open view again when the chosen one is gone', async () => {
    const fake = createFakeBridge({ views: { views: VIEWS, activeId: 'v-1' } });
    await openHistory(fake);
    await chooseWho('Early shift');
    await expect.element(who).toHaveAccessibleName('History of: Early shift');
    fake.push('view:changed', { views: VIEWS.slice(0, 1), activeId: 'v-1', connectionId: 'connection-1' });
    await expect.element(who).toHaveAccessibleName('History of: Billing');
  });

  it('are queues by name and agents by name', async () => {
    const fake = createFakeBridge({
      directory: {
        ...createFakeBridge().core.directory,
        queues: [{ id: 'qu-1', name: 'Billing', skills: [], members: null }],
      },
    });
    await openHistory(fake, POPOVER);
    await who.click();
    await page.getByRole('menuitem', { name: 'Queues and agents…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Whose history' });
    await dialog.getByRole('button', { name: 'Show' }).click();
    await expect.element(page.getByText('Choose at least one queue or agent.')).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Queues' }).fill('bil');
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Show' }).click();
    await expect.poll(() => shown(fake).who).toEqual({ kind: 'filter', filter: queues('qu-1') });
    await expect.element(who).toHaveAccessibleName('History of: Billing');
    await who.click();
    await page.getByRole('menuitem', { name: 'Queues and agents…' }).click();
    await expect.element(dialog.getByText('Billing')).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Agents' }).fill('amara okafor');
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Show' }).click();
    await expect
      .poll(() => shown(fake).who)
      .toMatchObject({ kind: 'filter', filter: { queueIds: ['qu-1'], agentIds: [expect.any(String)] } });
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

describe('an export', () => {
  /** The files that the page downloads, in order. */
  function downloads(): { readonly name: string; readonly blob: Promise<Blob> }[] {
    const files: { readonly name: string; readonly blob: Promise<Blob> }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      files.push({ name: this.download, blob: fetch(this.href).then((answer) => answer.blob()) });
    });
    onTestFinished(() => void vi.restoreAllMocks());
    return files;
  }

  async function exportAs(name: string): Promise<void> {
    await button('Export…').click();
    await page.getByRole('menuitem', { name }).click();
  }

  it('is a file that is called after whose days it has', async () => {
    const fake = createFakeBridge({
      views: { views: [fakeView({ id: 'v-1', name: 'Früh / Spät' })], activeId: 'v-1' },
    });
    await openHistory(fake);
    await chooseDays('Last 7 days');
    const files = downloads();
    await exportAs('Intervals as CSV');
    await expect.poll(() => files.map(({ name }) => name)).toEqual([`rollcall-früh-spät-${dateOf(6)}-${TODAY}.csv`]);
    const blob = await files[0]?.blob;
    expect(blob?.type).toBe('text/csv');
    expect((await blob?.text())?.split('\n').length).toBeGreaterThan(100);
    expect(fake.calls.at(-1)).toEqual({
      command: 'history:export',
      args: [shown(fake), { kind: 'intervals', format: 'csv' }],
    });
  });

  it('says in its name that it is not complete', async () => {
    const fake = createFakeBridge({ history: { ...ALL_READ, read: 0.5 } });
    fake.answer('history:read', () => fail('rate-limited'));
    await openHistory(fake, POPOVER);
    await expect.element(page.getByText(/^12 of 24 agents read\./)).toBeVisible();
    const files = downloads();
    await exportAs('Totals as CSV');
    await expect
      .poll(() => files.map(({ name }) => name))
      .toEqual([`rollcall-everybody-${TODAY}-${TODAY}-totals-partial.csv`]);
  });

  it('that fails says why', async () => {
    const fake = createFakeBridge();
    fake.answer('history:export', () => fail('storage', { message: 'The disk is full.' }));
    await openHistory(fake);
    await exportAs('Totals as CSV');
    await expect.element(page.getByText('Nothing was exported. The disk is full.')).toBeVisible();
    fake.answer('history:export', () => ok(''));
    const files = downloads();
    await exportAs('Totals as CSV');
    await expect.poll(() => files).toHaveLength(1);
    await expect.element(page.getByText(/^Nothing was exported/)).not.toBeInTheDocument();
  });
});
