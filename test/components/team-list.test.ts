import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { nextTick } from 'vue';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { focusLine, mountApp, POPOVER, WINDOW } from './mount-app.ts';

const NOW = Date.now();
const agent = (name: string) => fakeAgent({ userId: `u-${name}`, name });

function withNames(...names: string[]): FakeBridge {
  return createFakeBridge({ team: fakeSnapshot(names.map(agent), NOW) });
}

const list = page.getByRole('list', { name: 'Agents' });
const row = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });

/** Names in the order they are seen in, wherever they stand in the document. */
function names(): string[] {
  const rows = [...document.querySelectorAll('[role=listitem]')];
  rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
  return rows.map((item) => item.querySelector('.name')?.textContent ?? '');
}

const focusedItem = (): Element | null | undefined => document.activeElement?.closest('[role=listitem]');
const position = (): string | null | undefined => focusedItem()?.ariaPosInSet;
const focused = (): string | null | undefined => document.activeElement?.querySelector('.name')?.textContent;

describe('the keyboard in the list', () => {
  it('reaches buttons that say whom they open, of whom those who have left open nothing', async () => {
    const fake = withNames('Ann', 'Ben');
    await mountApp(fake, WINDOW);
    await focusLine('Ben');
    const button = page.getByRole('button', {
      name: 'Ben, Available, time in this status is not known yet',
      exact: true,
    });
    await expect.element(button).toHaveFocus();
    await expect.element(button).toHaveAttribute('aria-haspopup', 'dialog');
    expect(button.element().closest('[role=listitem]')?.ariaPosInSet).toBe('2');
    await userEvent.keyboard(' ');
    await expect.element(page.getByRole('dialog', { name: 'Ben', exact: true })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    fake.poll({ removed: ['u-Ben'] });
    await expect.element(row('Ben')).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('enters from the search, moves with arrows, Home, End and Page, and goes back up', async () => {
    await mountApp(withNames('Ann', 'Ben', 'Cid', 'Dov'));
    await expect.element(list).toBeVisible();
    await userEvent.keyboard('/');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focused).toBe('Ann');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await expect.poll(focused).toBe('Ben');
    await userEvent.keyboard('{End}');
    await expect.poll(focused).toBe('Dov');
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe('Ann');
    await userEvent.keyboard('{PageDown}');
    await expect.poll(focused).toBe('Dov');
    await userEvent.keyboard('{Home}{ArrowUp}');
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  it('has one tab stop, and keeps it at the line used last', async () => {
    await mountApp(withNames('Ann', 'Ben', 'Cid'));
    await focusLine('Ben');
    const stops = () =>
      [...document.querySelectorAll('[role=listitem] [tabindex="0"] .name')].map((n) => n.textContent);
    expect(stops()).toEqual(['Ben']);
  });

  it('reaches the last of 5,000 agents and keeps the focus while the list is scrolled away from it', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    await page.getByRole('combobox', { name: 'Sort' }).selectOptions('Sort: status');
    await userEvent.keyboard('{Tab}/{ArrowDown}{End}');
    await expect.poll(position).toBe('5000');
    expect(focusedItem()?.ariaSetSize).toBe('5000');
    list.element().scrollTop = 0;
    await expect.poll(() => names()[0]).toBe('Amara Okafor');
    expect(position()).toBe('5000');
  });

  it('scrolls a line into view completely, and never under the head that stays at the top', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    const bottom = () => list.element().getBoundingClientRect().bottom;
    const head = () => document.querySelector('.head.top')?.getBoundingClientRect().bottom;
    const line = () => focusedItem()?.getBoundingClientRect();
    await userEvent.keyboard('/{ArrowDown}{PageDown}{PageDown}{PageDown}');
    await expect.poll(position).toBe('31');
    // The box has no whole number of pixels.
    expect(line()?.bottom).toBeCloseTo(bottom(), 0);
    await userEvent.keyboard('{PageUp}{PageUp}');
    await expect.poll(position).toBe('11');
    expect(line()?.top).toBeCloseTo(head() ?? 0, 0);
  });
});

describe('a long list', () => {
  it('draws only what is visible', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    const drawn = document.querySelectorAll('[role=listitem]').length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(40);
  });

  it('keeps the head of the group at the top while scrolling', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    const top = (): string | null | undefined => document.querySelector('.head.top')?.textContent;
    expect(top()?.trim()).toMatch(/^Needs attention/);
    list.element().scrollTop = list.element().scrollHeight;
    await expect.poll(top).toMatch(/^Offline/);
  });

  it('leaves rows that did not change undrawn when one agent changes', async () => {
    const fake = withNames('Ann', 'Ben', 'Cid');
    const drawn: string[] = [];
    await mountApp(fake, POPOVER, (app) =>
      app.mixin({
        updated() {
          if (this.$options.__name === 'AgentRow') drawn.push(this.agent.name);
        },
      }),
    );
    await expect.element(row('Ann')).toBeVisible();
    fake.poll({ changed: [{ ...agent('Ben'), secondaryStatus: 'Desk' }] });
    await expect.element(page.getByText('Desk')).toBeVisible();
    expect(drawn).toEqual(['Ben']);
  });
});

