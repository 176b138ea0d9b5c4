import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { fail } from '../../electron/shared/result.ts';
import { ACCOUNT, createFakeBridge, DEMO } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot, liveHealth } from '../support/fake-team.ts';
import { lineOf, mountApp, WINDOW } from './mount-app.ts';

const NOW = Date.now();
const MINUTE_MS = 60_000;

const TEAM = [
  fakeAgent({
    userId: 'u-1',
    name: 'Zoë van der Berg',
    since: { at: NOW - 5 * MINUTE_MS, precision: 'exact', toleranceMs: 0 },
  }),
  fakeAgent({
    userId: 'u-2',
    name: 'Amara Okafor',
    since: { at: NOW - MINUTE_MS, precision: 'exact', toleranceMs: 0 },
  }),
  fakeAgent({ userId: 'u-3', name: 'José García', status: 'AWAY', secondaryStatus: 'Lunch' }),
  fakeAgent({ userId: 'u-4', name: 'Olena Shevchenko', status: 'OFFLINE' }),
];

function withTeam() {
  return createFakeBridge({ team: fakeSnapshot(TEAM, NOW) });
}

function names(): string[] {
  return [...document.querySelectorAll('[role=listitem] .name')].map((name) => name.textContent);
}

const tile = (name: string | RegExp) =>
  page.getByRole('group', { name: 'Show only these statuses' }).getByRole('button', { name });

it('a wide list shows long names complete, and so tells two apart that begin alike', async () => {
  const both = ['Silva', 'Souza'].map((last) => `Maria Aparecida de Oliveira ${last}`);
  const agents = both.map((name, index) => fakeAgent({ userId: `u-${index}`, name }));
  await mountApp(createFakeBridge({ team: fakeSnapshot(agents, NOW) }), [1400, 900]);
  await expect.poll(names).toEqual(both);
  const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;
  expect([...document.querySelectorAll('[role=listitem] .name')].filter(isCut)).toEqual([]);
});

describe('a short or zoomed page', () => {
  const SHORT = [380, 310] as const;
  const completeRows = (): number => {
    const box = page.getByRole('list', { name: 'Agents' }).element().getBoundingClientRect();
    const bottom = Math.min(
      box.bottom,
      document.querySelector('.nav.bottom')?.getBoundingClientRect().top ?? innerHeight,
    );
    return [...document.querySelectorAll('[role=listitem]')].filter((row) => {
      const { top, bottom: end } = row.getBoundingClientRect();
      return top >= box.top && end <= bottom;
    }).length;
  };

  it.each([
    ['team-24', SHORT, 4],
    ['trend', SHORT, 4],
    ['centre', SHORT, 4],
    ['team-5000', SHORT, 4],
    ['demo', SHORT, 3],
    ['offline', SHORT, 3],
    ['digest', SHORT, 2],
    // The popover at 200 %, and with it the queues.
    ['centre', [190, 310], 4],
    ['team-5000', [190, 310], 4],
    ['demo', [190, 310], 3],
    ['centre', [320, 480], 4],
    ['demo', [320, 480], 4],
    ['centre', [640, 400], 4],
  ] as const)('leaves space for the list (%s, %j)', async (name, size, rows) => {
    await mountApp(SCENARIOS[name](), size);
    await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
    await expect.poll(completeRows).toBeGreaterThanOrEqual(rows);
    // Words that are not drawn are still said.
    await expect.element(tile(name === 'team-5000' ? '1,875 Available' : /^\d+ Available/)).toBeVisible();
    const { scrollWidth, scrollHeight } = document.documentElement;
    expect([scrollWidth, scrollHeight]).toEqual(size);
  });

  describe.each([
    [320, 480],
    [700, 450],
  ] as const)('has four rows at %i x %i', (...size) => {
    it.each(['the demo', 'an own connection', 'the question about notifications'] as const)('with %s', async (what) => {
      const fake = SCENARIOS['centre-500']();
      fake.core.connection = what === 'the demo' ? DEMO : ACCOUNT;
      fake.core.settings = {
        ...DEFAULT_PREFERENCES,
        notify: what === 'the question about notifications' ? null : 'nothing',
      };
      await mountApp(fake, size);
      await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
      await expect.element(page.getByRole('button', { name: /^Queues/ })).toHaveAttribute('aria-expanded', 'false');
      await expect.poll(completeRows).toBeGreaterThanOrEqual(4);
    });
  });

  it.each([[190, 310] as const, [320, 480] as const, [700, 450] as const])(
    'asks about notifications in one line that nothing cuts off at %i x %i, and takes the answer from its menu',
    async (...size) => {
      const fake = SCENARIOS.centre();
      fake.core.settings = { ...DEFAULT_PREFERENCES, notify: null };
      await mountApp(fake, size);
      const question = page.getByRole('button', { name: 'When should Rollcall notify you?' });
      await expect.element(question).toBeVisible();
      const { height, right } = question.element().getBoundingClientRect();
      expect([height <= 30, right <= size[0]]).toEqual([true, true]);
      await question.click();
      const choices = page.getByRole('menuitem');
      await expect.poll(() => choices.elements().length).toBe(3);
      const isInside = (choice: Element): boolean => {
        const box = choice.getBoundingClientRect();
        return box.left >= 0 && box.right <= size[0] && box.bottom <= size[1];
      };
      await expect.poll(() => choices.elements().every(isInside)).toBe(true);
      await page.getByRole('menuitem', { name: 'Nothing' }).click();
      await expect.element(question).not.toBeInTheDocument();
      expect(fake.core.settings.notify).toBe('nothing');
      await expect.element(page.getByRole('button', { name: /^View: / })).toHaveFocus();
    },
  );

  it('says the whole of what is only a symbol there', async () => {
    await mountApp(SCENARIOS.centre(), [190, 310]);
    await expect.element(page.getByRole('button', { name: 'View: Everybody' })).toBeVisible();
    await expect.element(page.getByRole('combobox', { name: 'Sort' })).toBeVisible();
    await expect.element(page.getByText(/^as of \d\d:\d\d:\d\d · every 30 s$/)).toBeInTheDocument();
  });

  it('has two lines of it below the question of the first run, and scrolls to them', async () => {
    await mountApp(SCENARIOS['first-run'](), SHORT);
    const list = page.getByRole('list', { name: 'Agents' });
    await expect.element(list).toBeInTheDocument();
    list.element().scrollIntoView({ block: 'end' });
    await expect.poll(completeRows).toBeGreaterThanOrEqual(1);
  });
});

