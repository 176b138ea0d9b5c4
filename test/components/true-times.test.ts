import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { ALL_READ } from '../support/fake-history-answers.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { lineOf, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const NOW = Date.now();
const HOUR_MS = 3_600_000;
const row = page.getByRole('button', { name: /^Ann,/ });

describe('a time in an assumed zone', () => {
  const since = { at: NOW - 5.5 * HOUR_MS, precision: 'assumed', toleranceMs: 0, seenAt: NOW - 60_000 } as const;
  const team = fakeSnapshot([fakeAgent({ userId: 'u-ann', name: 'Ann', status: 'BUSY', since })], NOW);

  it('says so in the row, its tooltip and its sentence, and is over no limit', async () => {
    await mountApp(createFakeBridge({ team }), POPOVER);
    await expect.poll(() => lineOf(/^Ann,/).element().textContent).toMatch(/assumed zone\s*5:30:\d\d/);
    await expect.element(lineOf(/^Ann,/).getByTitle(/^since .* from status history, assumed zone$/)).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: /^Ann, Busy, for 5 hours 30 minutes, .*assumed zone$/ }))
      .toBeVisible();
  });

  it('says so in a wide window, and in the card with where the time comes from', async () => {
    await mountApp(createFakeBridge({ team }), WINDOW);
    await expect.element(lineOf(/^Ann,/).getByText('assumed zone', { exact: true })).toBeVisible();
    await row.click();
    const card = page.getByRole('dialog', { name: 'Ann' });
    await expect.element(card.getByText(/^since .* from status history, assumed zone$/)).toBeVisible();
  });
});

it('says when the times fit no zone', async () => {
  const details = { read: 24, of: 24, problem: null, zone: 'none' } as const;
  await mountApp(
    createFakeBridge({ team: fakeSnapshot([fakeAgent({ userId: 'u-ann', name: 'Ann' })], NOW, { details }) }),
  );
  await expect.element(page.getByText(/fit neither UTC nor the team’s time zone/)).toBeVisible();
});

it.each([
  ['ten minutes slow', 600_000],
  ['ten minutes fast', -600_000],
])('counts times to the server’s now on a computer whose clock is %s', async (_, clockOffsetMs) => {
  const at = NOW + clockOffsetMs - 20 * 60_000;
  const since = { at, precision: 'exact', toleranceMs: 0 } as const;
  const ann = fakeAgent({ userId: 'u-ann', name: 'Ann', status: 'BUSY', since });
  const fake = createFakeBridge({ team: fakeSnapshot([ann], NOW, { clockOffsetMs }) });
  await mountApp(fake);
  await expect.poll(() => lineOf(/^Ann,/).element().textContent).toMatch(/20:\d\d/);
  fake.poll({ clockOffsetMs: clockOffsetMs + 300_000 });
  await expect.poll(() => lineOf(/^Ann,/).element().textContent).toMatch(/25:\d\d/);
});

describe('the history', () => {
  it('says above it that the zone of its times is assumed', async () => {
    const apiTimes = { zone: 'request', decidedBy: 'assumed' } as const;
    const fake = createFakeBridge({ history: { ...ALL_READ, apiTimes } });
    await mountApp(fake, WINDOW);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByText(/^Assumed zone: it is not known yet/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: /read as team time \(assumed zone\)/ })).toBeVisible();
  });
});
