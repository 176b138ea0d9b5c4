import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fail, ok, type Result } from '../../electron/shared/result.ts';
import { DEFAULT_PREFERENCES, EMPTY_FILTER, type FilterCheck, type ViewList } from '../../electron/shared/model.ts';
import { writeViewFile } from '../../electron/shared/views/view-file.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { fakeView, queues } from '../support/fake-views.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const LEADS = fakeView({ filter: queues('qu-1') });
const LUNCH = fakeView({ id: 'v-2', name: 'At lunch', secondaryStatuses: ['Lunch'] });
const TEAM = [
  fakeAgent({ userId: 'u-1', name: 'Amara Okafor' }),
  fakeAgent({ userId: 'u-2', name: 'José García', status: 'AWAY', secondaryStatus: 'Short break' }),
];

function withViews(activeId: string | null = null, views = [LEADS, LUNCH]): FakeBridge {
  const view = views.find(({ id }) => id === activeId) ?? null;
  return createFakeBridge({ team: fakeSnapshot(TEAM, Date.now(), { view }), views: { views, activeId } });
}

const chooser = (name: string) => page.getByRole('button', { name: `View: ${name}`, exact: true });
const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
const choice = (name: string) => page.getByRole('menuitemradio', { name, exact: true });
const menu = page.getByRole('menu', { name: 'Views' });
const editor = page.getByRole('form');
const save = page.getByRole('button', { name: 'Save', exact: true });
const discard = page.getByRole('dialog').getByRole('button', { name: 'Discard' });
const check = page.getByRole('button', { name: 'Check', exact: true });
const args = (fake: FakeBridge, command: string) =>
  fake.calls.filter((call) => call.command === command).map((call) => call.args);

/** Whose members are not known cannot be counted, so Kore.ai is asked. */
const knowsNobody = (fake: FakeBridge): void => fake.answer('view:count', () => ok(null));

async function openNew(fake: FakeBridge): Promise<void> {
  await mountApp(fake);
  await chooser('Everybody').click();
  await item('New view…').click();
}

const SALES = { ...PROFILE, id: 'c-2', name: 'Sales' };

/** Another connection is opened elsewhere, for example in the tray's menu. */
function openSales(fake: FakeBridge): void {
  fake.core.connection = { kind: 'account', profile: SALES, secret: 'stored' };
  fake.push('view:changed', { connectionId: SALES.id, views: [], activeId: null });
  fake.push('connection:changed', fake.core.connection);
}

/** The first connection is opened again. */
function openBilling(fake: FakeBridge): void {
  fake.core.connection = { kind: 'account', profile: PROFILE, secret: 'stored' };
  fake.push('view:changed', { connectionId: PROFILE.id, views: [LEADS, LUNCH], activeId: null });
  fake.push('connection:changed', fake.core.connection);
}

async function openEdit(fake: FakeBridge): Promise<void> {
  await mountApp(fake);
  await chooser('Leads').click();
  await item('Edit Leads…').click();
}

