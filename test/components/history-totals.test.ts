import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { HistoryRequest } from '../../electron/shared/model.ts';
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

  it('are of the agents alone who were picked in the timeline', async () => {
    await mountApp(createFakeBridge(), WINDOW);
    await page.getByRole('link', { name: 'History' }).click();
    for (const name of ['Amara Okafor', 'Freya Lindqvist']) {
      await page
        .getByRole('checkbox', { name: `Compare ${name}` })
        .first()
        .click();
    }
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await page.getByRole('button', { name: 'Totals', exact: true }).click();
    await expect.poll(names).toEqual(['Amara Okafor', 'Freya Lindqvist']);
    await expect.element(page.getByRole('row', { name: /^2 agents/ })).toBeVisible();
    const saved: Promise<Blob>[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(fetch(this.href).then((answer) => answer.blob()));
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'Print…' })).toBeVisible();
    await page.getByRole('menuitem', { name: 'Totals as JSON' }).click();
    await expect.poll(() => saved.length).toBe(1);
    const file = JSON.parse((await (await saved[0])?.text()) ?? '') as { agents: { name: string }[] };
    expect(file.agents.map(({ name }) => name)).toEqual(['Amara Okafor', 'Freya Lindqvist']);
    await page.getByRole('button', { name: 'Pick nobody' }).click();
    await expect.poll(() => names().length).toBeGreaterThan(10);
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

describe('other days beside a day', () => {
  const table = () => page.getByRole('table', { name: /^All 24 agents together: / });
  const row = (name: RegExp) => table().getByRole('row', { name });

  it('are the sums of the team on the day before, in the week to date and on the same weekday of four weeks', async () => {
    await openTotals(createFakeBridge());
    await page.getByRole('button', { name: 'Compare with other days' }).click();
    await expect.poll(() => table().getByRole('rowheader').all()).toHaveLength(7);
    const cells = (name: RegExp) =>
      row(name)
        .getByRole('cell')
        .all()
        .map((cell) => cell.element().textContent.trim());
    await expect.poll(() => cells(/^The day /)[0]).toMatch(/^\d+ h/);
    await expect.poll(() => cells(/^The day before/)[0]).toMatch(/^\d+ h/);
    await expect.poll(() => cells(/^4 weeks before/)[0]).toMatch(/^\d+ h/);
    expect(cells(/^The day before/)).not.toEqual(cells(/^The day (?!before)/));
  });

  it('that were not read say so and what reading takes, and are read on request', async () => {
    const fake = createFakeBridge({ history: { ...ALL_READ, read: 0.5 } });
    fake.answer('history:read', (request) => fake.bridge.invoke('history:get', request));
    await openTotals(fake);
    await page.getByRole('button', { name: 'Compare with other days' }).click();
    const before = row(/^A week before/);
    await expect.element(before.getByText(/, in part$/)).toBeVisible();
    const date = before
      .getByText(/, in part$/)
      .element()
      .textContent.replace(', in part', '')
      .trim();
    const reads = page.getByRole('button', { name: `Read ${date}` });
    const words = '12 of 24 days of agents read. Reading the rest takes about 1 call, 2 seconds.';
    const note = table().getByRole('row').filter({ has: reads });
    await expect.element(note.getByText(words)).toBeVisible();
    fake.answer('history:read', (request) => {
      fake.core.history = ALL_READ;
      fake.push('history:changed', null);
      return fake.bridge.invoke('history:get', request);
    });
    await reads.click();
    await expect.element(reads).not.toBeInTheDocument();
    const { args } = fake.calls.findLast(({ command }) => command === 'history:read') ?? { args: [] };
    expect((args[0] as HistoryRequest).dates).toHaveLength(1);
  });

  it('scroll together with the agents, so neither table is without height in a low window', async () => {
    await openTotals(createFakeBridge(), [380, 310]);
    await page.getByRole('button', { name: 'Compare with other days' }).click();
    await expect.poll(() => table().getByRole('rowheader').all()).toHaveLength(7);
    const first = page.getByRole('rowheader', { name: /^Amara Okafor/ }).element();
    const scroller = first.closest('.scroller')!;
    expect(scroller.contains(table().element())).toBe(true);
    expect(scroller.clientHeight).toBeGreaterThan(100);
    scroller.scrollTop = scroller.scrollHeight;
    await expect.poll(() => [...scroller.querySelectorAll('.row')].at(-1)?.getAttribute('aria-rowindex')).toBe('25');
  });

  it('can be compared for one agent', async () => {
    await openTotals(createFakeBridge());
    await page.getByRole('button', { name: 'Dmitri Sokolov' }).click();
    await page.getByRole('button', { name: 'Compare with other days' }).last().click();
    const ofOne = page.getByRole('table', { name: /^Dmitri Sokolov: .* and other days$/ });
    await expect.poll(() => ofOne.getByRole('rowheader').all()).toHaveLength(7);
  });
});
