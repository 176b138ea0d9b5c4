import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp } from './mount-app.ts';

const NOW = Date.now();
const team = fakeSnapshot(fakeAgents(120, NOW), NOW);
const sheet = (): Element | null => document.querySelector('.printed-sheet');
const printed = (): number => sheet()?.querySelectorAll('tbody tr:not(.group)').length ?? 0;

async function openTeam(fake: FakeBridge): Promise<void> {
  await mountApp(fake);
  await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
}

it('a team is on paper as soon as the printer asks, and gone when it has it', async () => {
  await openTeam(createFakeBridge({ team }));
  expect(document.querySelectorAll('[role=listitem]').length).toBeLessThan(40);
  dispatchEvent(new Event('beforeprint'));
  expect(printed()).toBe(120);
  expect(sheet()?.querySelector('thead')?.textContent).toContain('120 agents: ');
  await expect.element(page.getByRole('table')).not.toBeInTheDocument(); // nobody sees it on the screen
  dispatchEvent(new Event('afterprint'));
  expect(sheet()).toBeNull();
});

it('a sheet names nobody while names are hidden, and none is made of another view', async () => {
  const settings = { ...DEFAULT_PREFERENCES, isMasked: true };
  await openTeam(createFakeBridge({ team, settings }));
  dispatchEvent(new Event('beforeprint'));
  expect(printed()).toBe(120);
  expect(sheet()?.textContent).not.toContain('Okafor');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.poll(sheet).toBeNull();
  dispatchEvent(new Event('beforeprint'));
  expect(sheet()).toBeNull();
});
