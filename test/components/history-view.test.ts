import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { totalsOf } from '../../electron/shared/history/totals.ts';
import type {
  HistoryAgent,
  HistoryDay,
  HistoryOverview,
  HistoryRequest,
  StatusInterval,
} from '../../electron/shared/model.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { ACCOUNT, PROFILE, createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const HOUR_MS = 3_600_000;
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

function overview({ dates }: HistoryRequest, patch: Partial<HistoryOverview> = {}): HistoryOverview {
  return {
    timeZone: 'UTC',
    takenAt: Date.now(),
    apiTimes: { zone: 'request', decidedBy: 'evidence' },
    agents: AGENTS.map(({ userId, name }) => ({ userId, name })),
    days: dates.map((date) => ({ ...bounds(date), date, agentsRead: AGENTS.length, readAt: Date.now() })),
    missing: null,
    stopped: null,
    notUnderstood: 0,
    notFound: [],
    fewerThanTeam: null,
    ...patch,
  };
}

function bounds(date: string): Pick<HistoryDay, 'startsAt' | 'endsAt'> {
  const startsAt = Date.parse(`${date}T00:00:00Z`);
  return { startsAt, endsAt: startsAt + 24 * HOUR_MS };
}

/** Three agents who did on every day what they did on 19 November, and everything was read. */
function withHistory(): FakeBridge {
  const fake = createFakeBridge();
  fake.answer('history:get', (request) => ok(overview(request)));
  fake.answer('history:read', (request) => ok(overview(request)));
  fake.answer('history:day', (_, date) =>
    ok({ date, startsAt: DAY, endsAt: DAY + 24 * HOUR_MS, read: 'complete', agents: AGENTS }),
  );
  fake.answer('history:totals', ({ dates }) =>
    ok(
      AGENTS.map((each) => ({
        userId: each.userId,
        name: each.name,
        totals: totalsOf(
          dates.map(() => each),
          fake.core.settings.limits,
        ),
        noRecordMs: each.noRecordMs * dates.length,
        daysNotRead: 0,
      })),
    ),
  );
  return fake;
}

async function openHistory(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
}

/** The dates of each request that the page showed, each once in a row. */
function shown(fake: FakeBridge): readonly string[] {
  const all = fake.calls
    .filter(({ command }) => command === 'history:get')
    .map(({ args }) => (args[0] as HistoryRequest).dates.join(' '));
  return all.filter((dates, index) => dates !== all[index - 1]);
}

const tooltip = page.getByRole('tooltip');
const amara = page.getByRole('gridcell', { name: /^Amara Okafor:/ });
const names = (): string[] => [...document.querySelectorAll('.rows [role=rowheader]')].map((cell) => cell.textContent);

