import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeAgent, fakeAgents, fakeSnapshot } from '../support/fake-team.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const NOW = Date.now();
const list = page.getByRole('list', { name: 'Agents' });
const focused = (): Element | null | undefined => document.activeElement?.closest('[role=listitem]');
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=listitem]')];
const nameOf = (row: Element | undefined | null): string | null | undefined => row?.querySelector('.name')?.textContent;

function withNames(names: readonly string[]): FakeBridge {
  const agents = names.map((name, index) => fakeAgent({ userId: `u-${index}`, name }));
  return createFakeBridge({ team: fakeSnapshot(agents, NOW) });
}

describe('10,000 agents', () => {
  it('are counted and can all be reached, though only the visible ones are drawn', async () => {
    await mountApp(createFakeBridge({ team: fakeSnapshot(fakeAgents(10_000, NOW), NOW) }));
    await expect.element(list).toBeVisible();
    await userEvent.keyboard('/{ArrowDown}{End}');
    await expect.poll(() => focused()?.ariaPosInSet).toBe('10000');
    expect(focused()?.ariaSetSize).toBe('10000');
    expect(rows().length).toBeLessThan(40);
    const tiles = [...document.querySelectorAll('.tile b')].map(({ textContent }) =>
      Number(textContent.replace(',', '')),
    );
    expect(tiles.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  });
});

describe('five tiles of thousands', () => {
  const agents = fakeAgents(10_000, NOW).map((agent, index) =>
    index % 8 === 0 ? { ...agent, status: 'OTHER' as const, rawStatus: 'WRAP_UP' } : agent,
  );

  it.each([[190, 310], [320, 380], [320, 640], POPOVER])(
    'are not cut in a page of %i by %i pixels',
    async (...size) => {
      await mountApp(createFakeBridge({ team: fakeSnapshot(agents, NOW) }), size as [number, number]);
      await expect.element(list).toBeVisible();
      const tiles = [...document.querySelectorAll<HTMLElement>('.tiles, .tile')];
      expect(tiles).toHaveLength(6);
      expect(tiles.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toEqual([0, 0, 0, 0, 0, 0]);
      expect(document.documentElement.scrollWidth).toBe(size[0]);
    },
  );
});

describe('two agents of one name', () => {
  it('are two lines, each found, and each with its own status', async () => {
    const fake = withNames(['Ana Silva', 'Ana Silva', 'Ben']);
    await mountApp(fake);
    await expect.element(list).toBeVisible();
    const [ana] = fake.core.team.agents;
    if (ana !== undefined) fake.poll({ changed: [{ ...ana, status: 'BUSY', rawStatus: 'BUSY' }] });
    await page.getByRole('searchbox').fill('ana');
    await expect.poll(() => rows().map(nameOf)).toEqual(['Ana Silva', 'Ana Silva']);
    await expect.poll(() => page.getByRole('button', { name: /^Ana Silva, Busy/ }).elements().length).toBe(1);
    expect(page.getByRole('button', { name: /^Ana Silva, Available/ }).elements()).toHaveLength(1);
  });
});

describe('agents of one name', () => {
  const LONG = 'María de los Ángeles Fernández-Villaverde y García de la Concha';
  const agents = ['1111', 'maria@east', 'u-5f0d1c9a-77aa-5b4e-9c0e-1f2d3c4b5a69'].map((addition, index) =>
    fakeAgent({ userId: `u-${index}`, name: LONG, addition }),
  );
  const additions = (): (string | undefined)[] => rows().map((row) => row.querySelector('.addition')?.textContent);
  const isInView = ({ right, left }: DOMRect, line: DOMRect): boolean => left > line.left && right < line.right;

  it.each([[320, 480], POPOVER, WINDOW])('can be distinguished in a window of %i by %i pixels', async (...size) => {
    await mountApp(createFakeBridge({ team: fakeSnapshot(agents, NOW) }), size as [number, number]);
    await expect.poll(additions).toEqual(['(1111)', '(maria@east)', '(u-5f0d1c9a-77aa-5b4e-9c0e-1f2d3c4b5a69)']);
    for (const row of rows()) {
      const [name, addition, time] = ['.name', '.addition', '.time'].map((part) =>
        (row.querySelector(part) ?? row).getBoundingClientRect(),
      );
      expect(addition && isInView(addition, row.getBoundingClientRect())).toBe(true);
      expect(name?.width).toBeGreaterThan(30);
      expect(addition?.right).toBeLessThanOrEqual(time?.left ?? 0);
    }
    expect(rows()[0]?.querySelector('.addition')?.getAttribute('title')).toBe(`${LONG} (1111)`);
    await expect.element(page.getByRole('button', { name: /Concha \(maria@east\), Available/ })).toBeVisible();
    await page.getByRole('searchbox').fill('garcia 1111');
    await expect.poll(additions).toEqual(['(1111)']);
  });

  it('are initials and nothing more while names are hidden', async () => {
    const settings = { ...DEFAULT_PREFERENCES, isMasked: true };
    await mountApp(createFakeBridge({ settings, team: fakeSnapshot(agents, NOW) }));
    await expect.poll(() => rows().length).toBe(3);
    expect(document.body.innerHTML).not.toMatch(/1111|maria@|5f0d1c9a/);
  });
});

describe('ids with white space', () => {
  it('name each line by its own sentence', async () => {
    const agents = ['a b', 'a%32b', 'a\tb'].map((userId, index) => fakeAgent({ userId, name: `Agent ${index}` }));
    await mountApp(createFakeBridge({ team: fakeSnapshot(agents, NOW) }));
    await expect.element(list).toBeVisible();
    for (const row of rows()) {
      await expect
        .element(page.elementLocator(row).getByRole('button'))
        .toHaveAccessibleName(new RegExp(`^${nameOf(row) ?? ''}, Available,`));
    }
    expect(rows().map(nameOf)).toEqual(['Agent 0', 'Agent 1', 'Agent 2']);
  });
});

describe('names that are hard to draw', () => {
  const NAMES = [
    'n'.repeat(200),
    'word '.repeat(40).trim(),
    'فاطمة الزهراء بنت عبد الرحمن',
    'a\u0301\u0302\u0303'.repeat(30),
  ];

  it.each([POPOVER, WINDOW])(
    'stay within their line in a window of %i by %i pixels, and are complete in its title',
    async (...size) => {
      await mountApp(withNames(NAMES), size);
      await expect.poll(() => rows().length).toBe(NAMES.length);
      expect(
        rows()
          .map((row) => row.querySelector('.name')?.getAttribute('title'))
          .sort(),
      ).toEqual([...NAMES].sort());
      const scroller = list.element();
      expect(scroller.scrollWidth).toBe(scroller.clientWidth);
      for (const row of rows()) {
        const { right, height } = row.getBoundingClientRect();
        const time = row.querySelector('.time')?.getBoundingClientRect();
        expect(height).toBe(34);
        expect(time?.right).toBeLessThanOrEqual(right);
        expect(time?.left).toBeGreaterThanOrEqual(
          row.querySelector('.name')?.getBoundingClientRect().right ?? Infinity,
        );
      }
    },
  );
});
