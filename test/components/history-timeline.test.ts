import { createPinia } from 'pinia';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createApp, h, nextTick, shallowReactive } from 'vue';
import type { HistoryAgent, HistoryDay, StatusInterval } from '../../electron/shared/model.ts';
import { BRIDGE, LINK } from '../../renderer/bridge/bridge-key.ts';
import HistoryTimeline from '../../renderer/features/history/timeline/HistoryTimeline.vue';
import '../../renderer/styles/main.css';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { fakeQueues } from '../support/fake-queues.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

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
    ...patch,
  });
  const root = document.createElement('div');
  root.style.cssText = 'display: flex; flex-direction: column; height: 100%';
  document.body.append(root);
  const app = createApp(() => h(HistoryTimeline, { ...shown, totalStatus: 'AVAILABLE', scrollTop: 0 }));
  const fake = createFakeBridge();
  app.provide(BRIDGE, fake.bridge).provide(LINK, fake.link).use(createPinia()).mount(root);
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

function pointer(type: string, x: number, keys: { readonly shiftKey?: boolean } = {}): void {
  const target = row('Ben Okoro').element();
  const clientY = target.getBoundingClientRect().top + 10;
  const where = { clientX: x, clientY, pointerId: 1, button: 0, ...keys };
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, ...where }));
}

/** Where the drawn piece with this name begins and ends, as hours of the shown eight. */
function hoursOf(name: RegExp): readonly number[] {
  const { left, width } = row('Ana Silva').element().getBoundingClientRect();
  const piece = page.getByRole('img', { name }).element().getBoundingClientRect();
  return [piece.left, piece.right].map((x) => Math.round(80 * ((x - left) / width) + 80) / 10);
}

it.each([
  ['now, as it was read now', 0, 'AVAILABLE, 14:00:00 – now, 1 h'],
  ['when it was last read', 10, 'AVAILABLE, 14:00:00 – 14:50:00, 50 m, still so when last read'],
])('a status that lasts ends %s', async (_when, minutesAgo, name) => {
  const today = Date.UTC(2026, 10, 23);
  const knownUntil = today + 15 * HOUR_MS - minutesAgo * 60_000;
  const [start, durationMs] = [today + 14 * HOUR_MS, HOUR_MS - minutesAgo * 60_000];
  const lasting = { ...interval('AVAILABLE', 'Available', 8, 12), start, end: null, durationMs };
  const agents = [{ ...agent('ana', 'Ana Silva', [lasting]), knownUntil }];
  await mountTimeline({ day: dayOf(agents, 4), agents });
  await expect.element(page.getByRole('img', { name, exact: true })).toBeVisible();
});

it('a newer answer about the day leaves the keyboard where it is', async () => {
  const shown = await mountTimeline();
  (row('Ana Silva').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByRole('img', { name: /^AVAILABLE, 08:00:00/ })).toHaveFocus();
  const agents = structuredClone(AGENTS);
  Object.assign(shown, { day: dayOf(agents), agents });
  await nextTick();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByRole('img', { name: /^AWAY · Lunch/ })).toHaveFocus();
});

