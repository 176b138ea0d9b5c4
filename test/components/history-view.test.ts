import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok } from '../../electron/shared/result.ts';
import type { HistoryAgent, HistoryQuery, HistoryReport, StatusInterval } from '../../electron/shared/model.ts';
import { ACCOUNT, PROFILE, createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY = Date.UTC(2026, 10, 19);
const TODAY = new Date().toISOString().slice(0, 10);

function interval(primaryStatus: string, secondaryStatus: string, from: number, to: number): StatusInterval {
  const [start, end] = [DAY + from * HOUR_MS, DAY + to * HOUR_MS];
  const durationMs = end - start;
  return { primaryStatus, secondaryStatus, start, end, durationMs, clippedStart: from === 0, clippedEnd: to === 24 };
}

function agent(userId: string, name: string, intervals: StatusInterval[]): HistoryAgent {
  const totalsMs: Record<string, number> = {};
  for (const { primaryStatus, durationMs } of intervals) {
    totalsMs[primaryStatus] = (totalsMs[primaryStatus] ?? 0) + durationMs;
  }
  const recordedMs = Object.values(totalsMs).reduce((sum, ms) => sum + ms, 0);
  const email = `${userId}@example.com`;
  const knownUntil = DAY + 24 * HOUR_MS;
  return { userId, name, email, intervals, totalsMs, noRecordMs: 24 * HOUR_MS - recordedMs, knownUntil };
}

const AGENTS = [
  agent('amara', 'Amara Okafor', [interval('AVAILABLE', 'Available', 0, 2), interval('BUSY', 'NBK', 2.5, 3)]),
  agent('jose', 'José María García', [interval('AWAY', 'Lunch', 2.25, 4)]),
  agent('zoe', 'Zoë van der Berg', []),
];

function report(query: Pick<HistoryQuery, 'from' | 'to'>, patch: Partial<HistoryReport> = {}): HistoryReport {
  const { from, to } = query;
  const dates = [from, ...(from === to ? [] : [to])];
  const days = dates.map((date) => ({
    date,
    startsAt: DAY,
    endsAt: DAY + 24 * HOUR_MS,
    read: 'complete' as const,
    agents: AGENTS,
  }));
  const apiTimes = { zone: 'request', decidedBy: 'evidence' } as const;
  const nothing = { partial: null, notUnderstood: 0, notFound: [], fewerThanTeam: null };
  return { from, to, timeZone: 'UTC', takenAt: DAY + 30 * HOUR_MS, apiTimes, ...nothing, days, ...patch };
}

function withHistory(): FakeBridge {
  const fake = createFakeBridge();
  fake.answer('history:load', (query) => ok(report(query)));
  return fake;
}

async function openHistory(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
}

function queries(fake: FakeBridge): unknown[] {
  return fake.calls.filter(({ command }) => command === 'history:load').map(({ args }) => args[0]);
}

const queryOf = (from: string, to = from): HistoryQuery => ({ from, to, timeZone: null, agents: [], apiTimes: null });
const tooltip = page.getByRole('tooltip');
const amara = page.getByRole('gridcell', { name: /^Amara Okafor:/ });
const names = (): string[] => [...document.querySelectorAll('.rows [role=rowheader]')].map((cell) => cell.textContent);

describe('the timeline', () => {
  it('reads today when it is opened, once, and has one row per agent with the total of a status', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await expect.poll(names).toEqual(['Amara Okafor', 'José María García', 'Zoë van der Berg']);
    const totals = (): string[] => [...document.querySelectorAll('.row .total')].map((cell) => cell.textContent);
    expect(totals()).toEqual(['2 h', '0 m', 'no record']);
    await page.getByRole('combobox', { name: 'Total of' }).selectOptions('BUSY');
    await expect.poll(totals).toEqual(['30 m', '0 m', 'no record']);
    expect(queries(fake)).toEqual([queryOf(TODAY)]);
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByRole('link', { name: 'History' }).click();
    await expect.poll(totals).toEqual(['30 m', '0 m', 'no record']);
    expect(queries(fake)).toHaveLength(1);
  });

  it('says in words what a band shows', async () => {
    await openHistory(withHistory());
    await expect
      .element(amara)
      .toHaveAccessibleName('Amara Okafor: Available 2 hours, Busy 30 minutes, no record 21 hours 30 minutes');
    await expect
      .element(page.getByRole('img', { name: 'AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 min' }))
      .toBeVisible();
  });

  it('is one tab stop below the slider of minutes: arrows lead to intervals and agents, with the exact text', async () => {
    await openHistory(withHistory());
    await expect.element(amara).toBeVisible();
    await page.getByRole('combobox', { name: 'Total of' }).click();
    await userEvent.keyboard('{Escape}{Tab}');
    await expect.element(amara).toHaveFocus();
    await expect
      .element(tooltip)
      .toHaveTextContent('Amara Okafor: Available 2 hours, Busy 30 minutes, no record 21 hours 30 minutes');
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(tooltip)
      .toHaveTextContent('AVAILABLE, 00:00:00 – 02:00:00, 2 h, continues from the day before');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tooltip).toHaveTextContent('BUSY · NBK, 02:30:00 – 03:00:00, 30 min');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(tooltip).toHaveTextContent('AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 min');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 min');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(tooltip).toHaveTextContent('Zoë van der Berg: no record 24 hours');
    await userEvent.keyboard('{Tab}');
    await expect.element(tooltip).not.toBeInTheDocument();
    expect(document.querySelectorAll('.rows [tabindex="0"]')).toHaveLength(1);
  });

  it('shows what lies under the pointer, holes too', async () => {
    await openHistory(withHistory());
    await expect.element(amara).toBeVisible();
    const { width, height } = amara.element().getBoundingClientRect();
    // Four hours are shown; a quarter past two lies in the hole between two and half past.
    await userEvent.hover(amara, { position: { x: (width / 4) * 2.25, y: height / 2 } });
    await expect.element(tooltip).toHaveTextContent('No record, 02:00:00 – 02:30:00, 30 min');
    await userEvent.hover(amara, { position: { x: (width / 4) * 2.75, y: height / 2 } });
    await expect.element(tooltip).toHaveTextContent('BUSY · NBK, 02:30:00 – 03:00:00, 30 min');
  });

  it('keeps the tooltip in a narrow window', async () => {
    await openHistory(withHistory(), POPOVER);
    await expect.element(amara).toBeVisible();
    await userEvent.click(amara, { position: { x: 2, y: 8 } });
    await expect
      .element(tooltip)
      .toHaveTextContent('AVAILABLE, 00:00:00 – 02:00:00, 2 h, continues from the day before');
    const box = tooltip.element().getBoundingClientRect();
    expect([box.left >= 8, box.right <= 372, box.bottom <= 612]).toEqual([true, true, true]);
  });

  it('switches between the recorded hours and the full day', async () => {
    await openHistory(withHistory());
    const hours = (): string[] => [...document.querySelectorAll('.axis span')].map((label) => label.textContent);
    await expect.poll(() => hours().at(-1)).toBe('04:00');
    await page.getByRole('button', { name: 'Whole day' }).click();
    await expect.poll(() => [hours()[0], hours().at(-1)]).toEqual(['00:00', '00:00']);
  });

  it('finds agents by name without accents, and says when there is nobody', async () => {
    await openHistory(withHistory());
    const search = page.getByRole('searchbox', { name: 'Find agents' });
    await search.fill('garcia');
    await expect.poll(names).toEqual(['José María García']);
    await expect.element(page.getByText('1 of 3 agents')).toBeVisible();
    await search.fill('nobody');
    await expect.element(page.getByRole('heading', { name: 'Nobody found' })).toBeVisible();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await expect.poll(names).toHaveLength(3);
  });

  it('draws a window of 5,000 agents and reaches the last by keyboard', async () => {
    const fake = SCENARIOS['team-5000']();
    await openHistory(fake);
    await expect.element(amara.first()).toBeVisible();
    expect(names().length).toBeLessThan(60);
    expect(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('5002');
    (amara.first().element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.poll(() => document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex')).toBe('5002');
    await expect.element(page.elementLocator(document.activeElement as Element)).toBeInViewport();
  });
});

describe('the day', () => {
  it('goes back and forth, never beyond today', async () => {
    const fake = withHistory();
    await openHistory(fake);
    const next = page.getByRole('button', { name: 'Next day' });
    await expect.element(next).toBeDisabled();
    await page.getByRole('button', { name: 'Previous day' }).click();
    await expect.element(next).toBeEnabled();
    await expect.poll(() => queries(fake)).toEqual([queryOf(TODAY), queryOf(yesterday())]);
    await page.getByRole('button', { name: 'Today' }).click();
    await expect.element(next).toBeDisabled();
    expect(queries(fake).at(-1)).toEqual(queryOf(TODAY));
  });

  it('is picked in the field; a typed date counts once it is finished', async () => {
    const fake = withHistory();
    await openHistory(fake);
    const day = page.getByLabelText('Day', { exact: true });
    await expect.element(day).toHaveAttribute('max', TODAY);
    const field = day.element() as HTMLInputElement;
    field.focus();
    await userEvent.keyboard('1');
    await page.elementLocator(field).fill('2026-10-25');
    expect(queries(fake)).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => queries(fake).at(-1)).toEqual(queryOf('2026-10-25'));
    await expect.element(page.getByText('Sun 25 Oct 2026')).toBeInTheDocument();
  });

  it('is today in the zone of the team', async () => {
    const timeZone = 'Pacific/Kiritimati';
    const fake = createFakeBridge({
      connection: { ...ACCOUNT, kind: 'account', profile: { ...PROFILE, timeZone } } as typeof ACCOUNT,
    });
    await openHistory(fake);
    const there = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
    await expect.poll(() => queries(fake)).toEqual([queryOf(there)]);
    await expect.element(page.getByText(new RegExp(`Team time ${timeZone}, yours UTC`))).toBeVisible();
  });

  it('names the zone of the times in the head and in each tooltip where it is not the reader’s', async () => {
    const timeZone = 'Asia/Kolkata';
    // The day there has only begun at 18:30 UTC: then there is no interval to go to.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 2, 2, 9) });
    onTestFinished(() => void vi.useRealTimers());
    const fake = createFakeBridge({
      connection: { ...ACCOUNT, kind: 'account', profile: { ...PROFILE, timeZone } } as typeof ACCOUNT,
    });
    await openHistory(fake);
    const head = page.getByRole('columnheader', { name: /^Agent/ });
    await expect.element(head).toHaveTextContent('Agent times in Asia/Kolkata');
    await expect.element(page.getByRole('grid')).toHaveAccessibleName(/, in Asia\/Kolkata$/);
    await page.getByRole('gridcell', { name: /:/ }).first().click();
    await userEvent.keyboard('{Home}');
    await expect.element(page.getByRole('tooltip').getByText(/^, \S+ – \S+ in Asia\/Kolkata, /)).toBeVisible();
  });

  it('names no zone beside the times where it is the reader’s, under whatever name', async () => {
    const timeZone = 'Etc/UCT';
    const fake = createFakeBridge({
      connection: { ...ACCOUNT, kind: 'account', profile: { ...PROFILE, timeZone } } as typeof ACCOUNT,
    });
    await openHistory(fake);
    await expect.element(page.getByRole('columnheader', { name: /^Agent/ })).toHaveTextContent('Agent');
    await expect.element(page.getByText(new RegExp(`Team time ${timeZone} ·`))).toBeVisible();
  });

  it('reads again on request, and keeps the rows while it does and when that fails', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await expect.poll(names).toHaveLength(3);
    fake.answer('history:load', () => fail('timeout', { message: 'The host did not answer in time.' }));
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.element(page.getByText('The host did not answer in time.')).toBeVisible();
    expect(names()).toHaveLength(3);
    fake.answer('history:load', (query) => ok(report(query)));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByText('The host did not answer in time.')).not.toBeInTheDocument();
  });

  it('forgets what it read when the account changes, and reads the new one', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await expect.poll(names).toHaveLength(3);
    fake.push('connection:changed', { ...ACCOUNT, profile: { ...PROFILE, id: 'connection-2' } } as typeof ACCOUNT);
    await expect.poll(() => queries(fake)).toHaveLength(2);
    // The same connection, changed to another bot.
    fake.push('connection:changed', {
      ...ACCOUNT,
      profile: { ...PROFILE, id: 'connection-2', botId: 'st-2' },
    } as typeof ACCOUNT);
    await expect.poll(() => queries(fake)).toHaveLength(3);
  });
});

