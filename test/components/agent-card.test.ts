import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { nextTick } from 'vue';
import { ok } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeCard, FAKE_DIRECTORY } from '../support/fake-cards.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { fakeView, queues } from '../support/fake-views.ts';
import { lineOf, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const NOW = Date.now();
const MINUTE_MS = 60_000;
const since = { at: NOW - 41 * MINUTE_MS, precision: 'exact', toleranceMs: 0 } as const;

/** Ann, Ben and Cid, of whom Ben is at lunch for 41 minutes; the numbers of the ids decide what their days are like. */
const TEAM = [
  fakeAgent({ userId: 'u-1', name: 'Ann', since }),
  fakeAgent({ userId: 'u-2', name: 'Ben', status: 'AWAY', rawStatus: 'AWAY', secondaryStatus: 'Lunch', since }),
  fakeAgent({ userId: 'u-3', name: 'Cid', since }),
];
const bridge = (given: Parameters<typeof createFakeBridge>[0] = {}): FakeBridge =>
  createFakeBridge({ team: fakeSnapshot(TEAM, NOW), directory: FAKE_DIRECTORY, ...given });

const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
const card = (name: string) => page.getByRole('dialog', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 2 });
const list = page.getByRole('list', { name: 'Agents' });
const args = (fake: FakeBridge, command: string) =>
  fake.calls.filter((call) => call.command === command).map((call) => call.args);

