import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NO_COUNTS } from '../../electron/shared/team/counts.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import type { ConnectionState, Health } from '../../electron/shared/model.ts';
import { ACCOUNT, createFakeBridge, listOf, NO_CONNECTION, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeConnection } from '../support/fake-connections.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { fakeView } from '../support/fake-views.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const AT = new Date();
AT.setHours(13, 2, 0, 0);

function health(state: Health['state']): Health {
  return { state, since: AT.getTime(), nextAt: null, message: '' };
}

const SALES = fakeConnection('Sales', {
  health: health('live'),
  counts: { ...NO_COUNTS, AVAILABLE: 8, total: 9 },
  asOf: AT.getTime(),
});

const nameField = page.getByRole('textbox', { name: /^Name/ });
const heading = page.getByRole('heading', { level: 1 });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const switcher = heading.getByRole('button');
const menu = page.getByRole('menu', { name: 'Connections' });
const choice = (name: RegExp) => page.getByRole('menuitemradio', { name });
const item = (name: string) => page.getByRole('menuitem', { name });

function args(fake: FakeBridge, command: string): (readonly unknown[])[] {
  return fake.calls.filter((call) => call.command === command).map((call) => call.args);
}

async function openMenu(fake: FakeBridge, size: readonly [number, number] = POPOVER): Promise<void> {
  await mountApp(fake, size);
  await switcher.click();
  await expect.element(menu).toBeVisible();
}

