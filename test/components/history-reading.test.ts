import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HistoryRequest } from '../../electron/shared/model.ts';
import { appError, fail, ok } from '../../electron/shared/result.ts';
import { ACCOUNT, PROFILE, createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { ALL_READ, type FakeHistory } from '../support/fake-history-answers.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp, WINDOW } from './mount-app.ts';

const NOW = Date.now();

/** A team of which some was read; a page has 50 agents. */
function withRead(history: Partial<FakeHistory>, agents = 24): FakeBridge {
  const team = fakeSnapshot(fakeAgents(agents, NOW), NOW);
  return createFakeBridge({ team, history: { ...ALL_READ, ...history } });
}

/** Lets a read go on that waits. */
function goOn({ core }: FakeBridge): void {
  core.history = { ...core.history, readsTo: Infinity };
}

async function openHistory(fake: FakeBridge): Promise<void> {
  await mountApp(fake, WINDOW);
  await page.getByRole('link', { name: 'History' }).click();
}

const requests = (fake: FakeBridge, command: string): readonly HistoryRequest[] =>
  fake.calls.filter((call) => call.command === command).map(({ args }) => args[0] as HistoryRequest);
/** The agents in the timeline, without its head and the row of the team. */
const rows = (): number =>
  Math.max(0, Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0) - 2);
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('opening the history', () => {
  it('shows what was read before, without a call', async () => {
    const fake = withRead({});
    await openHistory(fake);
    await expect.poll(rows).toBe(24);
    expect(requests(fake, 'history:read')).toEqual([]);
  });

  it('reads what is missing at once where that takes few calls', async () => {
    const fake = withRead({ read: 0 });
    await openHistory(fake);
    await expect.poll(rows).toBe(24);
    expect(requests(fake, 'history:read')).toEqual([requests(fake, 'history:get')[0]]);
    expect(document.body.textContent).not.toContain('agents read');
  });

  it('asks before it makes many calls, and says how many and how long they take', async () => {
    const fake = withRead({ read: 0 }, 600);
    await openHistory(fake);
    await expect.element(page.getByRole('heading', { name: 'Not read yet' })).toBeVisible();
    await expect.element(page.getByText(/Reading takes about 12 calls, 20 seconds\.$/)).toBeVisible();
    expect(requests(fake, 'history:read')).toEqual([]);
    await button('Read').click();
    await expect.poll(rows).toBe(600);
  });

  it('reads today again when that was long ago, and not when it was a moment ago', async () => {
    const fake = withRead({});
    const { bridge } = fake;
    let readAt = Date.now() - 600_000;
    fake.answer('history:get', async (request) => {
      const known = await answerOf(fake, request);
      const days = known.days.map((day) => ({ ...day, readAt }));
      return ok({ ...known, days });
    });
    fake.answer('history:read', (request) => {
      readAt = Date.now();
      return bridge.invoke('history:get', request);
    });
    await openHistory(fake);
    await expect.poll(() => requests(fake, 'history:read')).toHaveLength(1);
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByRole('link', { name: 'History' }).click();
    await expect.poll(rows).toBe(24);
    expect(requests(fake, 'history:read')).toHaveLength(1);
  });
});