describe('nothing jumps while somebody is in the list', () => {
  const away = { ...agent('Ann'), status: 'AWAY', rawStatus: 'AWAY' } as const;

  it('keeps the order under the pointer, shows the new status, and sorts when it leaves', async () => {
    const fake = withNames('Ann', 'Ben', 'Cid');
    await mountApp(fake);
    await row('Ben').hover();
    fake.poll({ changed: [away], removed: ['u-Cid'] });
    await expect.element(page.getByRole('button', { name: /^Ann, Away,/ })).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Cid, Available, no longer in the team$/ })).toBeVisible();
    expect(names()).toEqual(['Ann', 'Ben', 'Cid']);
    await page.getByRole('searchbox').hover();
    await expect.poll(names).toEqual(['Ben', 'Ann']);
  });

  it('waits only some seconds for a pointer that rests, and again when it moves', async () => {
    const fake = withNames('Ann', 'Ben', 'Cid');
    await mountApp(fake);
    await expect.element(row('Ben')).toBeVisible();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const roster = document.querySelector('.roster');
    const move = (): boolean | undefined => roster?.dispatchEvent(new PointerEvent('pointermove'));
    move();
    fake.poll({ changed: [away] });
    await nextTick();
    expect(names()).toEqual(['Ann', 'Ben', 'Cid']);
    vi.advanceTimersByTime(3_000);
    move();
    vi.advanceTimersByTime(3_999);
    await nextTick();
    expect(names()).toEqual(['Ann', 'Ben', 'Cid']);
    vi.advanceTimersByTime(1);
    await nextTick();
    await expect.poll(names).toEqual(['Ben', 'Cid', 'Ann']);
  });

  it('says the heads of its groups to a screen reader, as they stand', async () => {
    const fake = withNames('Ann', 'Ben');
    await mountApp(fake);
    const list = page.getByRole('list', { name: 'Agents' });
    await expect.element(list).toHaveAccessibleDescription('Available: 2.');
    await page.getByRole('searchbox').hover();
    fake.poll({ changed: [away] });
    await expect.element(list).toHaveAccessibleDescription('Available: 1; Away: 1.');
    await page.getByRole('combobox', { name: 'Sort' }).selectOptions('name');
    await expect.element(list).not.toHaveAccessibleDescription();
  });

  it('does not wait for the focus that a click has left', async () => {
    const fake = withNames('Ann', 'Ben');
    await mountApp(fake, WINDOW);
    await row('Ben').click();
    await page.getByRole('searchbox').hover();
    fake.poll({ changed: [away] });
    await expect.poll(names).toEqual(['Ben', 'Ann']);
  });

  it('keeps the order around the focus, and updates on request', async () => {
    const fake = withNames('Ann', 'Ben');
    await mountApp(fake);
    await focusLine('Ann');
    await page.getByRole('searchbox').hover();
    fake.poll({ changed: [away] });
    await page.getByRole('button', { name: 'Order is held · Update' }).click();
    await expect.poll(names).toEqual(['Ben', 'Ann']);
    await expect.poll(focused).toBe('Ann');
  });

  it('follows at once what the user asks for', async () => {
    const fake = withNames('Ann', 'Ben');
    await mountApp(fake);
    await focusLine('Ann');
    fake.poll({ changed: [away] });
    const tile = page.getByRole('button', { name: '1 Away' });
    await tile.click();
    await expect.poll(names).toEqual(['Ann']);
    await tile.click();
    await expect.poll(names).toEqual(['Ben', 'Ann']);
  });
});