describe('the team view', () => {
  it('shows counts and agents grouped by status, by name inside a group', async () => {
    await mountApp(withTeam());
    await expect.element(tile('2 Available')).toBeVisible();
    await expect.element(tile('0 Busy')).toBeVisible();
    await expect.element(tile('1 Away')).toBeVisible();
    await expect.element(tile('1 Offline')).toBeVisible();
    expect(names()).toEqual(['Amara Okafor', 'Zoë van der Berg', 'José García', 'Olena Shevchenko']);
  });

  it('puts the longest in status first when sorted by time', async () => {
    await mountApp(withTeam());
    await page.getByRole('combobox', { name: 'Sort' }).selectOptions('Sort: time');
    await expect.poll(names).toEqual(['Zoë van der Berg', 'Amara Okafor', 'José García', 'Olena Shevchenko']);
  });

  it('filters by tile, several at once', async () => {
    await mountApp(withTeam());
    await tile('1 Away').click();
    await expect.poll(names).toEqual(['José García']);
    await expect.element(tile('1 Away')).toHaveAttribute('aria-pressed', 'true');
    await tile('1 Offline').click();
    await expect.poll(names).toEqual(['José García', 'Olena Shevchenko']);
    await tile('1 Away').click();
    await tile('1 Offline').click();
    await expect.poll(names).toHaveLength(4);
  });

  it('searches without accents, takes digits as text in the field, and clears with Esc', async () => {
    await mountApp(withTeam());
    await expect.element(page.getByRole('searchbox')).toBeVisible();
    await userEvent.keyboard('/');
    await userEvent.keyboard('jose');
    await expect.poll(names).toEqual(['José García']);
    await expect.element(page.getByText('1 agent found')).toBeInTheDocument();
    await userEvent.keyboard('1');
    await expect.element(page.getByText('No agent matches this search.')).toBeVisible();
    await expect.element(tile('2 Available')).toHaveAttribute('aria-pressed', 'false');
    await userEvent.keyboard('{Escape}');
    await expect.poll(names).toHaveLength(4);
  });

  it('finds by secondary status', async () => {
    await mountApp(withTeam());
    await page.getByRole('searchbox').fill('lunch');
    await expect.poll(names).toEqual(['José García']);
  });

  it('shows OTHER as a fifth tile only when somebody is in it', async () => {
    const fake = withTeam();
    await mountApp(fake);
    await expect.element(tile('2 Available')).toBeVisible();
    expect(document.querySelectorAll('[aria-pressed]')).toHaveLength(4);
    fake.poll({ changed: [fakeAgent({ userId: 'u-9', name: 'Odd One', status: 'OTHER', rawStatus: 'WRAP_UP' })] });
    await expect.element(tile('1 Other')).toBeVisible();
    await expect.element(page.getByText('WRAP_UP')).toBeVisible();
  });

  it('follows pushed deltas', async () => {
    const fake = withTeam();
    await mountApp(fake);
    await expect.element(tile('2 Available')).toBeVisible();
    fake.poll({ changed: [{ ...TEAM[1]!, status: 'BUSY', rawStatus: 'BUSY' }], removed: ['u-4'] });
    await expect.element(tile('1 Available')).toBeVisible();
    await expect.element(tile('1 Busy')).toBeVisible();
    expect(names()).toEqual(['Zoë van der Berg', 'Amara Okafor', 'José García']);
  });

  it('asks for a refresh and says when one is refused', async () => {
    const fake = withTeam();
    fake.answer('team:refresh', () => fail('rate-limited', { message: 'Too many calls just now.' }));
    await mountApp(fake);
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(page.getByText(/Too many calls just now/).elements()).toHaveLength(2);
    fake.poll({});
    await expect.element(page.getByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });
});

describe('truth of the team view', () => {
  it('shows no zero before the first answer', async () => {
    await mountApp(SCENARIOS.starting());
    await expect.element(tile('– Available')).toBeDisabled();
    await expect.element(page.getByRole('list', { name: 'Agents' })).not.toBeInTheDocument();
  });

  it('shows zeros for a team that is really empty', async () => {
    await mountApp(SCENARIOS['team-0']());
    await expect.element(tile('0 Available')).toBeEnabled();
    await expect.element(page.getByRole('heading', { name: 'No agents in this team' })).toBeVisible();
  });

  it('says the fault instead of a team when none was ever read', async () => {
    await mountApp(SCENARIOS['never-answered']());
    await expect.element(page.getByRole('heading', { name: 'Kore.ai cannot be reached' })).toBeVisible();
    await expect.element(tile('– Available')).toBeDisabled();
  });

  it('keeps the last good team, greyed, with its age, and stops its clocks', async () => {
    const team = fakeSnapshot([TEAM[0]!], NOW, {
      asOf: NOW - 3 * MINUTE_MS,
      health: { state: 'offline', since: NOW, nextAt: null, message: 'There is no network.' },
    });
    await mountApp(createFakeBridge({ team }));
    await expect.element(page.getByText(/· 3 minutes ago$/)).toBeVisible();
    await expect.element(page.getByText('2:00', { exact: true })).toBeVisible();
    expect(getComputedStyle(document.querySelector('.roster')!).filter).toBe('grayscale(1)');
  });

  it.each([
    ['stale', 'Refresh', 'team:refresh'],
    ['offline', 'Refresh', 'team:refresh'],
    ['paused', 'Resume', 'team:refresh'],
    ['keychain-locked', 'Unlock', 'connection:retry'],
    ['keychain-waiting', 'Try again', 'connection:retry'],
  ] as const)('%s offers %s', async (scenario, action, command) => {
    const fake = SCENARIOS[scenario]();
    await mountApp(fake);
    await page.getByRole('button', { name: action, exact: true }).click();
    await expect.poll(() => fake.calls.filter((call) => call.command === command)).toHaveLength(1);
  });

  it.each(['unauthorized', 'keychain-missing'] as const)('%s leads to Connect', async (scenario) => {
    await mountApp(SCENARIOS[scenario]());
    await page.getByRole('button', { name: 'Open Connect' }).click();
    await expect.poll(() => location.hash).toBe('#/connect');
  });

  it('counts down to the next call when rate limited, and offers nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await mountApp(SCENARIOS['rate-limited']());
    await expect.element(page.getByText(/Asks again in 0:\d\d/)).toBeVisible();
    expect(document.querySelector('.banner button')).toBeNull();
  });
});

it('says in words where a time comes from, in the row, its tooltip and the card', async () => {
  const at = new Date(2026, 10, 20, 13, 41).getTime();
  const agent = fakeAgent({ userId: 'u-1', name: 'Amara Okafor', since: { at, precision: 'exact', toleranceMs: 0 } });
  const now = at + 12 * MINUTE_MS;
  const health = { ...liveHealth(now), state: 'paused' as const, message: 'Paused.' };
  const team = fakeSnapshot([agent], now, { asOf: now, health });
  await mountApp(createFakeBridge({ connection: ACCOUNT, team }), WINDOW);
  const row = page.getByRole('button', { name: /^Amara Okafor,/ });
  await expect
    .element(row)
    .toHaveAccessibleName('Amara Okafor, Available, for 12 minutes, since 13:41, from status history');
  await expect.element(lineOf(/^Amara Okafor,/).getByTitle('since 13:41, from status history')).toBeVisible();
  await expect.element(lineOf(/^Amara Okafor,/).getByText('12:00')).toBeVisible();
  await row.click();
  const card = page.getByRole('dialog', { name: 'Amara Okafor' });
  await expect.element(card.getByText('since 13:41, from status history', { exact: true })).toBeVisible();
});
