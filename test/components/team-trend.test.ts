import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../electron/shared/result.ts';
import { countAgents } from '../../electron/shared/team/counts.ts';
import type { KnownCounts, Trend } from '../../electron/shared/model.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeTrend, trendOfLast } from '../support/fake-trend.ts';
import { mountApp } from './mount-app.ts';

const MINUTE_MS = 60_000;
const trend = () => page.getByRole('img', { name: /^Last (3 hours|15 minutes)/ });
const tile = (name: RegExp) => page.getByRole('button', { name });
const trendCalls = (fake: FakeBridge): number => fake.calls.filter(({ command }) => command === 'trend:get').length;
const top = (selector: string): number => document.querySelector(selector)!.getBoundingClientRect().top;

// No minute begins by itself.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 2, 2, 9, 0, 20) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page whose core answers with this trend. */
function withTrend(answer: (counts: KnownCounts) => Trend): FakeBridge {
  const fake = createFakeBridge();
  fake.answer('trend:get', () => ok(answer(countAgents(fake.core.team.agents))));
  return fake;
}

describe('the trend', () => {
  it('stands between tiles and search, drawn and in words', async () => {
    await mountApp(SCENARIOS.trend());
    await expect
      .element(trend())
      .toHaveAccessibleName(/^Last 3 hours: available \d+ to \d+, now \d+; .+ No record for 15 minutes\.$/);
    const box = trend().element().getBoundingClientRect();
    expect([box.width, box.height]).toEqual([352, 28]);
    const drawn = (): SVGPathElement[] => [...trend().element().querySelectorAll<SVGPathElement>('.area')];
    await expect.poll(() => drawn().map((area) => [...area.classList].at(-1))).toEqual(['available', 'busy', 'away']);
    const areas = drawn();
    // Two areas around one gap.
    expect(areas.map((area) => area.getAttribute('d')?.match(/M/g)?.length)).toEqual([2, 2, 2]);
    const fills = areas.map((area) => getComputedStyle(area).fill);
    expect(new Set(fills).size).toBe(3);
  });

  it('moves nothing by itself, and is one picture to a screen reader', async () => {
    await mountApp(SCENARIOS.trend());
    await expect.element(trend()).toBeVisible();
    expect(trend().element().getAnimations({ subtree: true })).toEqual([]);
    await expect.poll(() => [...trend().element().children].map((child) => child.ariaHidden)).toEqual(['true']);
  });

  it('takes no space until a quarter of an hour is known', async () => {
    const fake = withTrend((counts) => trendOfLast(14, counts));
    await mountApp(fake);
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    await expect.poll(() => trendCalls(fake)).toBe(1);
    const before = top('.toolbar');
    expect([
      trend().elements(),
      top('.toolbar') - document.querySelector('.tiles')!.getBoundingClientRect().bottom,
    ]).toEqual([[], 0]);
    fake.answer('trend:get', () => ok(trendOfLast(15, countAgents(fake.core.team.agents))));
    fake.poll({ asOf: Date.now() + MINUTE_MS });
    await expect.element(trend()).toBeVisible();
    expect(top('.toolbar') - before).toBe(63);
  });

  it('does not come under a pointer that is in the list, and comes when it has left', async () => {
    const fake = withTrend((counts) => trendOfLast(14, counts));
    await mountApp(fake);
    await userEvent.hover(page.getByRole('listitem').nth(2));
    fake.answer('trend:get', () => ok(trendOfLast(15, countAgents(fake.core.team.agents))));
    fake.poll({ asOf: Date.now() + MINUTE_MS });
    await expect.poll(() => trendCalls(fake)).toBe(2);
    await expect.element(trend()).not.toBeInTheDocument();
    await userEvent.hover(page.getByRole('searchbox'));
    await expect.element(trend()).toBeVisible();
  });

  it('says what it is, has the full hours, and says the counts under the pointer', async () => {
    await mountApp(SCENARIOS.trend());
    const caption = (): string | undefined => document.querySelector('.trend .caption')?.textContent.trim();
    await expect.poll(caption).toBe('Agents by status, last 3 hours');
    const times = [...document.querySelectorAll('.trend .times span')].map(({ textContent }) => textContent);
    expect(times).toHaveLength(3);
    expect(times.every((time) => /^\d\d:00$/.test(time))).toBe(true);
    const minutes = page.getByRole('slider', { name: 'Counts of the last 3 hours, minute by minute' });
    await userEvent.hover(minutes, { position: { x: 10, y: 10 } });
    await expect.poll(caption).toMatch(/^\d\d:\d\d: \d+ available, \d+ busy, \d+ away$/);
    await userEvent.hover(page.getByRole('searchbox'));
    await expect.poll(caption).toBe('Agents by status, last 3 hours');
  });

  it('says the counts of each minute by the keys', async () => {
    await mountApp(SCENARIOS.trend());
    const minutes = page.getByRole('slider', { name: /^Counts of the last 3 hours/ });
    await expect.element(minutes).toBeVisible();
    const slider = minutes.element();
    if (slider instanceof HTMLElement) slider.focus();
    await expect.element(minutes).toHaveAttribute('aria-valuenow', '179');
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(minutes).toHaveAttribute('aria-valuenow', '178');
    await userEvent.keyboard('{PageUp}'.repeat(4));
    await expect.element(minutes).toHaveAttribute('aria-valuetext', expect.stringMatching(/^\d\d:\d\d: no record$/));
    await userEvent.keyboard('{Home}');
    await expect.element(minutes).toHaveAttribute('aria-valuenow', '0');
  });

  it('is requested with a new minute, not with every poll', async () => {
    const fake = SCENARIOS.trend();
    await mountApp(fake);
    await expect.element(trend()).toBeVisible();
    const { asOf } = fake.core.team;
    fake.poll({ asOf });
    fake.poll({ asOf: (asOf ?? 0) + 10 * MINUTE_MS });
    await expect.poll(() => trendCalls(fake)).toBe(2);
    fake.poll({});
    await expect.element(trend()).toBeVisible();
    expect(trendCalls(fake)).toBe(2);
  });

  it('of another connection or filter is not shown for the present one', async () => {
    const fake = SCENARIOS.trend();
    await mountApp(fake);
    await expect.element(trend()).toBeVisible();
    fake.answer('trend:get', () => new Promise(() => undefined));
    fake.push('connection:changed', { kind: 'account', profile: { ...PROFILE, id: 'other' }, secret: 'stored' });
    await expect.element(trend()).not.toBeInTheDocument();
  });

  it('goes when it cannot be had', async () => {
    const fake = SCENARIOS.trend();
    await mountApp(fake);
    await expect.element(trend()).toBeVisible();
    fake.answer('trend:get', () => fail('unexpected'));
    fake.poll({ asOf: Date.now() + MINUTE_MS });
    await expect.element(trend()).not.toBeInTheDocument();
  });
});

