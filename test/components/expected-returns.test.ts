import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ok } from '../../electron/shared/result.ts';
import type { Agent } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp } from './mount-app.ts';

const MINUTE = 60_000;
const now = Date.now();

function atLunch(agent: Agent): Agent {
  const since = { at: now - 25 * MINUTE, precision: 'exact', toleranceMs: 0 } as const;
  return { ...agent, status: 'AWAY', rawStatus: 'AWAY', secondaryStatus: 'Lunch', since };
}

/** Ten agents, of whom two are at lunch for 25 minutes, where lunch takes half an hour. */
function withLunches(times: number): FakeBridge {
  const agents = fakeAgents(10, now).map((agent, index) =>
    index < 2
      ? atLunch(agent)
      : ({ ...agent, status: 'AVAILABLE', rawStatus: 'AVAILABLE', secondaryStatus: null } satisfies Agent),
  );
  const fake = createFakeBridge({ team: fakeSnapshot(agents, now) });
  const minutes = Array.from({ length: 31 }, (_, minute) => (minute === 30 ? times : 0));
  fake.answer('history:lengths', () => ok([{ secondaryStatus: 'Lunch', minutes }]));
  return fake;
}

const heading = () => document.querySelector('.head .returns');
const bubble = () => document.querySelector('.tile .basis');
const isShown = (): boolean => bubble()?.checkVisibility() ?? false;
const tile = page.getByRole('button', { name: /^\d+ ?Away/ });

it('stands beside the heading, and on what it is based at the tile by hover and focus', async () => {
  const fake = withLunches(134);
  await mountApp(fake);
  await expect.poll(() => heading()?.textContent).toMatch(/^2 back by about \d\d:\d\d$/);
  const basis =
    'Of all who are away, from status details of the last 14 days: half of 134 times Lunch took less than 31 m.';
  expect(heading()?.getAttribute('title')).toBe(basis);
  await expect.element(tile).toHaveAccessibleDescription(new RegExp(`2 back by about .*${basis}$`));
  expect(bubble()?.textContent).toContain(basis);
  await userEvent.hover(page.getByRole('list', { name: 'Agents' }));
  await expect.poll(isShown).toBe(false);
  await userEvent.hover(tile);
  await expect.poll(isShown).toBe(true);
  await userEvent.hover(page.getByRole('list', { name: 'Agents' }));
  await expect.poll(isShown).toBe(false);
  await userEvent.keyboard('{Shift}');
  const element = tile.element();
  if (element instanceof HTMLElement) element.focus();
  await expect.poll(isShown).toBe(true);
  const [asked] = fake.calls.filter(({ command }) => command === 'history:lengths');
  expect(asked?.args[0]).toMatchObject({
    who: { kind: 'everybody' },
    dates: Array.from({ length: 14 }, () => expect.any(String) as unknown),
  });
});

it('is not there where too little was read, or while the list is searched', async () => {
  const fake = withLunches(134);
  await mountApp(fake);
  await expect.poll(heading).not.toBeNull();
  await page.getByRole('searchbox').fill('a');
  await expect.poll(heading).toBeNull();
});

it('is not there with 19 times', async () => {
  const fake = withLunches(19);
  await mountApp(fake);
  await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
  await expect.poll(() => fake.calls.some(({ command }) => command === 'history:lengths')).toBe(true);
  expect(heading()).toBeNull();
});