describe('zoom', () => {
  it('draws a piece where the axis has its times, and moves it with them', async () => {
    await mountTimeline();
    await expect.poll(() => hoursOf(/^AWAY · Lunch/)).toEqual([12, 13]);
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await expect.element(range).toHaveTextContent('10:00 to 14:00');
    // From 10 to 14 on the same eight hours of pixels.
    await expect.poll(() => hoursOf(/^AWAY · Lunch/)).toEqual([12, 14]);
  });

  it('says that the last column is of the day while a part of it is shown, and covers no time of the axis', async () => {
    await mountTimeline();
    const column = page.getByRole('combobox', { name: 'Total of' });
    await expect.element(column).toHaveDisplayValue('Available');
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await expect.element(column).toHaveDisplayValue('Available, day');
    const noon = page.getByText('12:00', { exact: true });
    await expect.element(noon).toBeVisible();
    await timeField.fill('12:01');
    await userEvent.keyboard('{Enter}');
    await expect.element(noon).not.toBeVisible();
  });

  it('moves the shown time by a drag with Shift', async () => {
    await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await expect.element(range).toHaveTextContent('10:00 to 14:00');
    pointer('pointerdown', xOf(12), { shiftKey: true });
    pointer('pointermove', xOf(10), { shiftKey: true });
    await expect.element(range).toHaveTextContent('11:00 to 15:00');
    expect(document.querySelector('.selection')).toBeNull();
    pointer('pointerup', xOf(10), { shiftKey: true });
    await expect.element(range).toHaveTextContent('11:00 to 15:00');
  });

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

  it('is undone by Escape right after a drag or Ctrl and the wheel, without a scroll', async () => {
    await mountTimeline();
    const isElsewhere = (): boolean => document.activeElement === document.body;
    expect(isElsewhere()).toBe(true);
    pointer('pointerdown', xOf(10));
    pointer('pointermove', xOf(11));
    pointer('pointerup', xOf(11));
    await expect.element(range).toHaveTextContent('10:00 to 11:00');
    await userEvent.keyboard('{Escape}');
    await expect.element(range).toHaveTextContent('08:00 to 16:00');
    (document.activeElement as HTMLElement).blur();
    const wheel = { ctrlKey: true, deltaY: Math.log(0.25) / 0.005, clientX: xOf(12) };
    row('Ana Silva')
      .element()
      .dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...wheel }));
    await expect.element(range).toHaveTextContent('11:00 to 13:00');
    await userEvent.keyboard('0');
    await expect.element(range).toHaveTextContent('00:00 to 24:00');
    expect(page.getByRole('grid').element().scrollTop).toBe(0);
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

  it('keeps the keys when it leaves out the focused piece, and follows the focus out of the shown time', async () => {
    await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByRole('img', { name: /^AVAILABLE/ }).first()).toHaveFocus();
    await userEvent.keyboard('+');
    await expect.element(range).toHaveTextContent('10:00 to 14:00');
    // The piece is cut and still the same.
    await expect.element(page.getByRole('img', { name: /^AVAILABLE/ }).first()).toHaveFocus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.element(range).toHaveTextContent('13:00 to 17:00');
    await expect.element(row('Ana Silva')).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByRole('img', { name: /^AWAY · Lunch/ })).toHaveFocus();
    await expect.element(range).toHaveTextContent('10:30 to 14:30');
  });

  it('is dropped by Escape while it is drawn', async () => {
    await mountTimeline();
    (row('Ana Silva').element() as HTMLElement).focus();
    pointer('pointerdown', xOf(10));
    pointer('pointermove', xOf(11));
    await expect.poll(() => document.querySelectorAll('.rows .selection').length).toBe(1);
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

const slider = page.getByRole('slider', { name: 'Time of day' });
const panel = page.getByRole('complementary', { name: 'The team at one minute' });
const timeField = panel.getByRole('textbox', { name: 'At' });
/** The panel's headings, names and times, line by line. */
const panelLines = (): string[] =>
  [...panel.element().querySelectorAll<HTMLElement>('h2, h3, li')].map((line) =>
    line.innerText.replace(/\s+/g, ' ').trim(),
  );

describe('a typed range', () => {
  const field = page.getByRole('textbox', { name: 'Shown time, from and to' });

  it('is shown at once, and has a way back', async () => {
    await mountTimeline();
    await expect.element(field).toHaveValue('08:00 to 16:00');
    await field.fill('10-11');
    await userEvent.keyboard('{Enter}');
    await expect.poll(ends).toEqual(['10:00', '11:00']);
    await expect.element(field).toHaveValue('10:00 to 11:00');
    await page.getByRole('button', { name: /^10:00 to 11:00, back/ }).click();
    await expect.element(field).toHaveValue('08:00 to 16:00');
  });

  it('says when it is none, and Escape takes it back', async () => {
    await mountTimeline();
    await field.fill('ten to eleven');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Type two times, the first before the second, such as 10:00 to 11:00.');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.poll(ends).toEqual(['08:00', '16:00']);
    await userEvent.keyboard('{Escape}');
    await expect.element(field).toHaveValue('08:00 to 16:00');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('follows a drag, on round minutes', async () => {
    await mountTimeline();
    pointer('pointerdown', xOf(10.02));
    pointer('pointermove', xOf(10.99));
    await expect.element(field).toHaveValue('10:00 to 11:00');
    pointer('pointerup', xOf(10.99));
    await expect.poll(ends).toEqual(['10:00', '11:00']);
  });
});

describe('the crosshair', () => {
  it('follows the pointer, and a click pins it', async () => {
    await mountTimeline();
    await userEvent.hover(row('Eva Klein'), { position: { x: xOf(9.5) - xOf(8), y: 10 } });
    await expect
      .poll(panelLines)
      .toEqual([
        'Available 1',
        'Ana Silva since 08:00',
        'Busy 1',
        'Training 1',
        'Ben Okoro since 09:00',
        'No record 1',
        'Eva Klein',
      ]);
    await userEvent.click(row('Eva Klein'), { position: { x: xOf(10.5) - xOf(8), y: 10 } });
    await userEvent.hover(row('Eva Klein'), { position: { x: xOf(15) - xOf(8), y: 10 } });
    await expect.element(timeField).toHaveValue('10:30');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^10:30: \d/));
    await expect
      .poll(panelLines)
      .toEqual(['Available 3', 'Ana Silva since 08:00', 'Ben Okoro since 10:30', 'Eva Klein since 10:00']);
    await panel.getByRole('button', { name: 'Let go of 10:30 (Esc)' }).click();
    await expect.element(timeField).not.toHaveValue('10:30');
  });

  it('is a slider of minutes, which says the counts once it rests', async () => {
    await mountTimeline();
    await expect.element(slider).toBeInTheDocument();
    (slider.element() as HTMLElement).focus();
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'no time chosen');
    await userEvent.keyboard('{Home}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^08:00: \d/));
    await userEvent.keyboard('{ArrowRight}{PageUp}{PageUp}{ArrowLeft}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^08:30: \d/));
    await userEvent.keyboard('{End}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^16:00: \d/));
    await userEvent.keyboard('{PageDown}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^15:45: \d/));
    await expect.element(panel.getByRole('status')).toHaveTextContent('15:45: 1 available, 2 no record');
    await userEvent.keyboard('{Escape}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'no time chosen');
    await expect.element(panel.getByRole('status')).toHaveTextContent('');
  });

  it('goes to a typed time, and says when that is none', async () => {
    await mountTimeline();
    await timeField.fill('1215');
    await userEvent.keyboard('{Enter}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^12:15: \d/));
    await expect.poll(panelLines).toContain('Lunch 1');
    for (const wrong of ['25:00', 'abc']) {
      await timeField.fill(wrong);
      await userEvent.keyboard('{Enter}');
      await expect.element(timeField).toHaveAttribute('aria-invalid', 'true');
      await expect
        .element(panel.getByRole('alert'))
        .toHaveTextContent('Type a time from 00:00 to 24:00, such as 14:05.');
      await expect.element(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^12:15: \d/));
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(panel.getByRole('alert')).not.toBeInTheDocument();
  });

  it('takes 24:00 as the end of the day, whose last minute it shows', async () => {
    await mountTimeline();
    await timeField.fill('24:00');
    await userEvent.keyboard('{Enter}');
    await expect.element(timeField).toHaveValue('23:59');
    await expect
      .element(panel.getByRole('alert'))
      .toHaveTextContent('24:00 is the end of the day; this is its last minute.');
    await timeField.fill('12:00');
    await userEvent.keyboard('{Enter}');
    await expect.element(timeField).toHaveValue('12:00');
    await expect.element(panel.getByRole('alert')).not.toBeInTheDocument();
  });

  it('offers both times that a clock shows twice', async () => {
    const startsAt = Date.UTC(2026, 9, 24, 22);
    const at = (hours: number): number => startsAt + hours * HOUR_MS;
    const busy = { ...interval('BUSY', 'Training', 0, 1), start: at(3), end: at(5), clippedStart: false };
    const ana = { ...agent('ana', 'Ana Silva', [busy]), knownUntil: at(25) };
    const day: HistoryDay = { date: '2026-10-25', startsAt, endsAt: at(25), read: 'complete', agents: [ana] };
    await mountTimeline({ day, agents: [ana], timeZone: 'Europe/Berlin' });
    await timeField.fill('02:30');
    await userEvent.keyboard('{Enter}');
    await expect.element(panel.getByRole('button', { name: 'First 02:30' })).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(panelLines).toEqual(['No record 1', 'Ana Silva']);
    await panel.getByRole('button', { name: 'Second 02:30' }).click();
    await expect.poll(panelLines).toEqual(['Busy 1', 'Training 1', 'Ana Silva since 02:00']);
    await timeField.fill('04:00');
    await userEvent.keyboard('{Enter}');
    await expect.element(panel.getByRole('button', { name: 'Second 04:00' })).not.toBeInTheDocument();
  });

  it('names the day of a status that began before it, and both zones where they differ', async () => {
    const night = { ...interval('BUSY', 'Training', 0, 3), startedAt: START - 2 * HOUR_MS };
    await mountTimeline({ agents: [agent('ana', 'Ana Silva', [night])], timeZone: 'Asia/Kolkata' });
    await timeField.fill('07:00');
    await userEvent.keyboard('{Enter}');
    await expect.poll(panelLines).toEqual(['Busy 1', 'Training 1', 'Ana Silva since Thu 19 Nov, 03:30']);
    await expect.element(panel.getByText('in Asia/Kolkata; 01:30 by your clock')).toBeVisible();
    await userEvent.hover(row('Ana Silva'), { position: { x: 20, y: 10 } });
    await expect
      .element(page.getByRole('tooltip').getByText(/continues from the day before \(since Thu 19 Nov, 03:30:00\)$/))
      .toBeVisible();
  });

  it('calls not known what came after the last read', async () => {
    const ana = agent('ana', 'Ana Silva', [interval('AVAILABLE', 'Available', 8, 10)], 10);
    await mountTimeline({ agents: [ana, AGENTS[1] as HistoryAgent] });
    await timeField.fill('11:00');
    await userEvent.keyboard('{Enter}');
    await expect.poll(panelLines).toEqual(['Available 1', 'Ben Okoro since 10:30', 'Not known 1', 'Ana Silva']);
    // Nothing is drawn there, not even that there is no record.
    const last = [...row('Ana Silva').element().querySelectorAll('rect')].at(-1)?.getBoundingClientRect();
    expect(Math.abs((last?.right ?? 0) - xOf(10))).toBeLessThan(3);
  });

  it('names the twenty-first as well, whose name takes no more room than its count', async () => {
    const agents = Array.from({ length: 21 }, (_, index) =>
      agent(`u-${index}`, `Agent ${index}`, [interval('AVAILABLE', 'Available', 8, 16)]),
    );
    await mountTimeline({ agents });
    await timeField.fill('09:00');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => panelLines().length).toBe(1 + 21);
  });

  it('lists twenty names of a status and more on request', async () => {
    const agents = Array.from({ length: 250 }, (_, index) =>
      agent(`u-${index}`, `Agent ${index}`, [interval('AVAILABLE', 'Available', 8, 16)]),
    );
    await mountTimeline({ agents });
    await timeField.fill('09:00');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => panelLines().length).toBe(1 + 20);
    await panel.getByRole('button', { name: 'and 230 more' }).click();
    await expect.poll(() => panelLines().length).toBe(1 + 220);
  });
});

describe('the legend', () => {
  const busy = page.getByRole('button', { name: 'Busy' });
  const opacity = (): string => getComputedStyle(page.getByRole('img', { name: /^BUSY · Training/ }).element()).opacity;

  it('hides and shows a status by a click', async () => {
    await mountTimeline();
    await expect.element(busy).toHaveAttribute('aria-pressed', 'true');
    await busy.click();
    await expect.element(busy).toHaveAttribute('aria-pressed', 'false');
    expect(Number(opacity())).toBeLessThan(0.2);
    await busy.click();
    expect(opacity()).toBe('1');
  });

  it('shows one alone by a double click, an Alt click or a key, and all again', async () => {
    await mountTimeline();
    const pressed = (): string[] =>
      [...document.querySelectorAll('.legend [aria-pressed=true]')].map((button) => button.textContent.trim());
    await busy.dblClick();
    await expect.poll(pressed).toEqual(['Busy']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(pressed).toEqual(['Available', 'Busy', 'Away', 'Offline']);
    await userEvent.keyboard('{Alt>}');
    await busy.click({ modifiers: ['Alt'] });
    await userEvent.keyboard('{/Alt}');
    await expect.poll(pressed).toEqual(['Busy']);
    (page.getByRole('button', { name: 'Away' }).element() as HTMLElement).focus();
    await userEvent.keyboard('o');
    await expect.poll(pressed).toEqual(['Away']);
    await userEvent.keyboard('o');
    await expect.poll(pressed).toEqual(['Available', 'Busy', 'Away', 'Offline']);
  });
});

describe('the band of the team', () => {
  const coverage = page.getByRole('region', { name: 'When too few were available' });
  const stretches = (): string[] =>
    [...coverage.element().querySelectorAll('.stretches button')].map((stretch) => stretch.textContent.trim());
  const fewerThan = coverage.getByRole('spinbutton', { name: 'Fewer than' });

  it('says in words how many were available', async () => {
    await mountTimeline();
    const band = page.getByRole('row').nth(1);
    await expect.element(band.getByText('3 agents, between 0 and 3 available at once')).toBeInTheDocument();
    await timeField.fill('10:45');
    await userEvent.keyboard('{Enter}');
    await expect.element(band.getByText('3 available', { exact: true })).toBeVisible();
  });

  it('hatches whom nobody knows any more at a minute, with a legend, and counts those who are known at least', async () => {
    const late = agent('eva', 'Eva Klein', [interval('AVAILABLE', 'Available', 8, 12)], 14);
    const early = agent('ana', 'Ana Silva', [interval('AVAILABLE', 'Available', 8, 10)], 10);
    await mountTimeline({ agents: [early, late] });
    // Four hours are shown; half of the height is 1.5 agents.
    const partAt = (hour: number): string | undefined => {
      const { left, width, top, height } = document.querySelector('.team-band')!.getBoundingClientRect();
      const at = new DOMPoint(left + ((hour - 8) / 4) * width, top + height / 2);
      const areas = [...document.querySelectorAll<SVGPathElement>('.team-band .area')];
      return areas.find((area) => area.isPointInFill(at.matrixTransform(area.getScreenCTM()!.inverse())))?.classList[1];
    };
    await expect.poll(() => partAt(9)).toBe('available');
    expect(partAt(11)).toBe('unknown');
    await expect.element(page.getByRole('list', { name: 'Legend' }).getByText('Not known')).toBeVisible();
    await timeField.fill('11:00');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('row').nth(1).getByText('1 or more available')).toBeVisible();
  });

  it('hatches nothing where everybody was read at the same time', async () => {
    await mountTimeline({ agents: AGENTS.map((each) => ({ ...each, knownUntil: START + 17 * HOUR_MS })) });
    expect(document.querySelectorAll('.team-band .area.unknown')).toHaveLength(0);
    await expect.element(page.getByRole('list', { name: 'Legend' }).getByText('No record')).toBeVisible();
    expect(page.getByText('Not known').all()).toHaveLength(0);
  });

  it('lists when fewer than a number were available, and shows one of these times', async () => {
    await mountTimeline();
    await fewerThan.fill('2');
    await expect.poll(stretches).toEqual(['12:00 to 24:00, 12 h, least 0', '00:00 to 10:00, 10 h, least 0']);
    await fewerThan.fill('1');
    await expect.poll(stretches).toEqual(['00:00 to 08:00, 8 h, least 0', '16:00 to 24:00, 8 h, least 0'].slice(2));
    await expect.element(coverage.getByRole('status')).toHaveTextContent('never');
    await fewerThan.fill('3');
    await expect.poll(stretches).toEqual(['11:00 to 24:00, 13 h, least 0', '00:00 to 10:30, 10 h 30 m, least 0']);
    await expect.element(coverage.getByRole('status')).toHaveTextContent('2 times, 23 h 30 m');
    await coverage.getByRole('button', { name: /^11:00 to 24:00/ }).click();
    await expect.element(range).toHaveTextContent('04:30 to 24:00');
    await fewerThan.fill('0');
    await expect.poll(() => document.querySelectorAll('.floor').length).toBe(0);
  });

  it('has seconds for what lasts less than a minute', async () => {
    const second = 1 / 3_600;
    const work = [interval('AVAILABLE', '', 8, 9), interval('AVAILABLE', '', 9 + 16 * second, 24)];
    await mountTimeline({ agents: [agent('ana', 'Ana Silva', work)] });
    await fewerThan.fill('1');
    await expect.poll(stretches).toEqual(['09:00:00 to 09:00:16, 16 s, least 0']);
  });

  it('is one tab stop, however often too few were available, with all times in a menu', async () => {
    // Every other half hour from 8 to 20.
    const work = Array.from({ length: 12 }, (_, hour) => interval('AVAILABLE', '', 8 + hour, 8.5 + hour));
    await mountTimeline({ agents: [agent('ana', 'Ana Silva', work)] });
    await fewerThan.fill('1');
    await expect.element(coverage.getByRole('status')).toHaveTextContent('12 times, 10 h');
    const shown = stretches();
    expect(shown.length).toBeLessThan(6);
    expect(shown.at(-1)).toBe(`and ${12 - shown.length + 1} more`);
    (fewerThan.element() as HTMLElement).focus();
    await userEvent.keyboard('{Tab}');
    await expect.element(coverage.getByRole('button', { name: shown[0] })).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    expect(coverage.element().contains(document.activeElement)).toBe(false);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{End}');
    await expect.element(coverage.getByRole('button', { name: shown.at(-1) })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => document.querySelectorAll('[role=menuitem]').length).toBe(12);
    await userEvent.keyboard('{End}{Enter}');
    await expect.element(range).toHaveTextContent('18:15 to 19:15');
  });

  it('says where only a part of the team was read', async () => {
    await mountTimeline({ day: { ...dayOf(AGENTS), read: 'part' } });
    await expect.element(coverage.getByRole('status')).toHaveTextContent('2 times, 23 h 30 m, of those who were read');
  });
});

describe('the rows', () => {
  const names = (): string[] =>
    [...document.querySelectorAll('.rows [role=rowheader]')].map((cell) => cell.textContent);
  const sortBy = page.getByRole('combobox', { name: 'Sort by' });
  const groupBy = page.getByRole('combobox', { name: 'Group by' });

  it('are sorted by name, first record, or a time in the status of the last column', async () => {
    await mountTimeline();
    await expect.poll(names).toEqual(['Ana Silva', 'Ben Okoro', 'Eva Klein']);
    await sortBy.selectOptions('By total Available');
    await expect.poll(names).toEqual(['Ben Okoro', 'Ana Silva', 'Eva Klein']);
    const totals = [...document.querySelectorAll('.row .total')].map((cell) => cell.textContent);
    expect(totals).toEqual(['5 h 30 m', '4 h', '1 h']);
    await sortBy.selectOptions('By first record');
    await expect.poll(names).toEqual(['Ana Silva', 'Ben Okoro', 'Eva Klein']);
  });

  it('are grouped by the status at the chosen minute', async () => {
    await mountTimeline();
    await timeField.fill('09:30');
    await userEvent.keyboard('{Enter}');
    await groupBy.selectOptions('By status at 09:30');
    const headings = (): string[] => [...document.querySelectorAll('.group .sr-only')].map((each) => each.textContent);
    await expect.poll(headings).toEqual(['Available, 1 agent', 'Busy, 1 agent', 'No record, 1 agent']);
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(row('Ben Okoro')).toHaveFocus();
    expect(row('Ben Okoro').element().closest('[role=row]')?.getAttribute('aria-rowindex')).toBe('6');
    await timeField.fill('10:30');
    await userEvent.keyboard('{Enter}');
    await expect.poll(headings).toEqual(['Available, 3 agents']);
  });

  it('are grouped by queue where the directory knows its agents', async () => {
    const agents = fakeAgents(24, Date.now());
    const team = { ...fakeSnapshot(agents, Date.now()), queues: fakeQueues(agents, 3, Date.now()) };
    await mountApp(createFakeBridge({ team }), WINDOW);
    await page.getByRole('link', { name: 'History' }).click();
    await groupBy.selectOptions('By queue');
    const headings = (): string[] => [...document.querySelectorAll('.group .sr-only')].map((each) => each.textContent);
    await expect
      .poll(() => headings().slice(0, 3))
      .toEqual(['Billing, 3 agents', 'Claims, 3 agents', 'Orders and deliveries, 3 agents']);
  });

  it('of picked agents stand alone, whatever is searched for', async () => {
    const shown = await mountTimeline();
    await page.getByRole('checkbox', { name: 'Compare Ana Silva' }).click();
    (row('Ben Okoro').element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await expect.element(page.getByRole('checkbox', { name: 'Compare Ben Okoro' })).toBeChecked();
    shown.agents = AGENTS.slice(2);
    await expect.poll(names).toEqual(['Eva Klein']);
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await expect.poll(names).toEqual(['Ana Silva', 'Ben Okoro']);
    // The band is theirs too.
    const band = page.getByRole('row').nth(1);
    await expect.element(band.getByText('2 agents, between 0 and 2 available at once')).toBeInTheDocument();
    await expect.element(band.getByRole('rowheader')).toHaveTextContent('Compared 2');
    await page.getByRole('button', { name: 'Pick nobody' }).click();
    await expect.poll(names).toEqual(['Eva Klein']);
  });

  it('are of those only who were over a limit in the shown time', async () => {
    await mountTimeline();
    await page.getByRole('button', { name: 'Needed attention' }).click();
    // An hour of lunch and an hour and a half of training; the limits are 30 and 45 minutes.
    await expect.poll(names).toEqual(['Ana Silva', 'Ben Okoro']);
    await expect.element(page.getByRole('button', { name: 'Needed attention (2)' })).toBeVisible();
    (row('Ana Silva').element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await expect.element(range).toHaveTextContent('10:00 to 14:00');
    await userEvent.keyboard('+{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.element(range).toHaveTextContent('12:00 to 14:00');
    await expect.poll(names).toEqual(['Ana Silva']);
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.element(page.getByText('Nobody was over a limit in the shown time.')).toBeVisible();
  });

  it('keep the focus on an agent who moves to another row', async () => {
    const shown = await mountTimeline();
    (row('Ben Okoro').element() as HTMLElement).focus();
    const first = agent('abe', 'Abe Adams', []);
    shown.agents = [first, ...AGENTS];
    await expect.poll(names).toEqual(['Abe Adams', 'Ana Silva', 'Ben Okoro', 'Eva Klein']);
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(row('Eva Klein')).toHaveFocus();
  });
});

it('marks what midnight cuts, but not what the zoom cuts', async () => {
  await mountTimeline({ agents: [agent('ana', 'Ana Silva', [interval('BUSY', '', 0, 9)])] });
  const arrows = (): number => {
    const band = row('Ana Silva').element().getBoundingClientRect();
    const all = [...document.querySelectorAll('.arrow')].map((each) => each.getBoundingClientRect());
    return all.filter(({ left, right }) => right > band.left && left < band.right).length;
  };
  await expect.poll(arrows).toBe(1);
  (row('Ana Silva').element() as HTMLElement).focus();
  await userEvent.keyboard('+');
  await expect.poll(arrows).toBe(0);
});

describe('in a small window', () => {
  const sortBy = page.getByRole('combobox', { name: 'Sort by' });
  const options = page.getByRole('button', { name: 'Options' });
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...(AGENTS[index % 3] as HistoryAgent),
    userId: `u-${index}`,
  }));

  /** How many rows are seen in full. */
  function rowsInSight(): number {
    const box = document.querySelector('.timeline')?.getBoundingClientRect();
    const head = document.querySelector('.head')?.getBoundingClientRect();
    const rows = [...document.querySelectorAll('.lane.row')].map((each) => each.getBoundingClientRect());
    return rows.filter(({ top, bottom }) => top >= (head?.bottom ?? 0) - 1 && bottom <= (box?.bottom ?? 0) + 1).length;
  }

  it.each([
    [320, 560, 6],
    [380, 600, 6],
    [380, 310, 4],
    [640, 400, 4],
  ])('of %i x %i pixels at least %i rows are seen', async (width, height, rows) => {
    const agents = fakeAgents(30, Date.now());
    await mountApp(createFakeBridge({ team: fakeSnapshot(agents, Date.now()) }), [width, height]);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByRole('rowheader').first()).toBeVisible();
    await expect.poll(rowsInSight).toBeGreaterThanOrEqual(rows);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  it('what is needed rarely is behind a button', async () => {
    await mountApp(createFakeBridge({}), POPOVER);
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(timeField).toBeVisible();
    await expect.element(sortBy).not.toBeInTheDocument();
    await options.click();
    await expect.element(options).toHaveAttribute('aria-expanded', 'true');
    await expect.element(sortBy).toBeVisible();
    await expect.element(page.getByRole('spinbutton', { name: 'Fewer than' })).toBeVisible();
    await expect.element(page.getByRole('searchbox', { name: 'Find agents' })).toBeVisible();
    await expect.element(panel).not.toBeInTheDocument();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(POPOVER[0]);
    await options.click();
    await expect.element(sortBy).not.toBeInTheDocument();
  });

  it('a zoom keeps its way back in sight', async () => {
    await mountTimeline({ agents: many }, POPOVER);
    (row('Ana Silva').first().element() as HTMLElement).focus();
    await userEvent.keyboard('+');
    await page.getByRole('button', { name: /^10:00 to 14:00, back/ }).click();
    await expect.element(page.getByRole('button', { name: 'Whole day' })).not.toBeInTheDocument();
  });

  it('the names at a minute are shown in place of the rows that they need', async () => {
    await mountTimeline({}, POPOVER);
    await page.getByRole('button', { name: 'Open the list of this minute' }).click();
    await timeField.fill('09:00');
    await userEvent.keyboard('{Enter}');
    await expect.poll(panelLines).toContain('Ben Okoro since 09:00');
  });
});
