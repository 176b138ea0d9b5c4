import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EMPTY_DIRECTORY, type Directory, type View } from '../../electron/shared/model.ts';
import { appError, ok } from '../../electron/shared/result.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { FAKE_DIRECTORY } from '../support/fake-cards.ts';
import { fakeAgent, fakeSnapshot } from '../support/fake-team.ts';
import { agents, fakeView, queues } from '../support/fake-views.ts';
import { mountApp, POPOVER, WINDOW } from './mount-app.ts';

const TEAM = [
  fakeAgent({ userId: 'u-1', name: 'Amara Okafor' }),
  fakeAgent({ userId: 'u-2', name: 'José García', status: 'AWAY', secondaryStatus: 'Short break' }),
  fakeAgent({ userId: 'u-3', name: 'Zoë Ng', status: 'BUSY' }),
];
const queue = (id: string, name: string, count: number | null = 5): Directory['queues'][number] => ({
  id,
  name,
  skills: [],
  members: count === null ? null : { count, asOf: 1 },
});

/** Opens the editor of the open view, or of a new one. */
async function openEditor(
  directory: Partial<Directory> = FAKE_DIRECTORY,
  {
    view,
    size = POPOVER,
    prepare,
  }: { view?: View; size?: readonly [number, number]; prepare?: (fake: FakeBridge) => void } = {},
): Promise<FakeBridge> {
  const views = { views: view === undefined ? [] : [view], activeId: view?.id ?? null };
  const team = fakeSnapshot(TEAM, Date.now(), { view: view ?? null });
  const fake = createFakeBridge({ team, views, directory: { ...EMPTY_DIRECTORY, asOf: 1, ...directory } });
  prepare?.(fake);
  await mountApp(fake, size);
  await page.getByRole('button', { name: /^View: / }).click();
  await page.getByRole('menuitem', { name: view === undefined ? 'New view…' : `Edit ${view.name}…` }).click();
  await expect.element(page.getByRole('form')).toBeVisible();
  return fake;
}

const field = (name: string) => page.getByRole('combobox', { name });
const options = page.getByRole('listbox').getByRole('option');
const chip = (name: string) => page.getByRole('button', { name: `Remove ${name}`, exact: true });
const save = page.getByRole('button', { name: 'Save', exact: true });
const listed = () => options.elements().map((each) => each.querySelector('bdi')?.textContent);
const saved = (fake: FakeBridge) =>
  fake.calls.filter(({ command }) => command === 'view:save').map(({ args }) => args[1]);
const knowsNobody = (fake: FakeBridge): void => fake.answer('view:count', () => ok(null));

function paste(name: string, text: string): void {
  const data = new DataTransfer();
  data.setData('text', text);
  field(name)
    .element()
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
}