describe('the change in each tile', () => {
  const nobody = { AVAILABLE: 0, BUSY: 0, AWAY: 0, OFFLINE: 0, OTHER: 0, total: 0 };

  it('is a small signed number, and a sentence for a screen reader', async () => {
    await mountApp(
      withTrend((counts) => ({
        ...fakeTrend(counts),
        before: { ...nobody, AVAILABLE: counts.AVAILABLE - 3, BUSY: counts.BUSY + 1, AWAY: counts.AWAY, OFFLINE: 0 },
      })),
    );
    await expect.element(tile(/^9 Available 3 more than 15 minutes ago$/)).toBeVisible();
    await expect.element(tile(/^6 Busy 1 fewer than 15 minutes ago$/)).toBeVisible();
    await expect.element(tile(/^3 Away as many as 15 minutes ago$/)).toBeVisible();
    const signs = [...document.querySelectorAll('.tile .change [aria-hidden]')].map((sign) => sign.textContent);
    expect(signs).toEqual(['+3', '−1', '0', '+6']);
  });

  it('follows the counts of every poll', async () => {
    const fake = withTrend((counts) => ({ ...fakeTrend(counts), before: counts }));
    await mountApp(fake);
    await expect.element(tile(/^9 Available as many/)).toBeVisible();
    const gone = fake.core.team.agents.find(({ status }) => status === 'AVAILABLE')!;
    fake.poll({ removed: [gone.userId] });
    await expect.element(tile(/^8 Available 1 fewer/)).toBeVisible();
  });

  it('is nothing when unknown, and nothing while the team is old', async () => {
    await mountApp(withTrend((counts) => ({ ...fakeTrend(counts), before: null })));
    await expect.element(tile(/^9 Available$/)).toBeVisible();
    expect(document.querySelectorAll('.tile .change')).toHaveLength(0);
  });
});

it('the team of the last run is greyed with its time, its clocks stand, and nothing is said to have changed', async () => {
  const fake = SCENARIOS.restarted();
  await mountApp(fake);
  await expect.element(page.getByText(/^as of .+ · 22 minutes ago$/)).toBeVisible();
  await expect.element(tile(/^9 Available$/)).toBeVisible();
  expect(getComputedStyle(document.querySelector('.roster')!).filter).toBe('grayscale(1)');
  expect(getComputedStyle(document.querySelector('.trend')!).filter).toBe('grayscale(1)');
  const now = Date.now();
  fake.poll({ asOf: now, health: { state: 'live', since: now, nextAt: now + 30_000, message: '' } });
  await expect.element(tile(/^9 Available .+ 15 minutes ago$/)).toBeVisible();
  expect(getComputedStyle(document.querySelector('.roster')!).filter).toBe('none');
});