describe('the view chooser', () => {
  it('is a menu for the keyboard: opens, walks round, chooses, and gives the focus back', async () => {
    const fake = withViews();
    await mountApp(fake);
    await expect.element(chooser('Everybody')).toHaveAttribute('aria-expanded', 'false');
    chooser('Everybody').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(choice('Everybody')).toHaveFocus();
    await expect.element(choice('Everybody')).toHaveAttribute('aria-checked', 'true');
    await expect.element(chooser('Everybody')).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{ArrowUp}');
    await expect.element(item('Import…')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(choice('Leads')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(chooser('Leads')).toHaveFocus();
    expect(args(fake, 'view:open')).toEqual([[PROFILE.id, 'v-1']]);
  });

  it('offers to edit the open view only, and to export only what is there', async () => {
    await mountApp(withViews(null, []));
    await chooser('Everybody').click();
    await expect.element(menu).toBeVisible();
    const labels = menu.element().querySelectorAll('[role^=menuitem]');
    expect([...labels].map(({ textContent }) => textContent.trim())).toEqual(['Everybody', 'New view…', 'Import…']);
  });

  it('closes with Esc without hiding the window, and with a second press', async () => {
    const fake = withViews();
    await mountApp(fake, POPOVER);
    await chooser('Everybody').click();
    await expect.element(menu).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(chooser('Everybody')).toHaveFocus();
    await chooser('Everybody').click();
    await expect.element(menu).toBeVisible();
    await chooser('Everybody').click();
    await expect.element(menu).not.toBeInTheDocument();
    expect(args(fake, 'window:show')).toEqual([]);
  });

  it('closes when the window gets another size, and does not hang beside its button', async () => {
    await mountApp(withViews(), POPOVER);
    await chooser('Everybody').click();
    await expect.element(menu).toBeVisible();
    await page.viewport(...WINDOW);
    await expect.element(menu).not.toBeInTheDocument();
  });

  it('follows what another window opens', async () => {
    const fake = withViews();
    await mountApp(fake, WINDOW);
    await expect.element(chooser('Everybody')).toBeVisible();
    fake.push('view:changed', { connectionId: PROFILE.id, views: [LEADS, LUNCH], activeId: 'v-2' });
    await expect.element(chooser('At lunch')).toBeVisible();
  });

  it('says why a view cannot be opened', async () => {
    const fake = withViews();
    fake.answer('view:open', () => fail('invalid-input', { message: 'This view is not there any more.' }));
    await mountApp(fake);
    await chooser('Everybody').click();
    await choice('Leads').click();
    await expect.element(page.getByText('This view is not there any more.')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await expect.element(page.getByText('This view is not there any more.')).not.toBeInTheDocument();
  });

  it('is there although the view it is about has never been read', async () => {
    const fake = SCENARIOS['never-answered']();
    fake.core.views = { views: [LEADS], activeId: LEADS.id };
    await mountApp(fake);
    await chooser('Leads').click();
    await choice('Everybody').click();
    expect(args(fake, 'view:open')).toEqual([[PROFILE.id, null]]);
  });

  it('shows the list of another view afresh, also while the pointer is in the list', async () => {
    const fake = withViews();
    await mountApp(fake);
    await page.getByText('Amara Okafor').hover();
    fake.poll({ view: LUNCH, removed: ['u-1'] });
    await expect.poll(() => document.querySelectorAll('[role=listitem]').length).toBe(1);
  });
});

describe('the editor of a view', () => {
  it('puts the question about notifications off until it is left', async () => {
    const fake = withViews();
    fake.core.settings = DEFAULT_PREFERENCES;
    await openNew(fake);
    const question = page.getByRole('heading', { name: 'When should Rollcall notify you?' });
    await expect.element(editor).toBeVisible();
    await expect.element(question).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(question).toBeVisible();
  });

  it('takes ids typed and pasted, names with spaces, statuses and text, and saves them', async () => {
    const fake = withViews();
    knowsNobody(fake);
    await openNew(fake);
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus();
    await userEvent.keyboard('Evening team');
    await page.getByRole('combobox', { name: 'Queues' }).click();
    await userEvent.keyboard('qu-1,qu-2,qu-3,qu-1,');
    await page.getByRole('button', { name: 'Remove qu-2' }).click();
    await page.getByRole('combobox', { name: 'Secondary' }).fill('Short break, Lunch');
    await page.getByRole('button', { name: 'Away', exact: true }).click();
    await page.getByRole('button', { name: 'Available', exact: true }).click();
    await page.getByRole('textbox', { name: 'Text' }).fill('am');
    await page.getByRole('combobox', { name: 'Skills' }).fill('65d74b');
    await save.click();
    const draft = {
      id: null,
      name: 'Evening team',
      filter: { queueIds: ['qu-1', 'qu-3'], skillIds: ['65d74b'], agentIds: [] },
      text: 'am',
      statuses: ['AVAILABLE', 'AWAY'],
      secondaryStatuses: ['Short break', 'Lunch'],
    };
    await expect.poll(() => args(fake, 'view:save')).toEqual([[PROFILE.id, draft]]);
    expect(args(fake, 'view:check')).toEqual([[draft.filter]]);
    await expect.element(editor).not.toBeInTheDocument();
    await expect.element(chooser('Evening team')).toHaveFocus();
  });

  it('says live how many it matches, and that ids have to be checked', async () => {
    const fake = withViews();
    fake.answer('view:count', ({ filter, text }) =>
      ok(filter.queueIds.length > 0 ? null : { matching: text === 'am' ? 1 : 2, agents: 2, first: [] }),
    );
    await openNew(fake);
    await expect.element(page.getByText('Matches 2 of 2 agents.')).toBeVisible();
    await expect.element(check).not.toBeInTheDocument();
    await page.getByRole('textbox', { name: 'Text' }).fill('am');
    await expect.element(page.getByText('Matches 1 of 2 agents.')).toBeVisible();
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-1,');
    await expect.element(page.getByText('Choose Check to ask Kore.ai who has these IDs.')).toBeVisible();
    await check.click();
    await expect.element(page.getByText('Kore.ai has 2 agents for these IDs.')).toBeVisible();
    expect(args(fake, 'view:check')).toEqual([[queues('qu-1')]]);
  });

  it('puts what Kore.ai says beside the ids it is about, and saves them only at the second press', async () => {
    const fake = withViews();
    knowsNobody(fake);
    const refusals = { queueIds: 'It said: "unknown queue"', agentIds: 'It said: "unknown agent"' };
    fake.answer('view:check', () => ok({ agents: null, refusals, refusal: null }));
    await openNew(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Odd');
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-x');
    await page.getByRole('combobox', { name: 'Agents' }).fill('a-x');
    await save.click();
    const described = (name: string) => page.getByRole('combobox', { name });
    await expect.element(described('Queues')).toHaveAccessibleDescription('It said: "unknown queue"');
    await expect.element(described('Agents')).toHaveAccessibleDescription('It said: "unknown agent"');
    await expect.element(described('Queues')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(described('Skills')).not.toHaveAttribute('aria-invalid');
    expect(args(fake, 'view:save')).toEqual([]);
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await expect.poll(() => args(fake, 'view:save').length).toBe(1);
    expect(args(fake, 'view:check').length).toBe(1);
  });

  it('takes back what was said once the ids are others', async () => {
    const fake = withViews();
    knowsNobody(fake);
    fake.answer('view:check', () => ok({ agents: null, refusals: {}, refusal: 'Not these two together.' }));
    await openNew(fake);
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-x,');
    await check.click();
    await expect.element(page.getByText('Not these two together.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove qu-x' }).click();
    await expect.element(page.getByText('Not these two together.')).not.toBeInTheDocument();
    await expect.element(save).toBeVisible();
  });

  it('saves although Kore.ai does not answer', async () => {
    const fake = withViews();
    knowsNobody(fake);
    fake.answer('view:check', () => fail('offline'));
    await openNew(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Later');
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-1');
    await save.click();
    await expect.poll(() => args(fake, 'view:save').length).toBe(1);
  });

  it('shows what the core refuses beside its field, and keeps what was entered', async () => {
    const fake = withViews();
    fake.answer('view:save', () =>
      fail('invalid-input', { field: 'name', message: 'Another view has this name already.' }),
    );
    await openNew(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Leads');
    await save.click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await expect.element(name).toHaveAccessibleDescription('Another view has this name already.');
    await expect.element(name).toHaveFocus();
    await expect.element(name).toHaveValue('Leads');
  });

  it('is left with Esc at once where nothing was changed', async () => {
    await openEdit(withViews(LEADS.id));
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(editor).not.toBeInTheDocument();
    await expect.element(chooser('Leads')).toHaveFocus();
  });

  it('asks before Esc discards a change, and stays as it was where that is not wanted', async () => {
    const fake = withViews(LEADS.id);
    await openEdit(fake);
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Other');
    await userEvent.keyboard('{Escape}');
    const question = page.getByRole('dialog', { name: 'Discard the changes to “Leads”?' });
    await expect.element(question).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(question).not.toBeInTheDocument();
    await expect.element(name).toHaveFocus();
    await expect.element(name).toHaveValue('Other');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await expect.element(editor).not.toBeInTheDocument();
    await expect.element(chooser('Leads')).toHaveFocus();
    expect([args(fake, 'view:save'), args(fake, 'window:show')]).toEqual([[], []]);
  });

  it('asks before another one takes the place of a draft', async () => {
    await openEdit(withViews(LEADS.id));
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Other');
    const openAnother = async (): Promise<void> => {
      await chooser('Leads').click();
      await item('New view…').click();
    };
    await openAnother();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.element(name).toHaveValue('Other');
    await openAnother();
    await discard.click();
    await expect.element(page.getByRole('form', { name: 'New view' })).toBeVisible();
    await expect.element(name).toHaveValue('');
    await expect.element(name).toHaveFocus();
    await name.fill('Evening');
    await openAnother();
    await expect.element(page.getByRole('dialog', { name: 'Discard the new view?' })).toBeVisible();
    await discard.click();
    await expect.element(name).toHaveValue('');
  });

  it('keeps what was entered while another page is open, and lets no tab close over it', async () => {
    const leaveTab = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    await openNew(withViews());
    expect(leaveTab()).toBe(true);
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Evening team');
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-1,');
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(editor).not.toBeInTheDocument();
    expect(leaveTab()).toBe(false);
    history.back();
    await expect.element(name).toHaveValue('Evening team');
    await expect.element(page.getByRole('button', { name: 'Remove qu-1' })).toBeVisible();
  });

  it('saves nothing once it is left, although Kore.ai has not answered yet', async () => {
    const fake = withViews();
    knowsNobody(fake);
    const answer = Promise.withResolvers<Result<FilterCheck>>();
    fake.answer('view:check', () => answer.promise);
    await openNew(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Later');
    await page.getByRole('combobox', { name: 'Queues' }).fill('qu-1');
    await save.click();
    await expect.poll(() => args(fake, 'view:check').length).toBe(1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await discard.click();
    answer.resolve(ok({ agents: 2, refusals: {}, refusal: null }));
    await chooser('Everybody').click();
    await expect.element(menu).toBeVisible();
    expect(args(fake, 'view:save')).toEqual([]);
  });

  it('stays hidden with all that was entered while another connection is open', async () => {
    const fake = withViews();
    await openNew(fake);
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Evening team');
    openSales(fake);
    await expect.element(editor).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /^Amara Okafor,/ })).toBeVisible();
    await chooser('Everybody').click();
    await item('New view…').click();
    await name.fill('Of Sales');
    await save.click();
    await expect.element(editor).not.toBeInTheDocument();
    openBilling(fake);
    await expect.element(name).toHaveValue('Evening team');
    await save.click();
    await expect
      .poll(() => args(fake, 'view:save'))
      .toMatchObject([
        [SALES.id, { name: 'Of Sales' }],
        [PROFILE.id, { name: 'Evening team' }],
      ]);
  });

  it('keeps what was entered when it is saved in the moment in which another connection is opened', async () => {
    const fake = withViews();
    fake.answer('view:save', () => fail('invalid-input', { message: 'Another connection is open by now.' }));
    await openNew(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening team');
    await save.click();
    await expect.element(page.getByText('Another connection is open by now.')).toBeVisible();
    openSales(fake);
    await expect.element(editor).not.toBeInTheDocument();
    openBilling(fake);
    await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Evening team');
  });

  it('offers no undo in another connection', async () => {
    const fake = withViews(LEADS.id);
    await openEdit(fake);
    await page.getByRole('button', { name: 'Delete' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    const profile = { ...PROFILE, id: 'connection-2', name: 'Sales' };
    fake.push('connection:changed', { kind: 'account', profile, secret: 'stored' });
    await expect.element(undo).not.toBeInTheDocument();
  });

  it('asks nothing about ids that were checked before', async () => {
    const fake = withViews(LEADS.id);
    await openEdit(fake);
    await page.getByRole('textbox', { name: 'Name' }).fill('Team leads');
    await save.click();
    await expect.poll(() => args(fake, 'view:save')).toEqual([[PROFILE.id, { ...LEADS, name: 'Team leads' }]]);
    expect(args(fake, 'view:check')).toEqual([]);
  });

  it('deletes at once and brings back on request', async () => {
    const fake = withViews(LEADS.id);
    await openEdit(fake);
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.element(page.getByText('“Leads” was deleted.')).toBeVisible();
    await expect.element(chooser('Everybody')).toBeVisible();
    expect(args(fake, 'view:remove')).toEqual([[PROFILE.id, 'v-1']]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(chooser('Leads')).toHaveFocus();
    expect(args(fake, 'view:save')).toEqual([[PROFILE.id, { ...LEADS, id: null }]]);
  });

  it('reports a new view, which can be taken back with the one that was open before', async () => {
    const fake = withViews(LUNCH.id);
    await mountApp(fake);
    await chooser('At lunch').click();
    await item('New view…').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Evening team');
    await save.click();
    await expect.element(page.getByText('The view “Evening team” is saved and open.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(chooser('At lunch')).toHaveFocus();
    expect(fake.core.views.views).toEqual([LEADS, LUNCH]);
  });

  it.each(['Undo', 'Dismiss'])('hands the focus on to the chooser when %s leaves the page', async (name) => {
    await openEdit(withViews(LEADS.id));
    await page.getByRole('textbox', { name: 'Name' }).fill('Other');
    await save.click();
    await page.getByRole('button', { name, exact: true }).click();
    await expect.element(page.getByRole('button', { name: /^View: / })).toHaveFocus();
  });
});

describe('a view with nobody in it', () => {
  it('says so and offers everybody, or to edit it', async () => {
    const fake = SCENARIOS.filtered();
    await mountApp(fake);
    await expect.element(page.getByRole('heading', { name: 'Nobody in this view' })).toBeVisible();
    await page.getByRole('button', { name: 'Edit view' }).click();
    await expect.element(page.getByRole('form', { name: 'Edit the view Leads' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Show everybody' }).click();
    await expect.poll(() => args(fake, 'view:open')).toEqual([[PROFILE.id, null]]);
  });
});

describe('files of views', () => {
  const picker = () => document.querySelector<HTMLInputElement>('input[type=file]')!;

  /** Asks for a file by the menu, and gives it when the system's dialog would. */
  async function pick(text: string, meanwhile: () => void = () => undefined): Promise<void> {
    vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined);
    onTestFinished(() => void vi.restoreAllMocks());
    await chooser('Everybody').click();
    await item('Import…').click();
    meanwhile();
    const files = new DataTransfer();
    files.items.add(new File([text], 'views.json', { type: 'application/json' }));
    picker().files = files.files;
    picker().dispatchEvent(new Event('change'));
    await expect.poll(() => picker().value).toBe('');
  }

  it('are exported with all views, under a name of their own', async () => {
    const clicked: { readonly name: string; readonly text: Promise<string> }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push({ name: this.download, text: fetch(this.href).then((answer) => answer.text()) });
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await mountApp(withViews());
    await chooser('Everybody').click();
    await item('Export…').click();
    await expect.poll(() => clicked.map(({ name }) => name)).toEqual(['rollcall-views.json']);
    expect(await clicked[0]?.text).toBe(writeViewFile([LEADS, LUNCH]));
  });

  it('open the system’s dialog on import', async () => {
    const click = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined);
    onTestFinished(() => void vi.restoreAllMocks());
    await mountApp(withViews());
    await chooser('Everybody').click();
    await item('Import…').click();
    await expect.poll(() => click.mock.contexts).toEqual([picker()]);
  });

  it('keep the desktop popover open while the system asks for one, and no longer', async () => {
    vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined);
    onTestFinished(() => void vi.restoreAllMocks());
    const fake = withViews();
    const app = { version: '1.2.3', platform: 'linux', timeZone: 'UTC', timeZoneProblem: null, dataFolder: '/data' };
    fake.answer('app:info', () => ok({ ...app, surface: 'desktop' }));
    await mountApp(fake);
    await expect.element(page.getByRole('button', { name: 'Keep open and on top' })).toBeVisible();
    await chooser('Everybody').click();
    await item('Import…').click();
    await expect.poll(() => args(fake, 'window:pin')).toEqual([[true]]);
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => args(fake, 'window:pin')).toEqual([[true], [false]]);
  });

  it('say how many were imported and why others were not', async () => {
    const fake = withViews();
    const views = [LEADS, LUNCH, fakeView({ id: 'v-3', name: 'New' })];
    const list: ViewList = { connectionId: PROFILE.id, views, activeId: null };
    const refused = [
      { name: 'Odd', reason: 'Enter a name.' },
      { name: 'Odd 2', reason: 'Too long.' },
    ];
    fake.answer('view:import', () => ok({ list, added: 1, refused }));
    await mountApp(fake);
    await pick('a file');
    expect(args(fake, 'view:import')).toEqual([[PROFILE.id, 'a file']]);
    const sentence = '1 view was imported. “Odd” was refused: Enter a name. Another one was refused too.';
    await expect.element(page.getByText(sentence)).toBeVisible();
    await chooser('Everybody').click();
    await expect.element(choice('New')).toBeVisible();
  });

  it('are for the connection they were chosen for, whichever is open by the time they are chosen', async () => {
    const fake = withViews();
    fake.answer('view:import', () => fail('invalid-input', { message: 'Another connection is open by now.' }));
    await mountApp(fake);
    await pick('a file', () => openSales(fake));
    expect(args(fake, 'view:import')).toEqual([[PROFILE.id, 'a file']]);
    await expect.element(page.getByText('Another connection is open by now.')).toBeVisible();
  });

  it('that are none change nothing and say so; a huge one is not even read', async () => {
    const fake = withViews();
    fake.answer('view:import', () => fail('invalid-input', { message: 'This is not a file of views.' }));
    await mountApp(fake);
    await pick('x');
    await expect.element(page.getByText('This is not a file of views.')).toBeVisible();
    await pick(' '.repeat(2_000_001));
    await expect.element(page.getByText('This file is too large for a file of views.')).toBeVisible();
    expect(args(fake, 'view:import').length).toBe(1);
  });
});

it('no filter restricts a new view', async () => {
  const fake = withViews();
  await openNew(fake);
  await page.getByRole('textbox', { name: 'Name' }).fill('All');
  await save.click();
  await expect
    .poll(() => args(fake, 'view:save'))
    .toMatchObject([[PROFILE.id, { filter: EMPTY_FILTER, statuses: [] }]]);
  expect(args(fake, 'view:check')).toEqual([]);
});