describe('in the popover the card', () => {
  it('takes the place of the list, and Back returns to the same row where it was', async () => {
    const fake = bridge({ team: fakeSnapshot([...TEAM, ...manyMore(60)], NOW) });
    await mountApp(fake, POPOVER);
    await expect.element(list).toBeVisible();
    list.element().scrollTop = 600;
    await expect.element(row('Name 20')).toBeVisible();
    const before = list.element().scrollTop;
    await row('Name 20').click();
    await expect.element(heading('Name 20')).toHaveFocus();
    await expect.element(row('Name 20')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect.element(row('Name 20')).toHaveFocus();
    expect(list.element().scrollTop).toBe(before);
  });

  it('is closed by Escape, which only then hides the popover, and turns to the next agent by an arrow', async () => {
    const fake = bridge();
    fake.answer('app:info', () => ok({ ...INFO, surface: 'desktop' }));
    await mountApp(fake, POPOVER);
    await row('Ben').click();
    await expect.element(heading('Ben')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(heading('Ann')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{Escape}');
    await expect.element(row('Ben')).toHaveFocus();
    expect(args(fake, 'window:show')).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(args(fake, 'window:show')).toEqual([['hide-popover']]);
  });
});

describe('in a window the card', () => {
  it('stands beside the list, follows the line with the focus, and Escape closes it', async () => {
    await mountApp(bridge(), WINDOW);
    await row('Ben').click();
    await expect.element(card('Ben')).toBeVisible();
    await expect.element(row('Ben')).toHaveFocus();
    await expect.element(row('Ben')).toHaveAttribute('aria-current', 'true');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(card('Ann')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(heading('Ann')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(row('Ann')).toHaveFocus();
    await expect.element(card('Ann')).not.toBeInTheDocument();
  });

  it('is there with what is known before the core has answered', async () => {
    const fake = bridge();
    let answer = (): void => {};
    fake.answer(
      'agent:get',
      () => new Promise((resolve) => (answer = () => resolve(ok(fakeCard(ben(), FAKE_DIRECTORY, NOW))))),
    );
    await mountApp(fake, WINDOW);
    await expect.element(row('Ben')).toBeVisible();
    // It is loaded once the list is there.
    await import('../../renderer/features/team/card/AgentCard.vue');
    await new Promise((resolve) => setTimeout(resolve));
    row('Ben')
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(card('Ben').element().textContent).toMatch(/Away.*Lunch.*Limit 30 min.*\d+ min over/s);
    await expect.element(card('Ben').getByText('Claims')).not.toBeInTheDocument();
    answer();
    await expect.element(card('Ben').getByText('Claims')).toBeVisible();
  });

  it('stretches the bands of the list in its frame, and has them drawn anew later', async () => {
    await mountApp(bridge(), WINDOW);
    const band = (): Element => lineOf('Ben').element().querySelector('svg.band')!;
    const shape = (): string | undefined => band().querySelector('path')?.getAttribute('d') ?? undefined;
    await expect.poll(shape).toBeDefined();
    await import('../../renderer/features/team/card/AgentCard.vue');
    await new Promise((resolve) => setTimeout(resolve));
    const [before, widthBefore] = [shape(), band().clientWidth];
    row('Ben')
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await nextTick();
    expect(shape()).toBe(before);
    expect(band().clientWidth).toBe(band().parentElement?.clientWidth);
    expect(band().clientWidth).toBeLessThan(widthBefore);
    await expect.poll(shape).not.toBe(before);
  });

  it('says all there is: limit, both sources, day, totals, queues and skills', async () => {
    const said = { primaryStatus: 'AVAILABLE', secondaryStatus: null, startedAt: NOW - 60 * MINUTE_MS };
    const fake = bridge();
    fake.poll({ changed: [{ ...ben(), selfReported: said }] });
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    const region = card('Ben');
    await expect.element(region.getByText(/^Routing: AWAY; self-reported: AVAILABLE since /)).toBeVisible();
    await expect.element(region.getByRole('img', { name: /^Today: .*Away · Lunch \d+ minutes/ })).toBeVisible();
    await expect.element(region.getByText('Last changes')).toBeVisible();
    await expect.element(region.getByText('Totals')).toBeVisible();
    await expect.element(region.getByText('Technical support')).toBeVisible();
    await expect.element(region.getByText('Español')).toBeVisible();
    // A closed list costs nothing.
    expect(region.element().querySelector('details li')).toBeNull();
    await region.getByText(/^Today as text, \d+ statuses$/).click();
    await expect.element(region.getByText('Away · Lunch').first()).toBeVisible();
  });

  it.each([
    ['nothing is recorded', [], 'No record today.'],
    ['nothing was read', null, 'Status details of today are not read yet.'],
  ])('says where %s', async (_, intervals, sentence) => {
    const fake = bridge();
    fake.answer('agent:get', () => {
      const known = fakeCard(ben(), FAKE_DIRECTORY, NOW);
      const day = intervals === null || known.day === null ? null : { ...known.day, intervals };
      return ok({ ...known, day, changes: [], totals: [] });
    });
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    await expect.element(card('Ben').getByText(sentence)).toBeVisible();
  });

  it.each([
    ['only some are read', ['Español'], 3, /Skills\s*Español\s*Only the skills that a view uses are read\./],
    ['none of those that are read is theirs', [], 3, /Queues(?!.*Skills)/s],
    ['all are read', [], 0, /Skills\s*None\./],
    ['none is read', null, 0, /Queues(?!.*Skills)/s],
  ])('says of skills what is true where %s', async (_, names, unread, text) => {
    const fake = bridge();
    fake.answer('agent:get', () => {
      const skills = names && { named: names.map((name) => ({ id: name, name })), unread };
      return ok({ ...fakeCard(ben(), FAKE_DIRECTORY, NOW), skills });
    });
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    await expect.element(card('Ben').getByText('Technical support')).toBeVisible();
    expect(card('Ben').element().textContent).toMatch(text);
  });

  it('says how many queues are not read yet', async () => {
    const fake = bridge();
    const unread = { named: [], unread: 2 };
    fake.answer('agent:get', () => ok({ ...fakeCard(ben(), FAKE_DIRECTORY, NOW), queues: unread }));
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    await expect.element(card('Ben').getByText('2 queues not read yet.')).toBeVisible();
  });

  it('marks a change that only polls saw', async () => {
    const fake = bridge();
    const [at, toleranceMs] = [new Date(2026, 10, 20, 13, 41).getTime(), 7_500];
    const [available, away] = ['AVAILABLE', 'AWAY'].map((primaryStatus) => ({ primaryStatus, secondaryStatus: null }));
    fake.answer('agent:get', () => {
      const changes = [
        { at, fromStatus: available ?? null, toStatus: away ?? null, toleranceMs },
        { at: at - 60 * MINUTE_MS, fromStatus: null, toStatus: available ?? null },
      ];
      return ok({ ...fakeCard(ben(), FAKE_DIRECTORY, NOW), changes });
    });
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    const items = card('Ben').getByRole('listitem');
    await expect
      .element(items.filter({ hasText: '13:41, from Available to Away' }).getByText('observed'))
      .toBeVisible();
    await expect
      .element(items.filter({ hasText: '12:41, from no record to Available' }).getByText('observed'))
      .not.toBeInTheDocument();
  });

  it('stays with what was known last when the agent leaves', async () => {
    const fake = bridge();
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    fake.poll({ removed: ['u-2'] });
    await expect.element(card('Ben').getByText(/^No longer in this list/)).toBeVisible();
    fake.poll({ changed: [ben()] });
    await expect.element(card('Ben').getByText(/^No longer in this list/)).not.toBeInTheDocument();
  });
});

describe('from the card and from the menu of a row', () => {
  it('the history opens with this agent alone, and goes back to everybody', async () => {
    await mountApp(bridge(), WINDOW);
    await row('Ben').click();
    await card('Ben').getByRole('button', { name: 'Open in History' }).click();
    await expect.element(page.getByRole('rowheader', { name: 'Ben' })).toBeVisible();
    await expect.element(page.getByRole('rowheader', { name: 'Ann' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'History of: Ben' }).click();
    await page.getByRole('menuitemradio', { name: 'Everybody', exact: true }).click();
    await expect.element(page.getByRole('rowheader', { name: 'Ann' })).toBeVisible();
  });

  it('a view that names agents takes one more, which can be taken back; others say why not', async () => {
    const views = [
      fakeView({ id: 'v-1', name: 'My team', filter: { ...queues(), agentIds: ['a-1'] } }),
      fakeView({ id: 'v-2', name: 'Billing', filter: queues('qu-1') }),
    ];
    const fake = bridge({ views: { views, activeId: null } });
    await mountApp(fake, WINDOW);
    await row('Ben').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add to view…' }).click();
    await expect
      .element(page.getByRole('menuitem', { name: 'Billing (has no agents of its own)' }))
      .toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('menuitem', { name: 'My team' }).click();
    await expect.element(page.getByText('Ben is now in the view “My team”.')).toBeVisible();
    expect(args(fake, 'view:set-agents')).toEqual([[fake.core.connection.profile?.id, 'v-1', ['a-1', 'a-2']]]);
    await row('Ben').click();
    await card('Ben').getByRole('button', { name: 'Add to view…' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'My team (already in it)' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => fake.core.views.views[0]?.filter.agentIds).toEqual(['a-1']);
  });

  it('a new view is made of the agent and taken back', async () => {
    const fake = bridge();
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    await card('Ben').getByRole('button', { name: 'Add to view…' }).click();
    await page.getByRole('menuitem', { name: 'New view with this agent' }).click();
    await expect.element(page.getByText('The view “Ben” is saved and open.')).toBeVisible();
    expect(fake.core.views.views[0]).toMatchObject({ name: 'Ben', filter: { agentIds: ['a-2'] } });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => fake.core.views.views).toEqual([]);
  });
});

describe('a wide list', () => {
  const bandOf = (name: string) => lineOf(name).element().querySelector('.track path');

  it('asks for the days of those in sight and draws them', async () => {
    const fake = bridge({ team: fakeSnapshot([...TEAM, ...manyMore(300)], NOW) });
    await mountApp(fake, [1400, 640]);
    await expect.poll(() => bandOf('Ben')).not.toBeNull();
    const [first = []] = args(fake, 'agent:bands')[0] as [readonly string[]];
    expect(first.length).toBeLessThan(40);
    list.element().scrollTop = list.element().scrollHeight;
    await expect.poll(() => args(fake, 'agent:bands').length).toBe(2);
  });

  it('says where a day was not read, and asks for nothing where there is no room for bands', async () => {
    const fake = bridge();
    fake.answer('agent:bands', (userIds) => ok(Object.fromEntries(userIds.map((userId) => [userId, null]))));
    await mountApp(fake, WINDOW);
    await expect.element(lineOf('Ben').getByText('not read yet')).toBeVisible();
    const narrow = bridge();
    await mountApp(narrow, POPOVER);
    await expect.element(row('Ben').last()).toBeVisible();
    expect(args(narrow, 'agent:bands')).toEqual([]);
  });
});

const INFO = {
  version: '0.0.0',
  platform: 'linux',
  timeZone: 'UTC',
  timeZoneProblem: null,
  dataFolder: '/home/ana/.config/Rollcall',
} as const;

function ben(): (typeof TEAM)[number] {
  return { ...fakeAgent({ userId: 'u-2' }), ...TEAM[1] };
}

function manyMore(count: number) {
  return Array.from({ length: count }, (_, index) =>
    fakeAgent({ userId: `u-9${index}`, name: `Name ${String(index).padStart(2, '0')}`, since }),
  );
}
