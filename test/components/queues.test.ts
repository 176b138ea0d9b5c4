import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Agent, QueueState } from '../../electron/shared/model.ts';
import { fail } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeQueue } from '../support/fake-queues.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { fakeView } from '../support/fake-views.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const AGENTS: readonly Agent[] = [
  fakeAgent({ userId: 'u-0', name: 'Ana' }),
  fakeAgent({ userId: 'u-1', name: 'Bo', status: 'BUSY' }),
  fakeAgent({ userId: 'u-7', name: 'Cleo', status: 'AWAY' }),
  fakeAgent({ userId: 'u-2', name: 'Dev' }),
];
const [ANA, BO, CLEO, DEV] = AGENTS as [Agent, Agent, Agent, Agent];

const head = () => page.getByRole('button', { name: /^Queues \d/ });
const line = (name: string | RegExp) => page.getByRole('button', { name });
const lines = (): string[] =>
  [...document.querySelectorAll('.queues .queue .name')].map(({ textContent }) => textContent);
const names = (): string[] =>
  [...document.querySelectorAll('.line.agent .name')].map(({ textContent }) => textContent).sort();

/** A page with these queues; everybody in the team serves each unless a test says so. */
function withQueues(queues: readonly QueueState[], agents: readonly Agent[] = AGENTS): FakeBridge {
  return createFakeBridge({ team: fakeSnapshot(agents, Date.now(), { queues }) });
}

const FOUR = [
  fakeQueue({ id: 'qu-0', name: 'Billing' }, [ANA, DEV, BO]),
  fakeQueue({ id: 'qu-1', name: 'Claims' }, [ANA, CLEO]),
  fakeQueue({ id: 'qu-2', name: 'Orders' }, [BO, CLEO]),
  fakeQueue({ id: 'qu-3', name: 'Retention', ready: 0, freeSlots: { voice: 0 }, left: ['u-7'] }, [DEV]),
];

describe('the queues above the team', () => {
  it('stand by need: nobody available, no free slot, one agent, then the others', async () => {
    await mountApp(withQueues(FOUR), WINDOW);
    await expect.poll(lines).toEqual(['Orders', 'Retention', 'Claims', 'Billing']);
    await expect.element(line('Orders: 0 of 2 available; nobody available.')).toBeVisible();
    await expect.element(line('Claims: 1 of 2 available; rests on Ana.')).toBeVisible();
    await expect.element(line('Billing: 2 of 3 available.')).toBeVisible();
    await expect
      .element(line('Retention: 1 of 1 available; 1 available, no free slot; free slots: voice 0; left today: Cleo.'))
      .toBeVisible();
    const summary = '1 with nobody available, 1 without a free slot, 1 rests on one agent';
    await expect.element(page.getByText(summary)).toBeVisible();
  });

  it('tell two of one name apart, in the lines and where the list is limited to one', async () => {
    await mountApp(
      withQueues([fakeQueue({ id: 'qu-0', name: 'Billing' }, [ANA]), fakeQueue({ id: 'qu-1', name: 'Billing' })]),
      WINDOW,
    );
    await expect.poll(() => lines().toSorted()).toEqual(['Billing (qu-0)', 'Billing (qu-1)']);
    await userEvent.click(line(/^Billing \(qu-0\):/));
    await expect.element(page.getByText('Only Billing (qu-0)')).toBeVisible();
  });

  it.each([1400, 1240])('are complete in a window of %i pixels', async (width) => {
    const ioana = fakeAgent({ userId: 'u-9', name: 'Ioana Marin-Constantin' });
    const freeSlots = { voice: 1, liveChat: 2, email: 3 };
    const queues = ['Billing', 'Technical support', 'Orders and deliveries', 'Retention'].map((name, index) =>
      fakeQueue({ id: `qu-${index}`, name, freeSlots }, [ioana]),
    );
    await mountApp(withQueues(queues, [ioana]), [width, 700]);
    await expect.poll(lines).toHaveLength(4);
    const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;
    expect([...document.querySelectorAll('.queue .name, .queue .words')].filter(isCut)).toEqual([]);
  });

  it('say as of when their members are, on hover', async () => {
    await mountApp(withQueues([fakeQueue({ id: 'qu-0', name: 'Billing', asOf: Date.now() }, [ANA])]), WINDOW);
    await expect
      .element(line(/^Billing:/))
      .toHaveAttribute('title', expect.stringMatching(/Members as of \d\d:\d\d\./));
  });

  it('do not name who is outside the view, and hide names with all others', async () => {
    const queues = [fakeQueue({ id: 'qu-1', name: 'Claims', soleCover: 'u-elsewhere', left: ['u-other'] }, [ANA])];
    const fake = withQueues(queues);
    await mountApp(fake, WINDOW);
    const words = 'rests on one agent outside this view; left today: 1 outside this view.';
    await expect.element(line(`Claims: 1 of 1 available; ${words}`)).toBeVisible();
    fake.poll({ queues: [fakeQueue({ id: 'qu-1', name: 'Claims' }, [ANA])] });
    fake.push('settings:changed', { ...fake.core.settings, isMasked: true });
    await expect.element(line(/rests on •\.$|rests on A\.\.$/)).toBeVisible();
  });

  it('keep their places under the pointer, with new numbers', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, WINDOW);
    await userEvent.hover(line(/^Billing:/));
    fake.poll({ queues: [fakeQueue({ id: 'qu-0', name: 'Billing' }, [BO]), ...FOUR.slice(1)] });
    await expect.element(line('Billing: 0 of 1 available; nobody available.')).toBeVisible();
    expect(lines()).toEqual(['Orders', 'Retention', 'Claims', 'Billing']);
    await userEvent.hover(page.getByRole('searchbox'));
    await expect.poll(lines).toEqual(['Billing', 'Orders', 'Retention', 'Claims']);
  });

  it('are not there while none is known', async () => {
    await mountApp(createFakeBridge());
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    expect(document.querySelector('.queues')).toBeNull();
  });

  it('say what a view cannot watch', async () => {
    const team = fakeSnapshot(AGENTS, Date.now(), { unwatched: [{ id: 'qu-9', name: 'Night line' }] });
    await mountApp(createFakeBridge({ team }), WINDOW);
    await expect.element(page.getByText('Cannot be watched: Night line. Who serves them is not known.')).toBeVisible();
  });

  it('show a dozen of hundreds, all of them on request, and find one by name', async () => {
    await mountApp(SCENARIOS['centre-500'](), WINDOW);
    await expect.poll(() => lines().length).toBe(12);
    await userEvent.click(page.getByRole('button', { name: 'Show all 212 queues' }));
    await expect.poll(() => lines().length).toBe(212);
    await userEvent.fill(page.getByRole('searchbox', { name: 'Find a queue' }), 'billing 12');
    await expect.poll(lines).toEqual(['Billing 12']);
    await userEvent.fill(page.getByRole('searchbox', { name: 'Find a queue' }), 'nothing');
    await expect.element(page.getByText('No queue has this name.')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Show fewer' }));
    await expect.poll(() => lines().length).toBe(12);
  });
});

