import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AppInfo, Board, BoardTeam } from '../../electron/shared/model.ts';
import { NO_COUNTS } from '../../electron/shared/team/counts.ts';
import { appError, fail, ok } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SAMPLE_BOARD } from '../support/fake-board.ts';
import { mountApp, POPOVER } from './mount-app.ts';

const SCREEN = [1920, 1080] as const;
const LONG = 'Customers of the northern regions, nights';

function team(viewId: string | null, name: string, counts: Partial<BoardTeam['counts']>): BoardTeam {
  return { viewId, name, counts: { ...NO_COUNTS, total: 9, ...counts } };
}

const TEAMS = [
  team(null, 'Everybody', { AVAILABLE: 1204, BUSY: 2891, AWAY: 417, OFFLINE: 488 }),
  team('a', LONG, { AVAILABLE: 0, BUSY: 7, AWAY: 2 }),
];

function board(patch: Partial<Board> = {}): Board {
  return { ...SAMPLE_BOARD, teams: TEAMS, asOf: Date.now(), ...patch };
}

/** Opens the board by its entry in the navigation. */
async function openBoard(patch: Partial<Board> = {}, size: readonly [number, number] = SCREEN): Promise<FakeBridge> {
  const fake = createFakeBridge();
  fake.answer('board:get', () => ok(board(patch)));
  history.replaceState(null, '', '#/board');
  onTestFinished(() => history.replaceState(null, '', '#'));
  await mountApp(fake, size);
  await expect.element(page.getByRole('region', { name: 'Board' })).toBeVisible();
  return fake;
}

const cellsOf = (name: string): readonly string[] =>
  [...page.getByRole('heading', { name }).element().closest('section')!.querySelectorAll('li')].map((cell) =>
    cell.textContent.trim(),
  );