describe('a range of days', () => {
  it('is read as one, shown day by day, and added up in the totals', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await page.getByRole('button', { name: 'Range' }).click();
    await setDate('First day', '2026-11-18');
    await setDate('Last day', '2026-11-19');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => queries(fake).at(-1)).toEqual(queryOf('2026-11-18', '2026-11-19'));
    const days = page.getByRole('combobox', { name: 'Day of the range' });
    await days.selectOptions('Thu 19 Nov');
    await page.getByRole('button', { name: 'Totals' }).click();
    const cells = (): (string | null)[] =>
      [...document.querySelectorAll('tbody tr:first-child td')].map((cell) => cell.textContent);
    await expect.poll(cells).toEqual(['2:00', '0:30', '0:00', '0:00', '21:30']);
    await days.selectOptions('All 2 days');
    await expect.poll(cells).toEqual(['4:00', '1:00', '0:00', '0:00', '43:00']);
    await expect.element(page.getByRole('table')).toHaveAccessibleName(/Wed 18 Nov 2026 – Thu 19 Nov 2026/);
  });

  it('refuses more than 31 days and a reversed one', async () => {
    await openHistory(withHistory());
    await page.getByRole('button', { name: 'Range' }).click();
    await setDate('Last day', '2026-11-19');
    await setDate('First day', '2026-10-01');
    await expect.element(page.getByRole('alert')).toHaveTextContent('At most 31 days; this is 50.');
    await expect.element(page.getByRole('button', { name: 'Show', exact: true })).toBeDisabled();
  });
});