describe('a click on a queue', () => {
  it('lists only its agents and says so; a second click lists everybody', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, WINDOW);
    await userEvent.click(line(/^Billing:/));
    // The fake core says that every ninth agent serves the first queue.
    await expect.poll(names).toEqual(['Ana']);
    await expect.element(page.getByText('Only Billing')).toBeVisible();
    await expect.element(line(/^Billing:/)).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(line(/^Billing:/));
    await expect.poll(names).toEqual(['Ana', 'Bo', 'Cleo', 'Dev']);
    expect(page.getByText('Only Billing').elements()).toEqual([]);
  });

  it('is undone by Esc, which clears a search first and leaves the popover open', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, WINDOW);
    await userEvent.click(line(/^Claims:/));
    await expect.poll(names).toEqual(['Bo']);
    await page.getByRole('searchbox', { name: 'Search agents' }).fill('b');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('Only Claims')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(names).toHaveLength(4);
    expect(fake.calls.filter(({ command }) => command === 'window:show')).toEqual([]);
  });

  it('is undone in the bar, too, and by another view', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, WINDOW);
    await userEvent.click(line(/^Claims:/));
    await expect.poll(names).toEqual(['Bo']);
    await userEvent.click(page.getByRole('button', { name: 'List everybody again' }));
    await expect.poll(names).toHaveLength(4);
    await userEvent.click(line(/^Claims:/));
    await expect.poll(names).toEqual(['Bo']);
    fake.poll({ view: fakeView({ name: 'Leads' }) });
    await expect.poll(names).toHaveLength(4);
  });

  it('asks again when its members were read anew', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, WINDOW);
    await userEvent.click(line(/^Claims:/));
    await expect.poll(names).toEqual(['Bo']);
    fake.answer('queue:agents', () => ({ ok: true, value: ['u-1', 'u-7'] }));
    fake.poll({ queues: FOUR.map((queue) => ({ ...queue, asOf: 5 })) });
    await expect.poll(names).toEqual(['Bo', 'Cleo']);
  });

  it('says so where its agents cannot be had, and leaves the list', async () => {
    const fake = withQueues(FOUR);
    fake.answer('queue:agents', () => fail('not-found'));
    await mountApp(fake, WINDOW);
    await userEvent.click(line(/^Claims:/));
    await expect.element(page.getByText('The agents of Claims are not known at present.')).toBeVisible();
    expect(names()).toHaveLength(4);
  });
});

describe('in the popover', () => {
  it.each([
    [380, 600],
    [320, 600],
  ])('leave at least four lines to the list at %i x %i, open and with all of them', async (width, height) => {
    await mountApp(SCENARIOS['centre-500'](), [width, height]);
    await expect.element(head()).toHaveAttribute('aria-expanded', 'false');
    const roomForRows = (): number => {
      const list = document.querySelector('.roster .list')!.getBoundingClientRect();
      const bottom = Math.min(list.bottom, document.querySelector('.nav')!.getBoundingClientRect().top);
      return Math.floor((bottom - list.top - 28) / 34);
    };
    expect(roomForRows()).toBeGreaterThanOrEqual(4);
    await userEvent.click(head());
    await expect.poll(() => lines().length).toBe(4);
    expect(roomForRows()).toBeGreaterThanOrEqual(4);
    await userEvent.click(page.getByRole('button', { name: /^Show all/ }));
    await expect.poll(() => lines().length).toBe(212);
    expect(roomForRows()).toBeGreaterThanOrEqual(4);
  });

  it('are remembered as open, apart from wide windows', async () => {
    const fake = withQueues(FOUR);
    await mountApp(fake, POPOVER);
    await userEvent.click(head());
    await expect.element(head()).toHaveAttribute('aria-expanded', 'true');
    expect(fake.core.settings.openQueues).toEqual({ narrow: true, wide: true });
  });
});