describe('the board', () => {
  it('shows each team with its four statuses in numbers and words, and no agent', async () => {
    await openBoard();
    await expect.element(page.getByRole('heading', { name: 'Everybody' })).toBeVisible();
    expect(cellsOf('Everybody')).toEqual(['1,204 Available', '2,891 Busy', '417 Away', '488 Offline']);
    expect(cellsOf(LONG)).toEqual(['0 Available', '7 Busy', '2 Away', '0 Offline']);
    await expect.element(page.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();
    expect(document.body.textContent).not.toContain('Amara');
    expect(page.getByText('Not live.').query()).toBeNull();
  });

  it.each([SCREEN, [1080, 1920], [1280, 720]] as const)(
    'fits into %i x %i with every number whole',
    async (...size) => {
      await openBoard(
        { teams: Array.from({ length: 12 }, (_, index) => ({ ...TEAMS[0]!, viewId: `${index}` })) },
        size,
      );
      await expect.element(page.getByRole('heading', { name: 'Everybody' }).last()).toBeInViewport({ ratio: 1 });
      for (const cell of document.querySelectorAll('li')) {
        const outer = cell.getBoundingClientRect();
        for (const part of cell.children) {
          const inner = part.getBoundingClientRect();
          expect(inner.width).toBeLessThanOrEqual(outer.width);
          expect(inner.bottom).toBeLessThanOrEqual(outer.bottom + 1);
          expect(inner.top).toBeGreaterThanOrEqual(outer.top - 1);
        }
        expect(outer.bottom).toBeLessThanOrEqual(size[1]);
      }
    },
  );

  it('marks a team in which nobody is free, unless nobody knows that this is so now', async () => {
    const marked = (): number => document.querySelectorAll('.nobody').length;
    const fake = await openBoard();
    await expect.poll(marked).toBe(1);
    fake.answer('board:get', () => fail('connection-lost'));
    await expect.poll(marked, { timeout: 10_000 }).toBe(0);
  });

  it('keeps the last counts with their time when Rollcall does not answer, and goes on by itself', async () => {
    const fake = await openBoard();
    await expect.element(page.getByRole('heading', { name: 'Everybody' })).toBeVisible();
    fake.answer('board:get', () => ({ ok: false, error: appError('connection-lost', { message: 'It has ended.' }) }));
    await expect.element(page.getByRole('alert'), { timeout: 10_000 }).toHaveTextContent('It has ended.');
    await expect.element(page.getByText(/These are the counts of \d\d:\d\d:\d\d/)).toBeVisible();
    expect(page.getByText(/^as of/).query()).toBeNull();
    expect(cellsOf('Everybody')[0]).toBe('1,204 Available');
    expect(document.querySelectorAll('.stale')).toHaveLength(2);
    fake.answer('board:get', () => ok(board({ teams: [team(null, 'Everybody', { AVAILABLE: 5 })] })));
    await expect.poll(() => cellsOf('Everybody')[0], { timeout: 10_000 }).toBe('5 Available');
    expect(page.getByRole('alert').query()).toBeNull();
  });

  it('says what the numbers lack, and that they are a demo', async () => {
    await openBoard({ isDemo: true, uncounted: ['Night'], ignored: 2 });
    await expect.element(page.getByText('Demo data', { exact: true })).toBeVisible();
    await expect.element(page.getByText(/Not counted at present: Night\. 2 entries/)).toBeVisible();
  });

  it('names the demo once where the connection is called that', async () => {
    await openBoard({ isDemo: true, name: 'Demo data' });
    await expect.element(page.getByRole('heading', { name: 'Demo data' })).toBeVisible();
    expect(page.getByText('Demo data', { exact: true }).elements()).toHaveLength(1);
  });

  it('shows no number before the first answer', async () => {
    await openBoard({ asOf: null, health: { state: 'starting', since: 0, nextAt: null, message: '' } });
    await expect.element(page.getByText(/No counts yet/)).toBeVisible();
    expect(document.querySelectorAll('.team')).toHaveLength(0);
  });

  it.each(['button', 'key'])('fills the screen by its %s, and leaves it by F', async (by) => {
    const fill = vi.spyOn(HTMLElement.prototype, 'requestFullscreen').mockResolvedValue();
    const leave = vi.spyOn(document, 'exitFullscreen').mockResolvedValue();
    onTestFinished(() => void vi.restoreAllMocks());
    await openBoard();
    const button = page.getByRole('button', { name: 'Full screen (F)' });
    await expect.element(button).toBeVisible();
    if (by === 'button') await button.click();
    else await userEvent.keyboard('f');
    await expect.element(button).not.toBeInTheDocument();
    expect(fill.mock.contexts).toEqual([page.getByRole('region', { name: 'Board' }).element()]);
    await userEvent.keyboard('f');
    await expect.poll(() => leave.mock.calls.length).toBe(1);
  });

  it('keeps the screen on while it is seen, and lets it go with the page', async () => {
    const release = vi.fn().mockResolvedValue(undefined);
    const request = vi.spyOn(navigator.wakeLock, 'request').mockResolvedValue({ release } as never);
    onTestFinished(() => request.mockRestore());
    await openBoard();
    expect(request).toHaveBeenCalledTimes(1);
    await page.getByRole('link', { name: 'Team' }).click();
    await expect.poll(() => release.mock.calls.length).toBe(1);
  });
});

describe('the way to the board', () => {
  it('is an entry of a wide page in a browser', async () => {
    const fake = createFakeBridge();
    fake.answer('board:get', () => ok(board()));
    await mountApp(fake, SCREEN);
    await page.getByRole('link', { name: 'Board' }).click();
    await expect.element(page.getByRole('heading', { name: 'Everybody' })).toBeVisible();
    onTestFinished(() => history.replaceState(null, '', '#'));
  });

  it('is not there on the desktop, nor in a narrow page', async () => {
    const fake = createFakeBridge();
    const info: AppInfo = {
      version: '1',
      surface: 'desktop',
      platform: 'linux',
      timeZone: 'UTC',
      timeZoneProblem: null,
      dataFolder: '/data',
    };
    fake.answer('app:info', () => ok(info));
    history.replaceState(null, '', '#/board');
    onTestFinished(() => history.replaceState(null, '', '#'));
    await mountApp(fake, SCREEN);
    await expect.element(page.getByRole('searchbox')).toBeVisible();
    expect(page.getByRole('link', { name: 'Board' }).query()).toBeNull();
    await page.viewport(...POPOVER);
    expect(page.getByRole('link', { name: 'Board' }).query()).toBeNull();
  });
});
