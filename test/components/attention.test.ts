import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { nextTick } from 'vue';
import { page } from 'vitest/browser';
import { DEFAULT_PREFERENCES, type Agent } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot, liveHealth } from '../support/fake-team.ts';
import { lineOf, mountApp, POPOVER } from './mount-app.ts';

const MINUTE_MS = 60_000;

/** BUSY since some minutes and ten seconds. */
function busy(name: string, minutes: number, now = Date.now()): Agent {
  const since = { at: now - minutes * MINUTE_MS - 10_000, precision: 'exact', toleranceMs: 0 } as const;
  return fakeAgent({ userId: `u-${name}`, name, status: 'BUSY', since });
}

function withTeam(agents: readonly Agent[], now = Date.now()): FakeBridge {
  return createFakeBridge({ team: fakeSnapshot(agents, now) });
}

/** Heads as `# text`, agents by name, from top to bottom. */
function lines(): string[] {
  const found = [...document.querySelectorAll('.list > .head, .sizer > .line')];
  found.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
  return found.map((line) =>
    line.classList.contains('head')
      ? `# ${[...line.children].map(({ textContent }) => textContent.trim()).join(' ')}`
      : (line.querySelector('.name')?.textContent ?? ''),
  );
}

const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
const order = (name: string) => page.getByRole('combobox', { name: 'Sort' }).selectOptions(`Sort: ${name}`);