describe('a field of names', () => {
  it('is set up by name with the keyboard alone, without case and accents', async () => {
    const fake = await openEditor();
    await userEvent.keyboard('My queues{Tab}BIL');
    await expect.element(field('Queues')).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{Enter}cl{ArrowDown}{ArrowUp}{Enter}{Tab}');
    await field('Skills').fill('espanol');
    await userEvent.keyboard('{Enter}');
    await field('Agents').fill('jose');
    await userEvent.keyboard('{Enter}');
    await expect.element(chip('José García')).toBeVisible();
    await save.click();
    await expect
      .poll(() => saved(fake))
      .toMatchObject([
        {
          name: 'My queues',
          filter: { queueIds: ['qu-0', 'qu-1'], skillIds: ['65d74b5d6610c92860cf0001'], agentIds: ['a-2'] },
        },
      ]);
  });

  it('lists by a click, chooses by a click, and tells a screen reader where it is', async () => {
    await openEditor();
    await field('Queues').click();
    await expect.poll(listed).toEqual(['Billing', 'Claims', 'Orders and deliveries', 'Retention', 'Technical support']);
    await userEvent.keyboard('{ArrowUp}');
    const last = options.elements().at(-1);
    await expect.element(field('Queues')).toHaveAttribute('aria-activedescendant', last?.id);
    await expect
      .element(page.getByRole('listbox').getByRole('option', { selected: true }))
      .toHaveAccessibleName('Technical support 5 agents');
    await page.getByRole('option', { name: /Claims/ }).click();
    await expect.element(chip('Claims')).toBeVisible();
    await expect.element(field('Queues')).toHaveFocus();
    await field('Queues').click();
    expect(listed()).not.toContain('Claims');
  });

  it.each([[320, 480] as const, [190, 310] as const, POPOVER, WINDOW])(
    'scrolls its list alone at %i x %i, and by its keys',
    async (...size) => {
      const queues = Array.from({ length: 60 }, (_, index) => queue(`qu-${index}`, `Queue ${index}`));
      await openEditor({ queues }, { size });
      await field('Queues').click();
      const listbox = page.getByRole('listbox');
      await expect.element(listbox).toBeVisible();
      // axe wants the keyboard in whatever scrolls, and knows that the field has it for its own list.
      const scrolls = [listbox.element(), listbox.element().parentElement].map(
        (element) => element !== null && element.scrollHeight > element.clientHeight,
      );
      expect(scrolls).toEqual([true, false]);
      await userEvent.keyboard('{ArrowUp}');
      const last = () => options.elements().at(-1)?.getBoundingClientRect().bottom;
      await expect.poll(() => (last() ?? Infinity) <= listbox.element().getBoundingClientRect().bottom + 1).toBe(true);
    },
  );

  it('closes its list by Esc first, and the editor by the next one', async () => {
    await openEditor();
    await field('Queues').fill('b');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
    await expect.element(field('Queues')).toHaveValue('b');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
  });

  it('takes the last entry out by Backspace in the empty field', async () => {
    await openEditor(FAKE_DIRECTORY, { view: fakeView({ filter: queues('qu-0', 'qu-1') }) });
    field('Queues').element().focus();
    await userEvent.keyboard('{Backspace}');
    await expect.element(chip('Claims')).not.toBeInTheDocument();
    await expect.element(chip('Billing')).toBeVisible();
  });

  it('takes pasted ids and names, and leaves in the field what it does not know', async () => {
    await openEditor();
    paste('Queues', 'qu-77, Orders and deliveries\nBiling, retention');
    await expect.element(chip('qu-77')).toBeVisible();
    await expect.element(chip('Orders and deliveries')).toBeVisible();
    await expect.element(chip('Retention')).toBeVisible();
    await expect.element(field('Queues')).toHaveValue('Biling');
    await expect.element(field('Queues')).toHaveAccessibleDescription('No queue is called “Biling”.');
  });

  it('takes a part of one name alone when it is left, and asks which one where it fits several', async () => {
    await openEditor();
    await field('Queues').fill('ten');
    await userEvent.keyboard('{Tab}');
    await expect.element(chip('Retention')).toBeVisible();
    await field('Queues').fill('l');
    await userEvent.keyboard('{Escape}{Tab}');
    await expect.element(field('Queues')).toHaveAccessibleDescription('Choose the queue for “l” from the list.');
  });

  it('saves nothing while something typed is not known', async () => {
    const fake = await openEditor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Odd');
    await field('Queues').fill('Not a queue');
    await save.click();
    await expect.element(field('Queues')).toHaveFocus();
    await expect.element(field('Queues')).toHaveAccessibleDescription('No queue is called “Not a queue”.');
    expect(saved(fake)).toEqual([]);
  });

  it('marks an id that nobody knows, and offers to read the names again', async () => {
    const fake = await openEditor(FAKE_DIRECTORY, {
      view: fakeView({ filter: queues('qu-gone') }),
      prepare: knowsNobody,
    });
    const note = 'qu-gone: No queue with this ID is known.';
    await expect.element(page.getByTitle(note)).toBeVisible();
    await expect.element(page.getByText('An ID with a question mark has no known name.')).toBeVisible();
    await page.getByRole('button', { name: 'Read names again' }).click();
    expect(fake.calls.some(({ command }) => command === 'directory:refresh')).toBe(true);
    fake.push('directory:changed', { ...FAKE_DIRECTORY, queues: [queue('qu-gone', 'Back again')] });
    await expect.element(chip('Back again')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Read names again' })).not.toBeInTheDocument();
  });

  it('follows a queue that is renamed', async () => {
    const fake = await openEditor(FAKE_DIRECTORY, { view: fakeView({ filter: queues('qu-0') }) });
    await expect.element(chip('Billing')).toBeVisible();
    fake.push('directory:changed', { ...FAKE_DIRECTORY, queues: [queue('qu-0', 'Invoices')] });
    await expect.element(chip('Invoices')).toBeVisible();
  });

  it('tells two queues of one name apart by their ids', async () => {
    await openEditor({ queues: [queue('qu-1', 'Overflow'), queue('qu-2', 'Overflow')] });
    await field('Queues').fill('Overflow');
    await expect.element(page.getByRole('option', { name: 'Overflow qu-2 5 agents' })).toBeVisible();
    paste('Queues', '');
    await expect
      .element(field('Queues'))
      .toHaveAccessibleDescription('Several queues are called “Overflow”. Choose one from the list.');
    await page.getByRole('option', { name: 'Overflow qu-2 5 agents' }).click();
    await expect.element(chip('Overflow (qu-2)')).toBeVisible();
  });

  it('shows names of HTML and emoji as they are', async () => {
    await openEditor({ queues: [queue('qu-1', '<img src=x onerror=alert(1)> 🚑')] });
    await field('Queues').fill('🚑');
    await userEvent.keyboard('{Enter}');
    await expect.element(chip('<img src=x onerror=alert(1)> 🚑')).toBeVisible();
    expect(document.querySelector('form img')).toBeNull();
  });

  it('lists the first of 1,000 queues and finds the others', async () => {
    await openEditor({ queues: Array.from({ length: 1_000 }, (_, index) => queue(`qu-${index}`, `Queue ${index}`)) });
    await field('Queues').click();
    await expect.element(page.getByText('The first 50 of 1,000. Type more to find others.')).toBeVisible();
    expect(listed().length).toBe(50);
    await field('Queues').fill('999');
    await expect.poll(listed).toEqual(['Queue 999']);
  });

  it('finds agents who are not in the open view', async () => {
    const other = fakeAgent({ userId: 'u-9', name: 'Ines Ortega' });
    await openEditor(FAKE_DIRECTORY, {
      prepare: (fake) =>
        fake.answer('view:count', ({ text }) =>
          ok({ matching: 1, agents: 4, first: text === 'ines' ? [other] : TEAM }),
        ),
    });
    await field('Agents').fill('ines');
    await expect.poll(listed).toEqual(['Ines Ortega']);
  });

  it('says that there are more agents than it lists', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      fakeAgent({ userId: `u-${100 + index}`, name: `Ines ${index}` }),
    );
    await openEditor(FAKE_DIRECTORY, {
      prepare: (fake) =>
        fake.answer('view:count', ({ text }) =>
          ok({ matching: text === 'ines' ? 70 : 50, agents: 200, first: text === '' ? TEAM : many }),
        ),
    });
    const more = page.getByText('Only 50 of them are listed. Type more to find others.');
    await field('Agents').fill('ines');
    await expect.element(more).toBeVisible();
    expect(listed().length).toBe(50);
    await field('Agents').fill('ines 4');
    await expect.poll(listed).toHaveLength(14);
    await expect.element(more).not.toBeInTheDocument();
  });

  it('searches each pasted agent in the complete team, and names those who are not there one by one', async () => {
    const others = [
      fakeAgent({ userId: 'u-8', name: 'Lea Sommer' }),
      fakeAgent({ userId: 'u-9', name: 'Ines Ortega' }),
    ];
    await openEditor(FAKE_DIRECTORY, {
      prepare: (fake) =>
        fake.answer('view:count', ({ text }) =>
          ok({ matching: 1, agents: 5, first: others.filter(({ name }) => name === text) }),
        ),
    });
    paste('Agents', 'Ines Ortega, Zoë Ng\nLea Sommer\nNo One\nNot Here');
    for (const name of ['Ines Ortega', 'Zoë Ng', 'Lea Sommer']) await expect.element(chip(name)).toBeVisible();
    await expect.element(field('Agents')).toHaveValue('No One, Not Here');
    await expect.element(field('Agents')).toHaveAccessibleDescription('No agent is called “No One” or “Not Here”.');
  });

  it('names the agents of a saved view, and marks those who are not in the team', async () => {
    await openEditor(FAKE_DIRECTORY, { view: fakeView({ filter: agents('a-3', 'a-77') }) });
    await expect.element(chip('Zoë Ng')).toBeVisible();
    await expect.element(page.getByTitle('a-77: No agent with this ID is in the team now.')).toBeVisible();
  });
});