/** What another fake of the same team knows, of which everything was read. */
async function answerOf(fake: FakeBridge, request: HistoryRequest) {
  const twin = createFakeBridge({ team: fake.core.team });
  const result = await twin.bridge.invoke('history:get', request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('a read', () => {
  it('shows rows as they come, how far it is and how long it goes on; cancelled it keeps them and goes on later', async () => {
    const fake = withRead({ read: 0, readsTo: 50 }, 600);
    await openHistory(fake);
    await button('Read').click();
    await expect.element(page.getByText(/^Reading .+: 50 of 600 agents read, about \d+ seconds left$/)).toBeVisible();
    await expect.poll(rows).toBe(50);
    await button('Cancel').click();
    await expect
      .element(page.getByText(/^50 of 600 agents read\. .*Reading the rest takes about 11 calls/))
      .toBeVisible();
    expect(rows()).toBe(50);
    goOn(fake);
    await button('Read the rest').click();
    await expect.poll(rows).toBe(600);
    await expect.element(page.getByText(/agents read/)).not.toBeInTheDocument();
    expect(requests(fake, 'history:cancel')).toHaveLength(1);
  });

  it('of five thousand agents paints the first page while no other has come', async () => {
    const fake = withRead({ read: 0, readsTo: 50 }, 5_000);
    await openHistory(fake);
    await button('Read').click();
    await expect.element(page.getByText(/^Reading .+: 50 of 5,000 agents read, about /)).toBeVisible();
    await expect.poll(rows).toBe(50);
    const timeline = page.getByRole('grid').getByRole('rowgroup').last();
    await expect.element(timeline.getByRole('rowheader').first()).toBeVisible();
    await expect.element(timeline.getByRole('gridcell').first()).toBeVisible();
  });

  it('is announced when it begins, and not with each page', async () => {
    const fake = withRead({ read: 0, readsTo: 0 }, 600);
    await openHistory(fake);
    const said: string[] = [];
    await button('Read').click();
    const status = page.getByRole('status').filter({ hasText: /^Reading/ });
    await expect.element(status).toBeInTheDocument();
    new MutationObserver(() => said.push(status.element().textContent)).observe(status.element(), {
      characterData: true,
      childList: true,
      subtree: true,
    });
    goOn(fake);
    await expect.poll(rows).toBe(600);
    expect(said).toEqual([]);
  });

  it('says what it waits for', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await openHistory(SCENARIOS['history-loading']());
    await expect.element(page.getByText(/: 150 of 500 agents read, about 2 minutes left$/)).toBeVisible();
    await expect
      .element(page.getByText(/^Waiting for the request limit of the account, continues in 0:\d\d$/))
      .toBeVisible();
  });

  it('ends when other days are wanted', async () => {
    const fake = withRead({ read: 0, readsTo: 0 }, 600);
    await openHistory(fake);
    await button('Read').click();
    await expect.element(button('Cancel')).toBeVisible();
    await button('Previous day').click();
    await expect.poll(() => requests(fake, 'history:cancel')).toHaveLength(1);
    await expect.element(button('Cancel')).not.toBeInTheDocument();
  });

  it('that broke off says why and offers the rest', async () => {
    const fake = withRead({ read: 0.5, stopped: appError('rate-limited') }, 1_200);
    await openHistory(fake);
    const { message } = appError('rate-limited');
    const words = `600 of 1,200 agents read. ${message} Reading the rest takes about 12 calls, 20 seconds.`;
    await expect.element(page.getByText(words)).toBeVisible();
    await expect.element(button('Read the rest')).toBeVisible();
  });

  it('that finds nothing says why, with one thing to do', async () => {
    const fake = withRead({ read: 0 });
    fake.answer('history:read', () => fail('scope-missing'));
    await openHistory(fake);
    await expect.element(page.getByRole('heading', { name: 'The history could not be read' })).toBeVisible();
    await expect.element(page.getByText(/The history needs the scope “SmartAssist Analytics”\.$/)).toBeVisible();
    fake.answer('history:read', () => fail('not-connected'));
    await button('Try again').click();
    await button('Connect').click();
    await expect.element(page.getByRole('heading', { name: 'Change the connection' })).toBeVisible();
  });
});

describe('what changes meanwhile', () => {
  it('is asked for again without losing the place', async () => {
    const fake = withRead({ read: 0.5 }, 1_200);
    await openHistory(fake);
    await expect.poll(rows).toBe(600);
    const grid = page.getByRole('grid').element();
    grid.scrollTop = 5_000;
    await page.getByRole('searchbox', { name: 'Find agents' }).click();
    fake.core.history = { ...fake.core.history, read: 1 };
    fake.push('history:changed', null);
    await expect.poll(rows).toBe(1_200);
    expect(page.getByRole('grid').element()).toBe(grid);
    expect(grid.scrollTop).toBe(5_000);
    await expect.element(page.getByRole('searchbox', { name: 'Find agents' })).toHaveFocus();
  });

  it('leaves the focus at its agent and goes on from there', async () => {
    const fake = withRead({ read: 0.5, readsTo: 20 }, 40);
    await openHistory(fake);
    await expect.poll(rows).toBe(20);
    await page.getByRole('gridcell', { name: /^Freya Lindqvist:/ }).click({ position: { x: 2, y: 2 } });
    await userEvent.keyboard('{Escape}{Escape}');
    const focused = (): string => document.activeElement?.getAttribute('aria-label')?.split(':')[0] ?? '';
    await expect.poll(focused).toBe('Freya Lindqvist');
    goOn(fake);
    await expect.poll(rows).toBe(40);
    expect(focused()).toBe('Freya Lindqvist');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focused).toBe('Hiroshi Tanaka');
  });

  it('is shown together, so that no two numbers are of different moments', async () => {
    const fake = withRead({ read: 0.5 }, 1_200);
    await openHistory(fake);
    await expect.element(page.getByText(/^600 of 1,200 agents read/)).toBeVisible();
    let release = (): void => undefined;
    fake.answer('history:day', async (...args) => {
      await new Promise<void>((resolve) => (release = resolve));
      return createFakeBridge(fake.core).bridge.invoke('history:day', ...args);
    });
    const before = requests(fake, 'history:get').length;
    fake.core.history = { ...fake.core.history, read: 0.75 };
    fake.push('history:changed', null);
    await expect.poll(() => requests(fake, 'history:get').length).toBe(before + 1);
    expect(rows()).toBe(600);
    await expect.element(page.getByText(/^600 of 1,200 agents read/)).toBeVisible();
    release();
    await expect.poll(rows).toBe(900);
    await expect.element(page.getByText(/^900 of 1,200 agents read/)).toBeVisible();
  });

  it('is asked for once where it changes many times', async () => {
    const fake = withRead({});
    await openHistory(fake);
    await expect.poll(rows).toBe(24);
    const before = requests(fake, 'history:get').length;
    for (let times = 0; times < 50; times += 1) fake.push('history:changed', null);
    await expect.poll(() => requests(fake, 'history:get').length).toBe(before + 1);
  });

  it('is asked for again once it is known who serves a queue', async () => {
    const fake = withRead({});
    const { bridge } = fake;
    let isKnown = false;
    fake.answer('history:get', async (request) =>
      isKnown ? ok(await answerOf(fake, request)) : fail('not-found', { message: 'Nobody knows who serves it.' }),
    );
    await openHistory(fake);
    await expect.element(page.getByText('Nobody knows who serves it.')).toBeVisible();
    isKnown = true;
    const directory = await bridge.invoke('directory:get');
    if (directory.ok) fake.push('directory:changed', directory.value);
    await expect.poll(rows).toBe(24);
  });

  it('is asked for when the link to Rollcall is back', async () => {
    const fake = withRead({ read: 0.5 }, 1_200);
    await openHistory(fake);
    await expect.poll(rows).toBe(600);
    fake.link.drop(Object.assign(new Error('Rollcall cannot be reached.'), { code: 'connection-lost' as const }));
    await expect.element(page.getByText('Rollcall cannot be reached.')).toBeVisible();
    fake.core.history = { ...fake.core.history, read: 1 };
    fake.link.restore();
    await expect.poll(rows).toBe(1_200);
  });

  it('is not asked for while the history is closed', async () => {
    const fake = withRead({});
    await openHistory(fake);
    await expect.poll(rows).toBe(24);
    await page.getByRole('link', { name: 'Team' }).click();
    await expect.element(page.getByRole('searchbox', { name: 'Search agents' })).toBeVisible();
    const before = fake.calls.filter(({ command }) => command.startsWith('history:')).length;
    fake.push('history:changed', null);
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    expect(fake.calls.filter(({ command }) => command.startsWith('history:'))).toHaveLength(before);
  });

  it('is another connection: nothing of the one before is shown', async () => {
    const fake = withRead({});
    await openHistory(fake);
    await expect.poll(rows).toBe(24);
    fake.core.connection = { ...ACCOUNT, profile: { ...PROFILE, id: 'connection-2' } } as typeof ACCOUNT;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    fake.answer('history:get', async (request) => {
      await held;
      return ok(await answerOf(withRead({}, 30), request));
    });
    fake.answer('history:day', async () => {
      await held;
      return fail('not-found');
    });
    fake.push('connection:changed', fake.core.connection);
    fake.push('view:changed', { connectionId: 'connection-2', views: [], activeId: null });
    await expect.poll(rows).toBe(0);
    letGo();
  });
});