function stopTime(): void {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('who needs attention', () => {
  it('stands on top, the furthest over its limit first, and says why in words and shape', async () => {
    await mountApp(SCENARIOS.attention());
    await expect
      .poll(lines)
      .toEqual([
        '# Needs attention 4',
        'Amara Okafor',
        'Hiroshi Tanaka',
        'Dmitri Sokolov',
        'Freya Lindqvist',
        '# Available 2, and 1 above',
        'Nguyễn Thị Hồng Ánh',
        'Olena Shevchenko',
        '# Busy 2, and 1 above',
        'José María García',
        'Priya Raghunathan',
        '# Away 1, and 2 above',
        'Samuel Adeyemi',
        '# Offline 1',
        'Maximiliane von Hohenstein-Oberlandau',
      ]);
    const words = [...document.querySelectorAll('.time.over')].map((time) => time.querySelector('small')?.textContent);
    expect(words).toEqual(['limit 45 min', 'longer than a shift', 'limit 30 min', 'idle']);
    expect(document.querySelectorAll('.time.over svg')).toHaveLength(4);
    await expect
      .element(row('Amara Okafor'))
      .toHaveAccessibleName(/^Amara Okafor, Busy, NBK, for 1 hour 12 minutes, .*, needs attention: limit 45 min$/);
    await expect
      .element(row('Dmitri Sokolov'))
      .toHaveAccessibleName(/at least 41 minutes, needs attention: limit 30 min$/);
  });

  it('is in its place of the other orders, still flagged', async () => {
    await mountApp(withTeam([busy('Cid', 50), busy('Ann', 1), fakeAgent({ userId: 'u-Ben', name: 'Ben' })]));
    await expect
      .poll(lines)
      .toEqual(['# Needs attention 1', 'Cid', '# Available 1', 'Ben', '# Busy 1, and 1 above', 'Ann']);
    await order('status');
    await expect.poll(lines).toEqual(['# Available 1', 'Ben', '# Busy 2', 'Ann', 'Cid']);
    await order('name');
    await expect.poll(lines).toEqual(['Ann', 'Ben', 'Cid']);
    await order('time');
    await expect.poll(lines).toEqual(['# Available 1', 'Ben', '# Busy 2', 'Cid', 'Ann']);
    expect(document.querySelectorAll('.time.over')).toHaveLength(1);
  });

  it('is found by search and status like everybody else', async () => {
    await mountApp(withTeam([busy('Cid', 50), busy('Ann', 1), fakeAgent({ userId: 'u-Ben', name: 'Ben' })]));
    await expect.element(row('Cid')).toBeVisible();
    const tile = (name: string) => page.getByRole('button', { name });
    await tile('1 Available').click();
    await expect.poll(lines).toEqual(['# Available 1', 'Ben']);
    await tile('1 Available').click();
    await tile('2 Busy').click();
    await expect.poll(lines).toEqual(['# Needs attention 1', 'Cid', '# Busy 1, and 1 above', 'Ann']);
    await page.getByRole('searchbox').fill('ann');
    await expect.poll(lines).toEqual(['# Busy 1', 'Ann']);
  });

  it('follows other limits at once', async () => {
    const fake = withTeam([busy('Ann', 50)]);
    await mountApp(fake);
    await expect.poll(lines).toEqual(['# Needs attention 1', 'Ann']);
    const limits = { byStatus: { AWAY: 30, BUSY: 60 }, secondary: [] };
    fake.push('settings:changed', { ...DEFAULT_PREFERENCES, limits });
    await expect.poll(lines).toEqual(['# Busy 1', 'Ann']);
  });
});

describe('a limit that is reached by time alone', () => {
  it('moves the row when the core says so and not before, and redraws no row in between', async () => {
    stopTime();
    const drawn: string[] = [];
    const fake = withTeam([busy('Ann', 2), busy('Ben', 44)]);
    await mountApp(fake, POPOVER, (app) =>
      app.mixin({
        updated() {
          if (this.$options.__name === 'AgentRow') drawn.push(this.agent.name);
        },
      }),
    );
    await expect.poll(lines).toEqual(['# Busy 2', 'Ann', 'Ben']);
    vi.advanceTimersByTime(10_000);
    await expect.element(lineOf('Ben').getByText('44:20')).toBeVisible();
    expect(drawn).toEqual([]);
    vi.advanceTimersByTime(39_000);
    await expect.element(lineOf('Ben').getByText('44:59')).toBeVisible();
    expect(lines()).toEqual(['# Busy 2', 'Ann', 'Ben']);
    vi.advanceTimersByTime(1_000);
    await expect.element(lineOf('Ben').getByText('45:00')).toBeVisible();
    expect(lines()).toEqual(['# Busy 2', 'Ann', 'Ben']);
    fake.poll({});
    await expect.poll(lines).toEqual(['# Needs attention 1', 'Ben', '# Busy 1, and 1 above', 'Ann']);
    await expect.element(lineOf('Ben').getByText('limit 45 min')).toBeVisible();
  });

  it('draws no row again in sixty ticks, and speaks of none of them', async () => {
    stopTime();
    const drawn = new Map<string, number>();
    await mountApp(
      withTeam([busy('Ann', 2), busy('Ben', 50), fakeAgent({ userId: 'u-Cid', name: 'Cid' })]),
      POPOVER,
      (app) =>
        app.mixin({
          updated() {
            const name = this.$options.__name as string;
            drawn.set(name, (drawn.get(name) ?? 0) + 1);
          },
        }),
    );
    await expect.element(lineOf('Ann').getByText('2:10')).toBeVisible();
    drawn.clear();
    for (let tick = 1; tick <= 49; tick += 1) {
      vi.advanceTimersByTime(1_000);
      await nextTick();
    }
    // Two clocks run, one is not known; the minute of Ann and Ben is not over yet.
    expect([drawn.get('TimeInStatus'), drawn.get('AgentRow'), drawn.get('AgentList')]).toEqual([
      98,
      undefined,
      undefined,
    ]);
    for (let tick = 50; tick <= 60; tick += 1) {
      vi.advanceTimersByTime(1_000);
      await nextTick();
    }
    // The accessible name says minutes, so each row follows once a minute.
    expect([drawn.get('TimeInStatus'), drawn.get('AgentRow'), drawn.get('AgentList')]).toEqual([120, 2, undefined]);
    expect(document.querySelectorAll('.list [aria-live], .list [role=status], .list [role=timer]')).toHaveLength(0);
    expect(document.querySelector('.list')?.closest('[aria-live], [role=status], [role=log], [role=alert]')).toBeNull();
  });

  it('leaves the row in its place under the pointer, flagged', async () => {
    stopTime();
    const fake = withTeam([busy('Ann', 2), busy('Ben', 44)]);
    await mountApp(fake);
    await row('Ann').hover();
    vi.advanceTimersByTime(60_000);
    fake.poll({});
    await expect.element(lineOf('Ben').getByText('limit 45 min')).toBeVisible();
    // The lines wait, and nobody stands above them yet.
    expect(lines()).toEqual(['# Busy 2', 'Ann', 'Ben']);
    await page.getByRole('searchbox').hover();
    await expect.poll(lines).toEqual(['# Needs attention 1', 'Ben', '# Busy 1, and 1 above', 'Ann']);
  });

  it('is not reached while the team is not updated', async () => {
    stopTime();
    const now = Date.now();
    const health = { ...liveHealth(now), state: 'offline' as const, message: 'There is no network.' };
    const fake = createFakeBridge({ team: fakeSnapshot([busy('Ann', 44)], now, { asOf: now, health }) });
    await mountApp(fake);
    await expect.poll(lines).toEqual(['# Busy 1', 'Ann']);
    vi.advanceTimersByTime(600_000);
    fake.poll({});
    await expect.element(page.getByText(/· 10 minutes ago$/)).toBeVisible();
    expect(lines()).toEqual(['# Busy 1', 'Ann']);
  });
});

describe('who is available outside working hours', () => {
  const available = (name: string, minutes: number): Agent => ({
    ...busy(name, minutes),
    status: 'AVAILABLE',
    rawStatus: 'AVAILABLE',
  });
  const words = 'available outside hours';

  it('is flagged in words on the row, its tooltip and its name, and let off when the hours begin', async () => {
    stopTime();
    const now = Date.now();
    const fake = withTeam([available('Ann', 60), available('Ben', 3), busy('Cid', 46)]);
    fake.answer('hours:get', () => ok({ from: now - 30 * MINUTE_MS, until: now + 10 * MINUTE_MS }));
    await mountApp(fake);
    await expect.poll(lines).toEqual(['# Needs attention 2', 'Ann', 'Cid', '# Available 1, and 1 above', 'Ben']);
    await expect.element(lineOf('Ann').getByText(words)).toBeVisible();
    await expect.element(lineOf('Ann').getByTitle(/^available outside hours, since /)).toBeVisible();
    await expect.element(row('Ann')).toHaveAccessibleName(/, needs attention: available outside hours$/);
    vi.advanceTimersByTime(2 * MINUTE_MS);
    fake.poll({});
    await expect.poll(lines).toEqual(['# Needs attention 3', 'Ann', 'Cid', 'Ben']);
    vi.advanceTimersByTime(8 * MINUTE_MS);
    fake.poll({});
    await expect.poll(lines).toEqual(['# Needs attention 1', 'Cid', '# Available 2', 'Ann', 'Ben']);
    await expect.element(lineOf('Ann').getByText(words)).not.toBeInTheDocument();
    fake.push('hours:changed', { from: now - 30 * MINUTE_MS, until: now + 60 * MINUTE_MS });
    await expect.poll(lines).toEqual(['# Needs attention 3', 'Ann', 'Cid', 'Ben']);
  });
});

it('names both where routing and the agent disagree', async () => {
  const at = new Date(2026, 10, 20, 13, 41).getTime();
  const selfReported = { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: at };
  const agent = fakeAgent({ userId: 'u-1', name: 'Ann', status: 'BUSY', selfReported });
  const now = at + 12 * MINUTE_MS;
  const health = { ...liveHealth(now), state: 'paused' as const, message: 'Paused.' };
  const fake = createFakeBridge({ team: fakeSnapshot([agent], now, { asOf: now, health }) });
  await mountApp(fake);
  const both = 'Routing: BUSY; self-reported: AVAILABLE since 13:41';
  const says = lineOf('Ann').getByText('says Available');
  await expect.element(says).toHaveAttribute('title', both);
  await expect.element(row('Ann')).toHaveAccessibleName(`Ann, Busy, time in this status is not known yet, ${both}`);
  const { selfReported: _, ...agreed } = agent;
  fake.poll({ changed: [agreed] });
  await expect.element(says).not.toBeInTheDocument();
});