describe('the focus', () => {
  const isInView = (): boolean => {
    const [line, box] = [focusedItem(), list.element()].map((element) => element?.getBoundingClientRect());
    return line !== undefined && box !== undefined && line.top >= box.top - 1 && line.bottom <= box.bottom + 1;
  };

  it('stays at its line while the list is scrolled away from it in one direction and then past it', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    await userEvent.keyboard(`/{ArrowDown}${'{PageDown}'.repeat(6)}`);
    await expect.poll(position).toBe('61');
    const first = () =>
      Math.min(
        ...[...document.querySelectorAll('[aria-posinset]')].map((row) => Number(row.getAttribute('aria-posinset'))),
      );
    list.element().scrollTop = 0;
    await expect.poll(first).toBe(1);
    list.element().scrollTop = 10_000;
    await expect.poll(() => document.querySelectorAll('[aria-posinset="290"]').length).toBe(1);
    expect(position()).toBe('61');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(position).toBe('62');
    expect(isInView()).toBe(true);
  });

  it('is visible after a far jump while the order is held, and the order stays held', async () => {
    const team = Array.from({ length: 600 }, (_, index) => ({
      ...agent(`N${String(index).padStart(4, '0')}`),
      status: index < 300 ? ('AVAILABLE' as const) : ('OFFLINE' as const),
    }));
    const fake = createFakeBridge({ team: fakeSnapshot(team, NOW) });
    await mountApp(fake);
    await page.getByRole('searchbox').hover();
    await userEvent.keyboard('/{ArrowDown}');
    await expect.poll(focused).toBe('N0000');
    fake.poll({ removed: team.slice(5, 45).map(({ userId }) => userId) });
    const update = page.getByRole('button', { name: 'Order is held · Update' });
    await expect.element(update).toBeVisible();
    await userEvent.keyboard('4');
    await expect.poll(focused).toBe('N0300');
    expect(isInView()).toBe(true);
    await expect.element(update).toBeVisible();
  });
});

describe('the keys 1 to 4', () => {
  const team = (): FakeBridge =>
    createFakeBridge({
      team: fakeSnapshot(
        [agent('Ann'), { ...agent('Ben'), status: 'BUSY' as const }, { ...agent('Cid'), status: 'AWAY' as const }],
        NOW,
      ),
    });

  it('jump to the first agent of a status, from where the arrows go on', async () => {
    await mountApp(team());
    await expect.element(list).toBeVisible();
    await userEvent.keyboard('3');
    await expect.poll(focused).toBe('Cid');
    await userEvent.keyboard('1{ArrowDown}');
    await expect.poll(focused).toBe('Ben');
    // Nobody is offline.
    await userEvent.keyboard('4');
    expect(focused()).toBe('Ben');
    expect(names()).toEqual(['Ann', 'Ben', 'Cid']);
  });

  it('take back a search or tile that hides the status', async () => {
    await mountApp(team());
    await page.getByRole('button', { name: '1 Away' }).click();
    await expect.poll(names).toEqual(['Cid']);
    await userEvent.keyboard('2');
    await expect.poll(focused).toBe('Ben');
    expect(names()).toEqual(['Ann', 'Ben', 'Cid']);
  });

  it('reach a status far down in a list of 5,000 agents', async () => {
    await mountApp(SCENARIOS['team-5000']());
    await expect.element(list).toBeVisible();
    await userEvent.keyboard('4');
    await expect.poll(() => document.querySelector('.head.top')?.textContent).toContain('Offline');
    await expect.element(page.elementLocator(document.activeElement as Element)).toHaveAccessibleName(/, Offline, /);
  });
});

describe('the clocks', () => {
  it('tick once a second in every row, with one timer, and rest while nobody can see them', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    onTestFinished(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });
    const since = { at: Date.now() - 5_000, precision: 'exact', toleranceMs: 0 } as const;
    const team = ['Ann', 'Ben'].map((name) => ({ ...agent(name), since }));
    await mountApp(createFakeBridge({ team: fakeSnapshot(team, Date.now()) }));
    const times = (): string[] => [...document.querySelectorAll('.time')].map((time) => time.textContent.trim());
    await expect.poll(times).toEqual(['0:05', '0:05']);
    vi.advanceTimersByTime(1_000);
    await expect.poll(times).toEqual(['0:06', '0:06']);
    expect(vi.getTimerCount()).toBe(1);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(vi.getTimerCount()).toBe(0);
  });
});