describe('the timeline', () => {
  it('shows today when it is opened and has one row per agent with the total of a status', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await expect.poll(names).toEqual(['Amara Okafor', 'José María García', 'Zoë van der Berg']);
    const totals = (): string[] => [...document.querySelectorAll('.row .total')].map((cell) => cell.textContent);
    expect(totals()).toEqual(['2 h', '0 m', 'no record']);
    await page.getByRole('combobox', { name: 'Total of' }).selectOptions('BUSY');
    await expect.poll(totals).toEqual(['30 m', '0 m', 'no record']);
    expect(shown(fake)).toEqual([TODAY]);
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByRole('link', { name: 'History' }).click();
    await expect.poll(totals).toEqual(['30 m', '0 m', 'no record']);
  });

  it('says in words what a band shows', async () => {
    await openHistory(withHistory());
    await expect.element(amara).toHaveAccessibleName('Amara Okafor: Available 2 h, Busy 30 m, no record 21 h 30 m');
    await expect.element(page.getByRole('img', { name: 'AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 m' })).toBeVisible();
  });

  it('is one tab stop below the slider of minutes: arrows lead to intervals and agents, with the exact text', async () => {
    await openHistory(withHistory());
    await expect.element(amara).toBeVisible();
    await page.getByRole('combobox', { name: 'Total of' }).click();
    await userEvent.keyboard('{Escape}{Tab}');
    await expect.element(amara).toHaveFocus();
    await expect.element(tooltip).toHaveTextContent('Amara Okafor: Available 2 h, Busy 30 m, no record 21 h 30 m');
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(tooltip)
      .toHaveTextContent('AVAILABLE, 00:00:00 – 02:00:00, 2 h, continues from the day before');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(tooltip).toHaveTextContent('BUSY · NBK, 02:30:00 – 03:00:00, 30 m');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(tooltip).toHaveTextContent('AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 m');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('AWAY · Lunch, 02:15:00 – 04:00:00, 1 h 45 m');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(tooltip).toHaveTextContent('Zoë van der Berg: no record 24 h');
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
    await expect.element(tooltip).toHaveTextContent('No record, 02:00:00 – 02:30:00, 30 m');
    await userEvent.hover(amara, { position: { x: (width / 4) * 2.75, y: height / 2 } });
    await expect.element(tooltip).toHaveTextContent('BUSY · NBK, 02:30:00 – 03:00:00, 30 m');
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
    await expect.poll(() => [hours()[0], hours().at(-1)]).toEqual(['00:00', '24:00']);
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
  it('is today in the zone of the team', async () => {
    const timeZone = 'Pacific/Kiritimati';
    const fake = createFakeBridge({
      connection: { ...ACCOUNT, kind: 'account', profile: { ...PROFILE, timeZone } } as typeof ACCOUNT,
    });
    await openHistory(fake);
    const there = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
    await expect.poll(() => shown(fake)).toEqual([there]);
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
    fake.answer('history:read', () => fail('timeout', { message: 'The host did not answer in time.' }));
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect.element(page.getByText('The host did not answer in time.')).toBeVisible();
    expect(names()).toHaveLength(3);
    fake.answer('history:read', (request) => ok(overview(request)));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByText('The host did not answer in time.')).not.toBeInTheDocument();
  });

  it('reads finished days again, and says what that takes', async () => {
    const again = { agentDays: 3, calls: 7, ms: 60_000 };
    const fake = withHistory();
    fake.answer('history:get', (request) => ok({ ...overview(request), again }));
    fake.answer('history:read-again', (request) => ok({ ...overview(request), again }));
    await openHistory(fake);
    await page.getByRole('button', { name: 'Read again: about 7 calls, 60 seconds', exact: true }).click();
    await expect.poll(() => fake.calls.some(({ command }) => command === 'history:read-again')).toBe(true);
  });

  it('drops the answer for a day that was left meanwhile', async () => {
    const fake = withHistory();
    const answers: ((name: string) => void)[] = [];
    fake.answer('history:day', async (_, date) => {
      const name = await new Promise<string>((resolve) => answers.push(resolve));
      return ok({ date, ...bounds(date), read: 'complete', agents: AGENTS.map((each) => ({ ...each, name })) });
    });
    await openHistory(fake);
    await expect.poll(() => answers.length).toBe(1);
    await page.getByRole('button', { name: 'Previous day' }).click();
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.('in time');
    await expect.poll(() => names()[0]).toBe('in time');
    answers[0]?.('too late');
    await page.getByRole('searchbox', { name: 'Find agents' }).fill('time');
    await expect.poll(names).toHaveLength(3);
    expect(names()[0]).toBe('in time');
  });

  it('says when it has no record at all', async () => {
    const fake = withHistory();
    fake.answer('history:day', (_, date) => ok({ date, ...bounds(date), read: 'complete', agents: [] }));
    await openHistory(fake);
    await expect.element(page.getByRole('heading', { name: 'No status was recorded on this day' })).toBeVisible();
  });

  it('says how times were read, why, in which zones and as of when, and leads to the setting', async () => {
    const fake = withHistory();
    const readAt = Date.UTC(2026, 10, 20, 6);
    fake.answer('history:get', (request) => {
      const { days, ...rest } = overview(request);
      return ok({ ...rest, days: days.map((day) => ({ ...day, readAt })) });
    });
    await openHistory(fake);
    const facts =
      'As of Fri 20 Nov 06:00 · self-reported, from Kore.ai status details · Team time UTC · API times read as team time (evidence)';
    await expect.element(page.getByText(/^As of Fri/)).toHaveTextContent(facts);
    await page.getByRole('button', { name: 'API times read as team time (evidence)' }).click();
    await expect.element(page.getByText(/^Kore\.ai’s times fit what Rollcall saw/)).toBeVisible();
    await page.getByRole('button', { name: 'Choose the zone' }).click();
    const zone = page.getByRole('group', { name: 'Zone of the times that Kore.ai sends' });
    await expect.element(zone).toBeInViewport();
    await expect.element(zone.getByRole('radio', { name: /^Find out/ })).toHaveFocus();
  });

  it.each([
    [320, 560],
    [380, 310],
    [640, 400],
  ] as const)('says as of when and from where in sight at %i x %i, the zones on request', async (width, height) => {
    await openHistory(withHistory(), [width, height]);
    const facts = page.getByText(/^As of /);
    await expect
      .poll(() => facts.element().textContent)
      .toMatch(/^\s*As of .*\d\d:\d\d · self-reported, from Kore\.ai status details/);
    const box = facts.element();
    expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
    expect(box.getBoundingClientRect().bottom).toBeLessThanOrEqual(height);
    await page.getByRole('button', { name: 'Time zones' }).click();
    await expect.element(page.getByText(/Team time UTC\. API times read as team time \(evidence\)\./)).toBeVisible();
  });

  it('says above it that the zone of its times is in doubt, with the setting that ends it', async () => {
    const fake = withHistory();
    fake.answer('history:get', (request) =>
      ok(overview(request, { apiTimes: { zone: 'request', decidedBy: 'none-fits' } })),
    );
    await openHistory(fake, [320, 640]);
    const sentence = page.getByText(/^Kore\.ai’s times fit neither UTC nor the team’s time zone/);
    await expect.element(sentence).toBeVisible();
    // Beside the button it would be a column of single words.
    expect(sentence.element().clientWidth).toBeGreaterThan(250);
    await page.getByRole('button', { name: 'Choose the zone' }).click();
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  });
});