describe('what is missing is said', () => {
  it('that there are no names because they were refused; any id works', async () => {
    const problem = 'Kore.ai does not give this app the names of queues and skills. Views work with IDs.';
    const fake = await openEditor({ asOf: null, problem }, { prepare: knowsNobody });
    await expect.element(page.getByText(problem)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Read names again' })).toBeVisible();
    await field('Queues').click();
    await expect
      .element(field('Queues'))
      .toHaveAccessibleDescription('No names of queues are known. Paste IDs, separated by commas.');
    await userEvent.keyboard('anything,');
    await page.getByRole('textbox', { name: 'Name' }).fill('By id');
    await save.click();
    await expect.poll(() => saved(fake)).toMatchObject([{ filter: queues('anything') }]);
  });

  it('how far the names have come', async () => {
    const doneAt = Date.now() + 30 * 60_000 - 20_000;
    await openEditor(
      { queues: [queue('qu-1', 'Billing', null)], progress: { read: 12, of: 200, doneAt } },
      { prepare: knowsNobody },
    );
    const sentence = 'Who serves the queues is being read: 12 of 200 queues, about 30 min left.';
    await expect.element(page.getByText(sentence)).toBeVisible();
    await field('Queues').fill('bil');
    await expect.element(options).toHaveAccessibleName('Billing Agents not known yet');
    await userEvent.keyboard('{Enter}');
    const waiting = 'The agents of “Billing” are still being read. Choose Check to ask Kore.ai now.';
    await expect.element(page.getByText(waiting)).toBeVisible();
  });

  it('that a queue cannot be watched, or only later', async () => {
    const unread = { ...FAKE_DIRECTORY, queues: [queue('qu-1', 'Billing', null)] };
    const fake = await openEditor(unread, { view: fakeView({ filter: queues('qu-1') }), prepare: knowsNobody });
    await expect.element(page.getByText(/^The agents of “Billing” are read once a view uses it\./)).toBeVisible();
    fake.push('directory:changed', { ...unread, problem: 'Refused.' });
    await expect.element(page.getByText(/^The agents of “Billing” are not known\..* cannot be watched/)).toBeVisible();
  });

  it('that nobody matches', async () => {
    await openEditor();
    await page.getByRole('textbox', { name: 'Text' }).fill('nobody at all');
    await expect.element(page.getByText('None of 3 agents matches now.')).toBeVisible();
  });

  it('shows who matches as the list will', async () => {
    await openEditor(FAKE_DIRECTORY, { size: WINDOW });
    const preview = page.getByRole('list', { name: 'Agents this view selects now' });
    await expect.element(preview.getByRole('listitem').nth(1)).toHaveAccessibleName(/^Zoë Ng, Busy/);
    await page.getByRole('button', { name: 'Away', exact: true }).click();
    await expect.element(page.getByText('Matches 1 of 3 agents.')).toBeVisible();
  });
});

it('a field with the focus is not behind the buttons', async () => {
  await openEditor(FAKE_DIRECTORY, { size: [320, 425] });
  await page.getByRole('textbox', { name: 'Name' }).click();
  for (const name of ['Queues', 'Skills', 'Agents']) {
    await userEvent.keyboard('{Tab}');
    await expect.element(field(name)).toHaveFocus();
    const { left, bottom } = field(name).element().getBoundingClientRect();
    expect(document.elementFromPoint(left + 20, bottom - 4)).toBe(field(name).element());
  }
});

it('a changed view can be changed back', async () => {
  const view = fakeView({ filter: queues('qu-0') });
  const fake = await openEditor(FAKE_DIRECTORY, { view });
  await page.getByRole('textbox', { name: 'Name' }).fill('Other');
  await save.click();
  await expect.element(page.getByText('“Leads” was changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => saved(fake)).toEqual([{ ...view, name: 'Other' }, view]);
  await expect.element(page.getByRole('button', { name: 'View: Leads' })).toBeVisible();
});

it('leads to a new view where Kore.ai does not list all agents', async () => {
  const { message } = appError('everybody-refused');
  const health = { state: 'stale', since: 1, nextAt: null, message, isViewNeeded: true } as const;
  const team = fakeSnapshot([], Date.now(), { health, asOf: null });
  const fake = createFakeBridge({ team, directory: FAKE_DIRECTORY });
  await mountApp(fake);
  await expect.element(page.getByRole('heading', { name: 'A view is needed' })).toBeVisible();
  await page.getByRole('button', { name: 'New view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  paste('Queues', 'qu-77');
  await save.click();
  await expect.poll(() => saved(fake)).toMatchObject([{ name: 'Mine', filter: queues('qu-77') }]);
});

it('says of a queue whose agents are refused that it cannot be watched, and of a skill when its agents are read', async () => {
  const refused = { ...queue('qu-0', 'Billing', null), isRefused: true } as const;
  const skills = [{ id: 's-0', name: 'German', members: null }];
  await openEditor({ queues: [refused], skills, progress: null }, { prepare: knowsNobody });
  await field('Skills').click();
  await expect.element(options).toHaveAccessibleName('German Agents are read once a view uses it');
  await userEvent.keyboard('{Escape}');
  await field('Queues').click();
  await expect.element(options).toHaveAccessibleName('Billing Cannot be watched');
  await options.click();
  await expect
    .element(
      page.getByText(/^Kore.ai does not tell this app who belongs to “Billing”, so such a view cannot be watched/),
    )
    .toBeVisible();
});

it('a view that cannot be read can be edited', async () => {
  const view = fakeView({ filter: queues('qu-0') });
  const health = { state: 'stale', since: 1, nextAt: null, message: 'It said: "unknown queue"' } as const;
  const team = fakeSnapshot([], Date.now(), { view, health, asOf: null });
  await mountApp(createFakeBridge({ team, views: { views: [view], activeId: view.id } }));
  await page.getByRole('button', { name: 'Edit view' }).click();
  await expect.element(page.getByRole('form', { name: 'Edit the view Leads' })).toBeVisible();
});