describe('the switcher', () => {
  it.each([[320, 480] as const, POPOVER, WINDOW])(
    'has no word under its check mark in %i by %i pixels',
    async (...size) => {
      const view = fakeView({ name: 'Evening team leads of the northern region' });
      const team = fakeSnapshot([fakeAgent({ userId: 'u-1' })], AT.getTime() - 90_000_000, {
        counts: { ...NO_COUNTS, AVAILABLE: 1_167, total: 1_167 },
        health: health('rate-limited'),
        view,
      });
      const connection: ConnectionState = { kind: 'account', profile: PROFILE, secret: 'session' };
      await openMenu(createFakeBridge({ connection, team, others: [SALES] }), size);
      const open = choice(/^Billing/).element();
      expect(open.textContent).toContain('1,167 available');
      const check = open.querySelector('.check')?.getBoundingClientRect();
      const words = [...open.querySelectorAll('.name, .mark, .words, .view, .host')].map((part) =>
        part.getBoundingClientRect(),
      );
      expect(words).toHaveLength(5);
      for (const { right } of words) expect(right).toBeLessThanOrEqual(check?.left ?? 0);
      expect(open.scrollWidth).toBe(open.clientWidth);
    },
  );

  it('says of every connection how it is, in words', async () => {
    await openMenu(
      createFakeBridge({
        others: [
          SALES,
          fakeConnection('New'),
          fakeConnection('Locked', { secret: 'locked', health: health('keychain') }),
          fakeConnection('Refused', { health: health('unauthorized'), counts: NO_COUNTS, asOf: AT.getTime() }),
          fakeConnection('Away', { health: health('offline') }),
          fakeConnection('Trial', { home: 'session', secret: 'session' }),
        ],
      }),
    );
    const lines = page.getByRole('menuitemradio').elements();
    expect(lines.map((line) => line.textContent)).toEqual([
      expect.stringMatching(/^BillingLive, \d+ availableplatform\.kore\.ai$/),
      'Sales8 available, as of 13:02sales.kore.ai',
      'NewNot opened yetnew.kore.ai',
      'LockedKeychain lockedlocked.kore.ai',
      'RefusedRefused by Kore.ai, 0 available, as of 13:02refused.kore.ai',
      'AwayCould not be reachedaway.kore.ai',
      'TrialNot opened yet, this session onlytrial.kore.ai',
    ]);
    expect(lines.map((line) => line.getAttribute('aria-checked'))).toEqual(['true', ...Array(6).fill('false')]);
    expect(new Set(lines.map((line) => line.querySelector('.mark')?.innerHTML)).size).toBe(5);
  });

  it('says which view the counts are of, where they are not of everybody', async () => {
    const counts = SALES.counts;
    const asOf = AT.getTime();
    const fake = createFakeBridge({
      others: [
        { ...SALES, view: 'Team leads' },
        fakeConnection('Edited', { counts, asOf, view: '' }),
        fakeConnection('Whole', { counts, asOf }),
        fakeConnection('Unread', { view: 'Team leads' }),
      ],
    });
    fake.core.team = { ...fake.core.team, view: fakeView({ name: 'Lunch' }) };
    await openMenu(fake);
    const said = page
      .getByRole('menuitemradio')
      .elements()
      .map((line) => line.querySelector('.view')?.textContent.trim());
    expect(said).toEqual(['view Lunch', 'view Team leads', 'a former view', undefined, undefined]);
    fake.poll({ view: null });
    await expect.poll(() => page.getByRole('menuitemradio').first().element().querySelector('.view')).toBeNull();
  });

  it('is walked with the keys, by letters too, and gives the focus back', async () => {
    const fake = createFakeBridge({ others: [SALES, fakeConnection('Support'), fakeConnection('Night')] });
    fake.answer('app:info', () =>
      ok({
        version: '1',
        surface: 'desktop',
        platform: 'linux',
        timeZone: 'UTC',
        timeZoneProblem: null,
        dataFolder: '/data',
      }),
    );
    await mountApp(fake);
    await expect.element(switcher).toBeVisible();
    (switcher.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(choice(/^Billing/)).toHaveFocus();
    await expect.element(switcher).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(choice(/^Sales/)).toHaveFocus();
    await userEvent.keyboard('s');
    await expect.element(choice(/^Support/)).toHaveFocus();
    await userEvent.keyboard('{End}');
    await expect.element(item('Open the demo')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(choice(/^Billing/)).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(switcher).toHaveFocus();
    expect([args(fake, 'window:show'), args(fake, 'settings:update'), args(fake, 'connection:open')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('closes by its button, and by a click elsewhere', async () => {
    await openMenu(createFakeBridge({ others: [SALES] }), WINDOW);
    await switcher.click();
    await expect.element(menu).not.toBeInTheDocument();
    await switcher.click();
    await expect.element(menu).toBeVisible();
    // The menu covers the rest of the field.
    await page.getByRole('searchbox').click({ position: { x: 400, y: 10 } });
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  it('opens what is chosen, whose name comes with its team and not before', async () => {
    const fake = createFakeBridge({ others: [SALES] });
    const before = fake.core.connection;
    fake.answer('connection:open', () => ok({ kind: 'account', profile: SALES.profile, secret: 'stored' }));
    await mountApp(fake);
    await page.getByRole('searchbox').fill('amara');
    await switcher.click();
    await choice(/^Sales/).click();
    await expect.element(menu).not.toBeInTheDocument();
    await expect.poll(() => args(fake, 'connection:open')).toEqual([[SALES.profile.id]]);
    await expect.element(heading).toHaveTextContent(before.profile?.name ?? '');
    const agents = [fakeAgent({ userId: 'u-0', name: 'Sune Berg' })];
    fake.poll({ removed: fake.core.team.agents.map(({ userId }) => userId), changed: agents });
    fake.core.connection = { kind: 'account', profile: SALES.profile, secret: 'stored' };
    fake.push('connection:changed', fake.core.connection);
    await expect.element(heading).toHaveTextContent('Sales');
    await expect.element(page.getByText('Opened Sales.')).toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /^Sune Berg/ })).toBeVisible();
    await expect.element(page.getByRole('searchbox')).toHaveValue('');
  });

  it('shows what was saved meanwhile from a terminal', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await expect.element(switcher).toBeVisible();
    fake.core.others = [SALES];
    await switcher.click();
    await expect.element(choice(/^Sales/)).toBeVisible();
    fake.push('connections:changed', [...listOf(fake.core), fakeConnection('East')]);
    await expect.element(choice(/^East/)).toBeVisible();
  });

  it('leads to an empty form and to the demo', async () => {
    const fake = createFakeBridge();
    await openMenu(fake);
    await item('Open the demo').click();
    expect(args(fake, 'connection:demo')).toEqual([[]]);
    await expect.element(heading).toHaveTextContent('Demo');
    await switcher.click();
    await expect.element(item('Add a connection…')).toBeVisible();
    await expect.element(item('Open the demo')).not.toBeInTheDocument();
    await item('Add a connection…').click();
    await expect.element(page.getByLabelText('Host')).toHaveValue('');
  });

  it('is a word where there is no connection to name', async () => {
    await mountApp(createFakeBridge({ connection: NO_CONNECTION, others: [SALES] }));
    await expect.element(page.getByRole('heading', { name: 'Saved connections' })).toBeVisible();
    await expect.element(button('Open Sales')).toBeVisible();
  });

  it.each([
    ['popover', POPOVER],
    ['window', WINDOW],
  ] as const)('holds 30 connections and long and right-to-left names in a %s', async (_, size) => {
    const names = ['N'.repeat(60), 'مركز الاتصال الرئيسي لخدمة العملاء في الرياض', 'e\u0301'.repeat(30)];
    const others = [...names, ...Array.from({ length: 26 }, (_each, index) => `Site ${index}`)].map((name) =>
      fakeConnection(name),
    );
    await openMenu(createFakeBridge({ others }), size);
    const box = menu.element().getBoundingClientRect();
    expect([box.right <= size[0], box.bottom <= size[1], box.left >= 0]).toEqual([true, true, true]);
    await userEvent.keyboard('{End}{ArrowUp}{ArrowUp}');
    await expect.element(choice(/^Site 25/)).toHaveFocus();
    const last = choice(/^Site 25/)
      .element()
      .getBoundingClientRect();
    expect(last.bottom).toBeLessThanOrEqual(box.bottom);
    await expect.element(item('Add a connection…')).toBeInViewport();
    expect(menu.element().scrollWidth).toBeLessThanOrEqual(menu.element().clientWidth);
  });

  it('keeps a long name from pushing the rest of the head away', async () => {
    const connection = { ...ACCOUNT, profile: { ...PROFILE, name: 'N'.repeat(60) } } as ConnectionState;
    await mountApp(createFakeBridge({ connection }));
    await expect.element(button('Refresh now')).toBeInViewport();
    expect(document.documentElement.scrollWidth).toBe(POPOVER[0]);
  });
});

describe('a form for another connection', () => {
  it('is empty for a new one, and filled for one that is changed', async () => {
    const fake = createFakeBridge({ others: [SALES] });
    await openMenu(fake);
    await item('Add a connection…').click();
    await expect.element(page.getByRole('heading', { name: 'Add a connection' })).toBeVisible();
    await expect.element(page.getByLabelText('Host')).toHaveValue('');
    await page.getByLabelText('Host').fill('new.kore.ai');
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit…').click();
    await expect.element(page.getByRole('heading', { name: 'Change the connection' })).toBeVisible();
    await expect.element(page.getByLabelText('Host')).toHaveValue(PROFILE.host);
    await page.getByRole('link', { name: 'Settings' }).click();
    await button('Edit Sales…').click();
    await expect.element(page.getByLabelText('Host')).toHaveValue(SALES.profile.host);
    await nameField.fill('Sales day');
    await button('Save and start').click();
    await expect
      .poll(() => args(fake, 'connection:save')[0]?.[0])
      .toMatchObject({ id: SALES.profile.id, name: 'Sales day' });
  });

  it('asks before it takes the name of another one, and asks again for another name', async () => {
    const fake = createFakeBridge({ connection: NO_CONNECTION });
    fake.answer('connection:check', ({ name, isNameConfirmed }) =>
      ok(
        name === '' || isNameConfirmed
          ? {}
          : { name: { level: 'confirm', message: 'Another connection has this name.' } },
      ),
    );
    await mountApp(fake);
    await nameField.fill('Sales');
    await button('Save and start').click();
    await expect.element(page.getByText('Another connection has this name.')).toBeVisible();
    await expect.element(nameField).toHaveFocus();
    const confirm = page.getByRole('checkbox', { name: 'Replace the other connection' });
    await confirm.click();
    await nameField.fill('Support');
    await userEvent.keyboard('{Tab}');
    await expect.element(confirm).not.toBeChecked();
    expect(args(fake, 'connection:save')).toEqual([]);
    await confirm.click();
    await button('Save and start').click();
    await expect
      .poll(() => args(fake, 'connection:save')[0]?.[0])
      .toMatchObject({ name: 'Support', isNameConfirmed: true });
  });
});

describe('settings', () => {
  async function openSettings(fake: FakeBridge, size: readonly [number, number] = POPOVER): Promise<void> {
    await mountApp(fake, size);
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByRole('heading', { name: 'Connection', level: 2 })).toBeVisible();
  }

  it('open and forget any of them, after a question that names it', async () => {
    const fake = createFakeBridge({ others: [SALES, fakeConnection('Night')] });
    await openSettings(fake);
    await button('Open Night').click();
    expect(args(fake, 'connection:open')).toEqual([['c-Night']]);
    await button('Disconnect Sales…').click();
    const dialog = page.getByRole('dialog', { name: 'Disconnect “Sales”?' });
    await expect.element(dialog.getByText(/its secret, also in the keychain/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await button('Disconnect Sales…').click();
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await expect.poll(() => args(fake, 'connection:forget')).toEqual([['c-Sales']]);
  });

  it('say why a connection could not be opened', async () => {
    const fake = createFakeBridge({ others: [SALES] });
    fake.answer('connection:open', () => fail('not-connected', { message: 'This connection is no longer saved.' }));
    await openSettings(fake);
    await button('Open Sales').click();
    await expect.element(page.getByText('This connection is no longer saved.')).toBeVisible();
  });

  it('name the open one in its question where there are others', async () => {
    await openSettings(createFakeBridge({ others: [SALES] }));
    await button('Disconnect…').click();
    await expect.element(page.getByRole('dialog', { name: 'Disconnect “Billing”?' })).toBeVisible();
  });
});

describe('a notice', () => {
  const notice = { id: 'x', title: 'Ann: AWAY', body: 'Was BUSY.', userId: 'u-0', isDemo: false };

  it('of another connection opens that one', async () => {
    const fake = createFakeBridge({ others: [SALES] });
    await mountApp(fake);
    fake.push('notice:raised', { ...notice, connectionId: SALES.profile.id });
    await button(/^Ann: AWAY/).click();
    await expect.poll(() => args(fake, 'connection:open')).toEqual([[SALES.profile.id]]);
  });

  it('of the open one, or of Rollcall, opens none', async () => {
    const fake = createFakeBridge({ others: [SALES] });
    await mountApp(fake);
    for (const connectionId of [PROFILE.id, null]) {
      fake.push('notice:raised', { ...notice, connectionId });
      await button(/^Ann: AWAY/).click();
    }
    expect(args(fake, 'connection:open')).toEqual([]);
  });
});