describe('several days', () => {
  it('are shown day by day, the last one first, and added up in the totals', async () => {
    const fake = withHistory();
    await openHistory(fake);
    await chooseDates('2026-11-18', '2026-11-19');
    await expect.poll(() => shown(fake).at(-1)).toBe('2026-11-18 2026-11-19');
    const days = page.getByRole('combobox', { name: 'Day of the range' });
    await expect.element(days).toHaveValue('2026-11-19');
    await page.getByRole('button', { name: 'Totals', exact: true }).click();
    const cells = (): (string | null)[] =>
      [...document.querySelectorAll('tbody tr:first-child td')].map((cell) => cell.textContent.trim());
    await expect.element(days).toHaveDisplayValue('All 2 days');
    await expect.poll(cells).toEqual(['4 h 80 %', '1 h 20 %', '0 m', '0 m', '0 m', '43 h']);
    await expect.element(page.getByRole('table')).toHaveAccessibleName(/Wed 18 Nov 2026 – Thu 19 Nov 2026/);
    await days.selectOptions('Thu 19 Nov');
    await expect.poll(cells).toEqual(['2 h 80 %', '30 m 20 %', '0 m', '0 m', '0 m', '21 h 30 m']);
  });
});

/** Chooses days by their dates. */
async function chooseDates(from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: /^Days:/ }).click();
  await page.getByRole('menuitem', { name: 'Other days…' }).click();
  await page.getByLabelText('First day').fill(from);
  await page.getByLabelText('Last day').fill(to);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
}
