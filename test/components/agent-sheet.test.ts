import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { ALL_READ } from '../support/fake-history-answers.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { lineOf, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const NOW = Date.now();

async function openHistory(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
}

async function chooseDays(name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Days:/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const nameOf = (name: string) => page.getByRole('grid').getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const days = () => page.getByRole('table', { name: /, day by day$/ });
const sums = () => page.getByRole('table', { name: /, sums of the days$/ });

/** Minutes of a cell. */
function minutes(text: string): number {
  const [, hours = 0, rest = 0] = /^(?:(\d+) h)? ?(?:(\d+) m)?$/.exec(text) ?? [];
  return Number(hours) * 60 + Number(rest);
}

describe('the sheet of an agent', () => {
  it('has one row for each day of the range and the sums of the secondary statuses', async () => {
    const fake = createFakeBridge();
    await openHistory(fake);
    await chooseDays(/^Last 7 days/);
    await nameOf('Dmitri Sokolov').click();
    await expect.element(heading('Dmitri Sokolov')).toHaveFocus();
    await expect.poll(() => days().getByRole('row').all()).toHaveLength(8);
    const { args } = fake.calls.findLast(({ command }) => command === 'history:agent') ?? { args: [] };
    const request = args[0] as HistoryRequest;
    expect([request.dates.length, request.who.kind, args[1]]).toEqual([7, 'filter', fake.core.team.agents[1]?.userId]);
    const lunch = sums().getByRole('row', { name: /^Away · Lunch/ });
    const cells = lunch
      .getByRole('cell')
      .all()
      .map((cell) => cell.element().textContent.trim());
    const [sum = '', share, times, , ...byDay] = cells;
    expect(byDay).toHaveLength(7);
    // Each day leaves out less than a minute.
    const ofDays = byDay.reduce((total, each) => total + minutes(each), 0);
    expect(minutes(sum) - ofDays).toBeGreaterThanOrEqual(0);
    expect(minutes(sum) - ofDays).toBeLessThan(7);
    expect([share, times]).toEqual([expect.stringMatching(/^\d+ %$/), expect.stringMatching(/^\d+$/)]);
  });

  it('is opened and left by keyboard, back to the same row', async () => {
    await openHistory(createFakeBridge());
    const row = page.getByRole('gridcell', { name: /^Dmitri Sokolov:/ });
    await expect.element(row).toBeVisible();
    (row.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(heading('Dmitri Sokolov')).toHaveFocus();
    expect(row.element().closest('[inert]')).not.toBeNull();
    await userEvent.keyboard('{Escape}');
    await expect.element(row).toHaveFocus();
    await expect.element(heading('Dmitri Sokolov')).not.toBeInTheDocument();
  });

  it('reads the intervals of a day by keyboard', async () => {
    await openHistory(createFakeBridge());
    await chooseDays(/^Last 7 days/);
    await nameOf('Dmitri Sokolov').click();
    const band = days().getByRole('group').first();
    await expect.element(band).toHaveAccessibleName(/^\w{3} \d+ \w{3}: .*Available \d+ h/);
    (band.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    const first = document.activeElement?.getAttribute('aria-label') ?? '';
    expect(first).toMatch(/^[A-Z ]+.*, \d\d:\d\d:\d\d – \d\d:\d\d:\d\d, /);
    await expect.element(page.getByRole('tooltip')).toHaveTextContent(first);
    await userEvent.keyboard('{End}{Tab}');
    await expect.element(page.getByRole('tooltip')).not.toBeInTheDocument();
  });

  it('reads what is missing of this agent alone, and says not read until then', async () => {
    const team = fakeSnapshot(fakeAgents(1_200, NOW), NOW);
    const fake = createFakeBridge({ team, history: { ...ALL_READ, read: 0.2, readsTo: 0 } });
    await openHistory(fake);
    await chooseDays(/^Last 7 days/);
    const day = page.getByRole('combobox', { name: 'Day of the range' });
    await day.selectOptions((day.element() as HTMLSelectElement).options[0]?.value ?? '');
    const first = page.getByRole('grid').getByRole('button').first();
    await first.click();
    await expect.element(days().getByText('Not read').first()).toBeVisible();
    fake.core.history = { ...fake.core.history, readsTo: Infinity };
    await expect.element(days().getByText('Not read').first()).not.toBeInTheDocument();
    const reads = fake.calls.filter(({ command }) => command === 'history:read');
    expect(reads.map(({ args }) => (args[0] as HistoryRequest).who.kind)).toEqual(['filter']);
  });

  it('leads to a day in the timeline', async () => {
    await openHistory(createFakeBridge());
    await chooseDays(/^Last 7 days/);
    await nameOf('Dmitri Sokolov').click();
    const date = days().getByRole('button').first();
    const label = date.element().textContent.trim();
    await date.click();
    await expect.element(page.getByRole('grid')).toBeVisible();
    await expect.element(page.getByRole('combobox', { name: 'Day of the range' })).toHaveDisplayValue(label);
  });

  it('is opened for this week from the card, and leads back to the team', async () => {
    await mountApp(createFakeBridge(), POPOVER);
    await lineOf('Dmitri Sokolov').getByRole('button').first().click();
    await button('This week').click();
    await expect.element(heading('Dmitri Sokolov')).toHaveFocus();
    await expect.element(page.getByRole('button', { name: /^Days: This week/ }).last()).toBeVisible();
    await button('Back to the team').click();
    await expect.element(page.getByRole('dialog', { name: 'Dmitri Sokolov' })).toBeVisible();
  });

  it('says that statuses are self-reported, and as of when', async () => {
    await openHistory(createFakeBridge());
    await nameOf('Dmitri Sokolov').click();
    await expect
      .element(page.getByText(/^As of \d\d:\d\d · self-reported, from Kore\.ai status details · Team time UTC /).last())
      .toBeVisible();
  });
});
