import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ok } from '../../electron/shared/result.ts';
import type { FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS, type ScenarioName } from '../support/fake-scenarios.ts';
import { mountApp } from './mount-app.ts';

/** The page after the network came back, on a clock that only the test moves. */
async function backOnline(scenario: ScenarioName, surface: 'browser' | 'desktop' = 'browser'): Promise<FakeBridge> {
  const fake = SCENARIOS[scenario]();
  fake.answer('app:info', () =>
    ok({ version: '1.2.3', surface, platform: 'linux', timeZone: 'UTC', timeZoneProblem: null, dataFolder: '/data' }),
  );
  await mountApp(fake);
  await expect.element(page.getByRole('button', { name: 'Refresh now' })).toBeVisible();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  for (let round = 0; round < 3; round += 1) window.dispatchEvent(new Event('online'));
  return fake;
}

function refreshes(fake: FakeBridge): number {
  return fake.calls.filter(({ command }) => command === 'team:refresh').length;
}

describe('a network that is back', () => {
  it('is announced to the core after a short while, once', async () => {
    const fake = await backOnline('offline');
    vi.advanceTimersByTime(999);
    expect(refreshes(fake)).toBe(0);
    vi.advanceTimersByTime(2_001);
    expect(refreshes(fake)).toBe(1);
  });

  it.each([
    ['while the team is live', 'team-24'],
    ['while a limit is waited for', 'rate-limited'],
  ] as const)('is no reason for a call %s', async (_, scenario) => {
    const fake = await backOnline(scenario);
    vi.advanceTimersByTime(60_000);
    expect(refreshes(fake)).toBe(0);
  });

  it('means nothing to the page of the desktop app, which finds out by itself', async () => {
    const fake = await backOnline('offline', 'desktop');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(refreshes(fake)).toBe(0);
  });
});
