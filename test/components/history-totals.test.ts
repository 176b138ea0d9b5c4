import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { ALL_READ } from '../support/fake-history-answers.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

async function openTotals(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: /^Days:/ }).click();
  await page.getByRole('menuitemradio', { name: /^Last 7 days/ }).click();
  await page.getByRole('button', { name: 'Totals', exact: true }).click();
}

const column = (name: string | RegExp) => page.getByRole('columnheader', { name });
const names = (): string[] => [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent.trim());

describe('the totals', () => {
  it('are by name, and sorted by a column on request', async () => {
    await openTotals(createFakeBridge());
    await expect.element(column('Agent')).toHaveAttribute('aria-sort', 'ascending');
    const byName = names();
    await column('Busy').getByRole('button').click();
    await expect.element(column('Busy')).toHaveAttribute('aria-sort', 'descending');
    await expect.element(column('Agent')).not.toHaveAttribute('aria-sort');
    expect(names()).not.toEqual(byName);
    await column('Agent').getByRole('button').click();
    await expect.poll(names).toEqual(byName);
  });

  it('have the secondary statuses, with the name of their status for a screen reader', async () => {
    await openTotals(createFakeBridge());
    await page.getByRole('button', { name: 'Secondary statuses' }).click();
    await expect.element(column('Away · Lunch')).toBeVisible();
    await expect.element(column('Busy · NBK')).toBeVisible();
  });

  it('tell no record from not read', async () => {
    const fake = createFakeBridge({ history: { ...ALL_READ, read: 0.5 } });
    fake.answer('history:read', (request) => fake.bridge.invoke('history:get', request));
    await openTotals(fake);
    const row = page.getByRole('row', { name: /^Amara Okafor/ });
    await expect.element(row.getByRole('cell').last()).toHaveTextContent('3 of 7 days');
    await expect.element(column('Not read')).toBeVisible();
    const sum = page.getByRole('row', { name: /^24 agents/ });
    await expect.element(sum.getByRole('cell').last()).toHaveTextContent('84 of 168 days');
  });

  it('draw 5,000 agents as a window of rows', async () => {
    await openTotals(SCENARIOS['team-5000']());
    await expect.element(page.getByRole('rowheader', { name: /^5,000 agents/ })).toBeVisible();
    expect(document.querySelectorAll('tbody tr').length).toBeLessThan(60);
    await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', '5002');
  });

  it('fit into the popover with the names beside the times', async () => {
    await openTotals(createFakeBridge(), POPOVER);
    await expect.element(page.getByRole('rowheader', { name: /^Amara Okafor/ })).toBeInViewport();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
  });
});