describe('a read', () => {
  it('tells how far it is and what it waits for, and can be cancelled', async () => {
    const fake = SCENARIOS['history-loading']();
    await openHistory(fake);
    await expect.element(page.getByText(/day 3 of 7, 150 agents read/)).toBeVisible();
    await expect
      .element(page.getByText(/^Waiting for the request limit of the account, continues in 0:\d\d$/))
      .toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByRole('heading', { name: 'Reading was stopped' })).toBeVisible();
    expect(fake.calls.filter(({ command }) => command === 'history:cancel')).toHaveLength(1);
  });

  it('drops the answer for a day that was left meanwhile', async () => {
    const fake = withHistory();
    const answers: ((name: string) => void)[] = [];
    fake.answer('history:load', async (query) => {
      const name = await new Promise<string>((resolve) => answers.push(resolve));
      const original = report(query);
      const days = original.days.map((day) => ({ ...day, agents: day.agents.map((each) => ({ ...each, name })) }));
      return ok({ ...original, days });
    });
    await openHistory(fake);
    await expect.poll(() => answers.length).toBe(1);
    await page.getByRole('button', { name: 'Previous day' }).click();
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.('in time');
    await expect.poll(() => names()[0]).toBe('in time');
    answers[0]?.('too late');
    await page.getByRole('button', { name: 'Totals' }).click();
    await expect.element(page.getByRole('table')).toBeVisible();
    expect(document.querySelector('tbody th')?.textContent).toBe('in time');
    expect(queries(fake)).toEqual([queryOf(TODAY), queryOf(yesterday())]);
  });

  it('says that a report is not complete, and offers to read again', async () => {
    const fake = withHistory();
    fake.answer('history:load', (query) =>
      ok(report(query, { partial: { reason: 'The limit was hit.', agentsRead: 150 } })),
    );
    await openHistory(fake);
    await expect.element(page.getByText('Not complete: 150 agents were read. The limit was hit.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Read the rest' })).toBeVisible();
    expect(names()).toHaveLength(3);
  });

  /** 18 to 20 November, of which a read that breaks off has the first day only. */
  function withUnread(): FakeBridge {
    const fake = createFakeBridge();
    fake.answer('history:load', (query) => {
      if (query.from === TODAY) return ok(report(query));
      const [first, last] = report(query).days;
      const unread = (date: string) =>
        ({ date, startsAt: DAY, endsAt: DAY + 24 * HOUR_MS, read: 'none', agents: [] }) as const;
      const middle = unread('2026-11-19');
      if (query.from === '2026-11-18') {
        const days = [first, middle, unread('2026-11-20')].filter((day) => day !== undefined);
        return ok(report(query, { days, partial: { reason: 'It broke off.', agentsRead: 3 }, notUnderstood: 1 }));
      }
      const days = [first, last].filter((day) => day !== undefined);
      return ok(report(query, { days, notUnderstood: 1 }));
    });
    return fake;
  }

  async function openRange(fake: FakeBridge): Promise<void> {
    await openHistory(fake);
    await page.getByRole('button', { name: 'Range' }).click();
    await setDate('First day', '2026-11-18');
    await setDate('Last day', '2026-11-20');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.element(page.getByText('Not complete: 3 agents were read. It broke off.')).toBeVisible();
  }

  it('shows an unread day as unread, and goes on with what is missing', async () => {
    const fake = withUnread();
    await openRange(fake);
    const days = page.getByRole('combobox', { name: 'Day of the range' });
    await days.selectOptions('Thu 19 Nov, not read');
    await expect.element(page.getByRole('heading', { name: 'This day was not read' })).toBeVisible();
    expect(document.body.textContent).not.toContain('no record');
    await page.getByRole('button', { name: 'Read the rest' }).click();
    await expect.poll(() => queries(fake).at(-1)).toEqual(queryOf('2026-11-19', '2026-11-20'));
    await expect.poll(names).toHaveLength(3);
    await expect.element(page.getByText(/^Not complete/)).not.toBeInTheDocument();
    await expect.element(page.getByText(/^2 entries of Kore\.ai's answer were not understood/)).toBeVisible();
    await expect
      .poll(() => [...document.querySelectorAll('.day option')].map((option) => option.textContent.trim()))
      .toEqual(['Wed 18 Nov', 'Thu 19 Nov', 'Fri 20 Nov']);
  });

  it('adds up what was read only, and says of how many days', async () => {
    await openRange(withUnread());
    await page.getByRole('button', { name: 'Totals' }).click();
    await page.getByRole('combobox', { name: 'Day of the range' }).selectOptions('All 3 days, 2 not read');
    await expect.element(page.getByRole('table')).toHaveAccessibleName(/, without 2 days not read$/);
    const cells = [...document.querySelectorAll('tbody tr:first-child td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['2:00', '0:30', '0:00', '0:00', '21:30']);
  });

  it('reads everything again where the rest has shown another zone of the times', async () => {
    const fake = withUnread();
    await openRange(fake);
    fake.answer('history:load', (query) => ok(report(query, { apiTimes: { zone: 'UTC', decidedBy: 'evidence' } })));
    await page.getByRole('button', { name: 'Read the rest' }).click();
    await expect
      .poll(() => queries(fake).slice(-2))
      .toEqual([queryOf('2026-11-19', '2026-11-20'), queryOf('2026-11-18', '2026-11-20')]);
  });

  it('says when a day has no record at all', async () => {
    await openHistory(SCENARIOS['history-empty']());
    await expect.element(page.getByRole('heading', { name: 'No status was recorded on this day' })).toBeVisible();
  });

  it('says why nothing could be read, with one thing to do', async () => {
    const fake = withHistory();
    fake.answer('history:load', () => fail('not-connected'));
    await openHistory(fake);
    await expect.element(page.getByRole('heading', { name: 'The history could not be read' })).toBeVisible();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'Change the connection' })).toBeVisible();
  });

  it('names the scope that is missing', async () => {
    const fake = withHistory();
    fake.answer('history:load', () => fail('scope-missing'));
    await openHistory(fake);
    await expect.element(page.getByText(/The history needs the scope “SmartAssist Analytics”\.$/)).toBeVisible();
  });

  it('says how times were read, in which zones and as of when', async () => {
    const fake = withHistory();
    fake.answer('history:load', () => ok(report({ from: '2026-11-18', to: '2026-11-18' })));
    await openHistory(fake);
    await expect
      .element(
        page.getByText(
          'Self-reported status · Team time UTC · API times read as team time (evidence) · as of Fri 20 Nov 06:00',
        ),
      )
      .toBeVisible();
  });
});

function yesterday(): string {
  return new Date(Date.now() - 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
}

async function setDate(label: string, date: string): Promise<void> {
  const field = page.getByLabelText(label, { exact: true });
  (field.element() as HTMLInputElement).focus();
  await field.fill(date);
  await userEvent.keyboard('{Enter}');
}
