import { describe, expect, it } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { DEFAULT_PREFERENCES } from '../../electron/shared/model.ts';
import { appError, err } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { FAKE_DIRECTORY } from '../support/fake-cards.ts';
import { fakeQueue } from '../support/fake-queues.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { fakeView } from '../support/fake-views.ts';
import { focusLine, mountApp, POPOVER, WINDOW } from './mount-app.ts';

/** Whatever ends, the focus is on a control from which the Tab key goes on, and never nowhere. */
const TEAM = [fakeAgent({ userId: 'u-1', name: 'Ann' }), fakeAgent({ userId: 'u-2', name: 'Ben' })];
const button = (name: string | RegExp) => page.getByRole('button', { name });
const chooser = button(/^View: /);
const main = page.getByRole('main');

function bridge(prepare: (fake: FakeBridge) => void = () => {}, view = fakeView({})): FakeBridge {
  const views = { views: [view], activeId: null };
  const queues = [fakeQueue({ id: 'qu-0', name: 'Billing' }, TEAM)];
  const fake = createFakeBridge({
    team: fakeSnapshot(TEAM, Date.now(), { queues }),
    views,
    directory: FAKE_DIRECTORY,
  });
  prepare(fake);
  return fake;
}

async function editView(item: string): Promise<void> {
  await chooser.click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus();
}

async function focus(control: Locator): Promise<void> {
  await expect.element(control).toBeVisible();
  const element = control.element();
  if (element instanceof HTMLElement) element.focus();
}

/** Lets the browser take the focus from what is disabled or gone, as it does with the next frame. */
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

describe.each([
  ['the popover', POPOVER],
  ['a window', WINDOW],
] as const)('in %s, the focus', (_, size) => {
  it('is at the view once a new one is saved with the keyboard', async () => {
    await mountApp(bridge(), size);
    await editView('New view…');
    await userEvent.keyboard('Mine{Tab}bil{Enter}');
    await focus(button('Save'));
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('The view “Mine” is saved and open.')).toBeVisible();
    await expect.element(chooser).toHaveFocus();
  });

  it.each([
    ['is saved with the mouse', async () => button('Save').click()],
    ['is cancelled', async () => button('Cancel').click()],
    ['is left by Esc', async () => userEvent.keyboard('{Escape}')],
  ] as const)('is at the view once an unchanged one %s', async (_way, end) => {
    await mountApp(bridge(), size);
    await chooser.click();
    await page.getByRole('menuitemradio', { name: 'Leads' }).click();
    await editView('Edit Leads…');
    await end();
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    await expect.element(chooser).toHaveFocus();
  });

  it('is at the view once a draft is discarded in the dialog', async () => {
    await mountApp(bridge(), size);
    await editView('New view…');
    await userEvent.keyboard('Mine');
    await button('Cancel').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    await expect.element(chooser).toHaveFocus();
  });

  it('is at Save again where saving is refused', async () => {
    const refused = err(appError('storage'));
    const held = Promise.withResolvers<typeof refused>();
    await mountApp(
      bridge((fake) => fake.answer('view:save', () => held.promise)),
      size,
    );
    await editView('New view…');
    await userEvent.keyboard('Mine');
    await focus(button('Save'));
    await userEvent.keyboard('{Enter}');
    await nextFrame();
    held.resolve(refused);
    await expect.element(page.getByText(refused.error.message)).toBeVisible();
    await expect.element(button('Save')).toHaveFocus();
  });

  it('is at the view once the question about notifications is answered', async () => {
    const fake = bridge();
    fake.core.settings = { ...DEFAULT_PREFERENCES, notify: null };
    await mountApp(fake, size);
    const nothing = page.getByRole('region', { name: /notify/ }).getByRole('button', { name: 'Nothing' });
    await nothing.click();
    await expect.element(nothing).not.toBeInTheDocument();
    await expect.element(chooser).toHaveFocus();
  });

  it('is at the view once the list is no longer limited to a queue', async () => {
    await mountApp(bridge(), size);
    if (size === POPOVER) await button(/^Queues/).click();
    await button(/^Billing:/).click();
    await button('List everybody again').click();
    await expect.element(chooser).toHaveFocus();
  });

  it('is in the history opened from a card, and at the card on the way back', async () => {
    await mountApp(bridge(), size);
    await focusLine('Ann');
    await userEvent.keyboard('{Enter}');
    await button('Open in History').click();
    await expect.element(main).toHaveFocus();
    await expect.element(page.getByRole('rowheader', { name: 'Ann' })).toBeVisible();
    await expect.element(main).toHaveFocus();
    history.back();
    await expect.element(page.getByRole('dialog', { name: 'Ann' }).getByRole('heading').first()).toHaveFocus();
  });
});

it('is on the page of the team once a connection was made', async () => {
  await mountApp(SCENARIOS['no-connection'](), WINDOW);
  await button(/demo/i).click();
  await expect.element(page.getByRole('heading', { name: 'Connect your account' })).not.toBeInTheDocument();
  await expect.element(main).toHaveFocus();
});

it('is not taken by the page where nobody has used it, or gave it away', async () => {
  const fake = bridge();
  await mountApp(fake, WINDOW);
  expect(document.activeElement).toBe(document.body);
  await focusLine('Ben');
  document.querySelector<HTMLElement>(':focus')?.blur();
  fake.poll({ removed: ['u-2'] });
  await expect.element(button(/^Ben,/)).not.toBeInTheDocument();
  await nextFrame();
  expect(document.activeElement).toBe(document.body);
});
