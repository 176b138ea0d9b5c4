import { createPinia } from 'pinia';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createApp, h, shallowReactive } from 'vue';
import type { HistoryAgent, HistoryDay, StatusInterval } from '../../electron/shared/model.ts';
import { BRIDGE } from '../../renderer/bridge/bridge-key.ts';
import HistoryTimeline from '../../renderer/features/history/timeline/HistoryTimeline.vue';
import '../../renderer/styles/main.css';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { WINDOW } from './mount-app.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 19);

function interval(primaryStatus: string, secondaryStatus: string, from: number, to: number): StatusInterval {
  const [start, end] = [START + from * HOUR_MS, START + to * HOUR_MS];
  const durationMs = end - start;
  return { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart: from === 0, clippedEnd: to === 24 };
}

function agent(userId: string, name: string, intervals: StatusInterval[], knownHours = 24): HistoryAgent {
  const totalsMs: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
  }
  const recordedMs = Object.values(totalsMs).reduce((sum, ms) => sum + ms, 0);
  const email = `${userId}@example.com`;
  const knownUntil = START + knownHours * HOUR_MS;
  return { userId, name, email, intervals, totalsMs, noRecordMs: knownHours * HOUR_MS - recordedMs, knownUntil };
}

const AGENTS = [
  agent('ana', 'Ana Silva', [interval('AVAILABLE', 'Available', 8, 12), interval('AWAY', 'Lunch', 12, 13)]),
  agent('ben', 'Ben Okoro', [interval('BUSY', 'Training', 9, 10.5), interval('AVAILABLE', 'Available', 10.5, 16)]),
  agent('eva', 'Eva Klein', [interval('AVAILABLE', 'Available', 10, 11)]),
];

const dayOf = (agents: readonly HistoryAgent[], daysLater = 0): HistoryDay => ({
  date: new Date(START + daysLater * 24 * HOUR_MS).toISOString().slice(0, 10),
  startsAt: START + daysLater * 24 * HOUR_MS,
  endsAt: START + (daysLater + 1) * 24 * HOUR_MS,
  read: 'complete',
  agents,
});

interface Shown {
  day: HistoryDay;
  agents: readonly HistoryAgent[];
  timeZone: string;
  takenAt: number;
}

/** Mounts the timeline alone; what it shows may be changed. */
async function mountTimeline(
  patch: Partial<Shown> = {},
  [width, height]: readonly [number, number] = WINDOW,
): Promise<Shown> {
  await page.viewport(width, height);
  const agents = patch.agents ?? AGENTS;
  const shown: Shown = shallowReactive({
    day: dayOf(agents),
    agents,
    timeZone: 'UTC',
    takenAt: START + 24 * HOUR_MS,
    ...patch,
  });
  const root = document.createElement('div');
  root.style.cssText = 'display: flex; flex-direction: column; height: 100%';
  document.body.append(root);
  const app = createApp(() => h(HistoryTimeline, { ...shown, totalStatus: 'AVAILABLE', scrollTop: 0 }));
  app.provide(BRIDGE, createFakeBridge().bridge).use(createPinia()).mount(root);
  onTestFinished(() => {
    app.unmount();
    root.remove();
  });
  await expect.element(page.getByRole('rowheader').first()).toBeVisible();
  return shown;
}

const labels = (): string[] => [...document.querySelectorAll('.axis span')].map((label) => label.textContent);
const ends = (): (string | undefined)[] => [labels().at(0), labels().at(-1)];
const range = page.getByRole('group', { name: 'Shown time' }).getByRole('status');
const row = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}:`) });

/** Eight hours are shown, from 8 to 16: the pixel of an hour in the window. */
function xOf(hour: number): number {
  const { left, width } = row('Ana Silva').element().getBoundingClientRect();
  return left + ((hour - 8) / 8) * width;
}

function pointer(type: string, x: number, target: Element = row('Ben Okoro').element()): void {
  const clientY = target.getBoundingClientRect().top + 10;
  target.dispatchEvent(
    new PointerEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY, pointerId: 1, button: 0 }),
  );
}

describe('zoom', () => {
  it('selects a range by a drag over the bands, and goes back by its label', async () => {
    await mountTimeline();
    await expect.poll(ends).toEqual(['08:00', '16:00']);
    await userEvent.dragAndDrop(row('Ben Okoro'), row('Ben Okoro'), {
      sourcePosition: { x: xOf(10) - xOf(8), y: 10 },
      targetPosition: { x: xOf(11) - xOf(8), y: 10 },
    });
    await expect.element(range).toHaveTextContent('10:00 to 11:00');
    await expect.poll(ends).toEqual(['10:00', '11:00']);
    await page.getByRole('button', { name: /^10:00 to 11:00, back/ }).click();
    await expect.poll(ends).toEqual(['08:00', '16:00']);
  });

  it('still focuses a piece by a plain click', async () => {
    await mountTimeline();
    await userEvent.click(row('Ana Silva'), { position: { x: xOf(12.5) - xOf(8), y: 17 } });
    await expect.element(page.getByRole('img', { name: /^AWAY · Lunch/ })).toHaveFocus();
    await expect.poll(ends).toEqual(['08:00', '16:00']);
  });

  it('shows less by Ctrl and the wheel around the pointer, and moves by a wheel to the side', async () => {
    await mountTimeline();
    const wheel = (init: WheelEventInit): boolean =>
      row('Ana Silva')
        .element()
        .dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: xOf(12), ...init }));
    // A quarter of the time: two hours around noon.
    expect(wheel({ ctrlKey: true, deltaY: Math.log(0.25) / 0.005 })).toBe(false);
    await expect.element(range).toHaveTextContent('11:00 to 13:00');
    expect(wheel({ deltaX: xOf(12) - xOf(8) })).toBe(false);
    await expect.element(range).toHaveTextContent('12:00 to 14:00');
    expect(wheel({ shiftKey: true, deltaY: xOf(8) - xOf(12) })).toBe(false);
    await expect.element(range).toHaveTextContent('11:00 to 13:00');
    // Without a key the list scrolls.
    expect(wheel({ deltaY: 50 })).toBe(true);
  });

  it('has keys: plus, minus, nought, arrows with Shift, and Escape as the way back', async () => {
    await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await expect.element(range).toHaveTextContent('10:00 to 14:00');
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await expect.element(range).toHaveTextContent('11:00 to 15:00');
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}-');
    await expect.element(range).toHaveTextContent('08:00 to 16:00');
    await userEvent.keyboard('0');
    await expect.element(range).toHaveTextContent('00:00 to 24:00');
    await expect.element(page.getByRole('button', { name: 'Whole day' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(range).toHaveTextContent('08:00 to 16:00');
  });

  it('is dropped by Escape while it is drawn', async () => {
    await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    pointer('pointerdown', xOf(10));
    pointer('pointermove', xOf(11));
    await expect.poll(() => document.querySelectorAll('.selection').length).toBe(1);
    await userEvent.keyboard('{Escape}');
    pointer('pointerup', xOf(11));
    expect(document.querySelector('.selection')).toBeNull();
    await expect.element(range).toHaveTextContent('08:00 to 16:00');
  });

  it('stays at the same time of another day', async () => {
    const shown = await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('++');
    await expect.element(range).toHaveTextContent('11:00 to 13:00');
    shown.day = dayOf([], 1);
    await expect.poll(ends).toEqual(['11:00', '13:00']);
  });
});
