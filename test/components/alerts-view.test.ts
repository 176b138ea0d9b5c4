import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { clockDate, clockMinute } from '../../electron/shared/format.ts';
import { isHistoryFile } from '../../electron/shared/history/history-file.ts';
import { page, userEvent } from 'vitest/browser';
import type { ConnectionProfile, Rule, RuleDraft } from '../../electron/shared/model.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { expiryTime } from '../../electron/shared/alerts/rule-words.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeView } from '../support/fake-views.ts';
import { focusLine, mountApp, WINDOW } from './mount-app.ts';

const NOBODY = 'Nobody available, in the open view';
const FLAPPING = /^An agent changes status 6 times within 10 minutes/;

async function openAlerts(fake = createFakeBridge()): Promise<FakeBridge> {
  await mountApp(fake);
  await page.getByRole('link', { name: /^Alerts/ }).click();
  await expect.element(page.getByRole('heading', { name: 'Rules' })).toBeVisible();
  return fake;
}

function saved(fake: FakeBridge): RuleDraft[] {
  return fake.calls.filter(({ command }) => command === 'alert:save').map(({ args }) => args[1] as RuleDraft);
}

const ruleLine = (name: string | RegExp) =>
  page.getByRole('listitem').filter({ has: page.getByRole('switch', { name }) });
const edit = (name: string) => page.getByRole('button', { name: `Edit: ${name}` });
const number = (name: string) => page.getByRole('textbox', { name, exact: true });
const logLines = page.getByRole('region', { name: 'Log' }).getByRole('listitem');

describe('the rules', () => {
  it('are sentences with their state', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const fake = createFakeBridge();
    const name = fake.core.team.agents[0]?.name ?? '';
    await openAlerts(fake);
    await expect.element(ruleLine(NOBODY).getByText(/^pending, fires in \d+ seconds/)).toBeVisible();
    await expect
      .element(ruleLine(/over its limit/).getByText(new RegExp(`^firing since \\d\\d:\\d\\d: ${name}$`)))
      .toBeVisible();
    await expect.element(ruleLine(/^Every change of status/).getByText('off')).toBeVisible();
    await expect
      .element(page.getByRole('switch', { name: /over its limit/ }))
      .toHaveAccessibleDescription(/^firing since/);
  });

  it('are switched on and off; a refusal turns the switch back and says why', async () => {
    const fake = await openAlerts();
    await page.getByRole('switch', { name: FLAPPING }).click();
    await expect.element(page.getByRole('switch', { name: FLAPPING })).not.toBeChecked();
    expect(saved(fake)).toMatchObject([{ id: 'flapping', isOn: false }]);
    fake.answer('alert:save', () => fail('invalid-input', { message: 'The settings cannot be written.' }));
    await page.getByRole('switch', { name: FLAPPING }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The settings cannot be written.');
    await expect.element(page.getByRole('switch', { name: FLAPPING })).not.toBeChecked();
  });

  it('are edited in place, once every number is one', async () => {
    const fake = await openAlerts();
    await edit(NOBODY).click();
    await expect.element(number('Fewer agents than')).toHaveFocus();
    await number('Fewer agents than').fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(number('Fewer agents than')).toHaveAccessibleDescription('A whole number from 1 to 10,000.');
    expect(saved(fake)).toEqual([]);
    await number('Fewer agents than').fill('3');
    await number('For how many minutes').fill('5');
    await page.getByRole('combobox', { name: 'Whose agents' }).selectOptions('Everybody');
    await page.getByRole('button', { name: 'Save' }).click();
    const sentence = 'Fewer than 3 agents available for 5 minutes, in the whole team';
    await expect.element(edit(sentence)).toHaveFocus();
    expect(saved(fake)).toMatchObject([
      { id: 'nobody', scope: { kind: 'everybody' }, condition: { kind: 'below', fewerThan: 3, forMinutes: 5 } },
    ]);
  });

  it('keep their place and their last sentence while a number is wrong', async () => {
    await openAlerts();
    await page.viewport(...WINDOW);
    await edit(NOBODY).click();
    const [fewer, minutes] = [number('Fewer agents than'), number('For how many minutes')];
    await fewer.fill('9');
    const sentence = page.getByRole('paragraph').getByText(/^Fewer than 9 agents available/);
    await expect.element(sentence).toBeVisible();
    const top = (): number => minutes.element().getBoundingClientRect().top;
    const before = top();
    await fewer.fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(fewer).toHaveAccessibleDescription('A whole number from 1 to 10,000.');
    expect(top()).toBe(before);
    await expect.element(sentence).toBeVisible();
  });

  it('of another connection come without the form that was open', async () => {
    const fake = await openAlerts();
    await edit(NOBODY).click();
    await expect.element(page.getByRole('button', { name: 'Save' })).toBeVisible();
    const { log: _log, ...list } = fake.core.alerts;
    fake.push('alerts:changed', { ...list, connectionId: 'another' });
    await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument();
  });

  it('can be added, and deleted with a way back', async () => {
    const fake = await openAlerts();
    await page.getByRole('button', { name: 'Add a rule…' }).click();
    await page.getByRole('menuitem', { name: 'Too often in a status' }).click();
    await number('More than').fill('4');
    await page.getByRole('button', { name: 'Save' }).click();
    const sentence = 'An agent changes to Away more than 4 times in 8 hours, in the open view';
    await expect.element(page.getByRole('switch', { name: sentence })).toBeChecked();
    await edit(sentence).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.element(page.getByRole('switch', { name: sentence })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('switch', { name: sentence })).toBeChecked();
    expect(saved(fake)).toHaveLength(2);
  });

  it('are drilled', async () => {
    const fake = await openAlerts();
    await edit(NOBODY).click();
    fake.answer('alert:drill', () => ok('Sent.'));
    await page.getByRole('button', { name: 'Drill' }).click();
    await expect.element(page.getByText('Sent.')).toBeVisible();
  });

  it('say when, how often and how they tell, in the sentence that is read aloud', async () => {
    const fake = await openAlerts();
    await edit(NOBODY).click();
    await number('Remind again after minutes').fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .element(number('Remind again after minutes'))
      .toHaveAccessibleDescription('A whole number from 1 to 1,440, or empty for no reminder.');
    await expect.element(number('Remind again after minutes')).toHaveFocus();
    await number('Remind again after minutes').fill('15');
    await page.getByRole('checkbox', { name: 'With sound' }).click();
    await page.getByRole('checkbox', { name: 'Say quietly when it is over' }).click();
    await page.getByRole('checkbox', { name: 'Only in these hours' }).click();
    await expect.element(page.getByText(/^In the time of /)).toBeVisible();
    await page.getByRole('checkbox', { name: 'Friday' }).click();
    await number('To').fill('17:30');
    const options = /^Mon to Thu 08:00 to 17:30, .+ · again every 15 minutes · says when it is over · without sound$/;
    await expect.element(page.getByRole('form').getByText(options)).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(ruleLine(NOBODY).getByText(/again every 15 minutes/)).toBeVisible();
    expect(saved(fake)).toMatchObject([
      {
        id: 'nobody',
        hours: { days: [1, 2, 3, 4], from: '08:00', to: '17:30' },
        remindMinutes: 15,
        hasSound: false,
        saysRecovery: true,
      },
    ]);
  });

  it('can be none, which says what to do, and a hundred with long names', async () => {
    const fake = createFakeBridge();
    const [rule] = fake.core.alerts.rules;
    if (rule === undefined) return expect.unreachable();
    fake.core.alerts = { ...fake.core.alerts, rules: [], states: [] };
    await openAlerts(fake);
    await expect.element(page.getByText(/^There are no rules.*Add one to be told/)).toBeVisible();
    const id = 'v-long';
    const name = 'Wholesale'.repeat(20);
    const connectionId = fake.core.connection.profile?.id ?? null;
    fake.push('view:changed', { connectionId, activeId: null, views: [fakeView({ id, name })] });
    const rules = Array.from({ length: 100 }, (_, index) => ({
      ...rule,
      id: `r-${index}`,
      scope: { kind: 'view', id } as const,
    }));
    const { log: _log, ...list } = fake.core.alerts;
    fake.push('alerts:changed', { ...list, connectionId, rules });
    const switches = page.getByRole('switch');
    await expect.poll(() => switches.elements().length).toBe(100);
    const scroller = document.querySelector('.alerts');
    expect(scroller?.scrollWidth).toBe(scroller?.clientWidth);
    // They are searched by what their lines say.
    const fires = { phase: 'firing', since: 0, until: null, userIds: [], noData: null } as const;
    const states = [{ ...fires, ruleId: 'r-7' }];
    fake.push('alerts:changed', { ...list, connectionId, rules, states });
    await expect.element(page.getByText('1 firing', { exact: true })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Find a rule' }).fill('Firing');
    await expect.poll(() => switches.elements().length).toBe(1);
    await page.getByRole('searchbox', { name: 'Find a rule' }).fill('no such rule');
    await expect.element(page.getByText('No rule matches.')).toBeVisible();
  });

  it('of every kind can be added', async () => {
    const fake = await openAlerts();
    const kinds = ['Not in yet', 'Team not read', 'Many offline at once', 'Changing again and again'];
    for (const kind of kinds) {
      await page.getByRole('button', { name: 'Add a rule…' }).click();
      await page.getByRole('menuitem', { name: kind }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    }
    expect(saved(fake).map(({ condition }) => condition.kind)).toEqual(['not-in', 'stale', 'mass-change', 'flapping']);
  });

  it('about a status that nobody is in are made by its name', async () => {
    const fake = await openAlerts();
    await page.getByRole('button', { name: 'Add a rule…' }).click();
    await page.getByRole('menuitem', { name: 'Too many in a status' }).click();
    const status = page.getByRole('form').getByRole('combobox', { name: 'Status' });
    await status.selectOptions('Away (Idle)'); // has a limit
    await status.selectOptions('Another status…');
    await page.getByRole('button', { name: 'Save' }).click();
    const name = page.getByRole('textbox', { name: 'Name of the status' });
    await expect.element(name).toHaveAccessibleDescription(/^Write the status as Kore.ai calls it/);
    await expect.element(name).toHaveFocus();
    await name.fill(' Coaching ');
    await page.getByRole('button', { name: 'Save' }).click();
    const sentence = 'More than 5 agents in Coaching for 5 minutes, in the open view';
    await expect.element(page.getByRole('switch', { name: sentence })).toBeChecked();
    expect(saved(fake)).toMatchObject([
      { condition: { kind: 'above', status: { kind: 'secondary', name: 'Coaching' } } },
    ]);
  });

  it('that wait for one agent are added with an end', async () => {
    const fake = await openAlerts();
    const agent = fake.core.team.agents[0];
    await page.getByRole('button', { name: 'Add a rule…' }).click();
    await page.getByRole('menuitem', { name: 'Tell me once' }).click();
    // Before anybody is chosen it has its end already, and there is nothing to replay.
    const ends = expiryTime(fake.core.alerts.dayEndsAt);
    await expect.element(page.getByText(`Once: an agent changes to Available, until ${ends}`)).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'On the last days' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Save' }).click();
    const chooser = page.getByRole('form').getByRole('combobox', { name: 'Agent' });
    await expect.element(chooser).toHaveAccessibleDescription('Choose an agent.');
    await chooser.selectOptions(agent?.name ?? '');
    await page.getByRole('combobox', { name: 'Status' }).selectOptions('Busy');
    await page.getByRole('combobox', { name: 'Until' }).selectOptions('An hour from now');
    const before = Date.now();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .element(page.getByRole('switch', { name: new RegExp(`^Once: ${agent?.name} changes to Busy, until `) }))
      .toBeChecked();
    const [draft] = saved(fake);
    expect(draft).toMatchObject({ condition: { kind: 'tell-me', userId: agent?.userId, status: { status: 'BUSY' } } });
    const expiresAt = draft?.condition.kind === 'tell-me' ? draft.condition.expiresAt : 0;
    expect(Math.abs(expiresAt - before - 3_600_000)).toBeLessThan(60_000);
  });

  it('that wait for one of many agents find them by name', async () => {
    const fake = await openAlerts();
    const [first, agent] = fake.core.team.agents;
    await page.getByRole('button', { name: 'Add a rule…' }).click();
    await page.getByRole('menuitem', { name: 'Tell me once' }).click();
    const chooser = page.getByRole('form').getByRole('combobox', { name: 'Agent' });
    await chooser.selectOptions(first?.name ?? '');
    const field = page.getByRole('textbox', { name: 'Find an agent' });
    await field.fill(agent?.name.toUpperCase() ?? '');
    const options = () => chooser.element().querySelectorAll('option').length;
    // Whoever is chosen stays.
    await expect.poll(options).toBe(2);
    await chooser.selectOptions(agent?.name ?? '');
    await expect.poll(options).toBe(1);
    await field.fill('nobody of this name');
    await expect.element(field).toHaveAccessibleDescription('No agent matches.');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => saved(fake)).toMatchObject([{ condition: { kind: 'tell-me', userId: agent?.userId } }]);
  });

  it('say why it is not known whether they hold', async () => {
    const fake = createFakeBridge();
    const { states } = fake.core.alerts;
    const noData = (ruleId: string) => ({
      phase: 'no-data' as const,
      noData: ruleId === 'nobody' ? 'view-gone' : null,
    });
    fake.core.alerts = {
      ...fake.core.alerts,
      states: states.map((state) => ({ ...state, ...noData(state.ruleId) }) as typeof state),
    };
    await openAlerts(fake);
    await expect.element(ruleLine(NOBODY).getByText('no data: its view is gone')).toBeVisible();
    await expect.element(ruleLine(FLAPPING).getByText('no data', { exact: true })).toBeVisible();
  });
});

describe('a rule that is being edited', () => {
  it('is kept while another page is open, and asked about before it is lost', async () => {
    await openAlerts();
    await edit(NOBODY).click();
    await number('For how many minutes').fill('7');
    await page.getByRole('link', { name: 'Team', exact: true }).click();
    await page.getByRole('link', { name: /^Alerts/ }).click();
    await expect.element(number('For how many minutes')).toHaveValue('7');
    await page.getByRole('button', { name: /^Edit: The team was not read/ }).click();
    await expect.element(page.getByRole('dialog', { name: 'Discard the changes to this rule?' })).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.element(number('For how many minutes')).toHaveValue('7');
    await number('For how many minutes').click();
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.element(page.getByRole('form')).not.toBeInTheDocument();
    await expect.element(edit(NOBODY)).toHaveFocus();
  });

  it('says how often it would have notified on the days that were read, and which number is better', async () => {
    const fake = await openAlerts();
    await edit('An agent is in a status over its limit, in the open view').click();
    const preview = page.getByRole('region', { name: 'On the last days' });
    await expect
      .element(preview.getByText('It would have notified you 5 times, on 2 of the last 3 days read: 1.7 a day.'))
      .toBeVisible();
    await preview.getByText('Day by day').click();
    await expect.element(preview.getByText(/^\d+ \w+: \d\d:00, \d\d:00, \d\d:00, \d\d:00$/)).toBeVisible();
    await number('Limit in minutes').fill('20');
    await expect
      .poll(() => fake.calls.findLast(({ command }) => command === 'alert:dry-run')?.args[0])
      .toMatchObject({ condition: { minutes: 20 } });
    await preview.getByRole('combobox', { name: 'Wanted a day, at most' }).selectOptions('1');
    await expect.element(preview.getByText('With “Limit in minutes” 35: 1 a day.')).toBeVisible();
    await preview.getByRole('button', { name: 'Use 35' }).click();
    await expect.element(number('Limit in minutes')).toHaveValue('35');
    expect(saved(fake)).toEqual([]);
  });

  it('takes no limit of 0, and no telling before it that is longer than the limit', async () => {
    const fake = await openAlerts();
    await edit('An agent is in a status over its limit, in the open view').click();
    await number('Limit in minutes').fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(page.getByText('A whole number from 1 to 1,440, or empty', { exact: false })).toBeVisible();
    await number('Limit in minutes').fill('30');
    await number('Minutes before the limit').fill('45');
    await expect.element(page.getByText('Fewer minutes than the limit.')).toBeVisible();
    expect(saved(fake)).toEqual([]);
    await number('Minutes before the limit').fill('5');
    await page.getByRole('button', { name: 'Save' }).click();
    const sentence = 'An agent is in any status but Offline for more than 30 minutes or will be in 5 minutes';
    await expect.element(ruleLine(`${sentence}, in the open view`)).toBeVisible();
  });

  it('stays when the rule is deleted elsewhere, and brings it back', async () => {
    const fake = await openAlerts();
    await edit(NOBODY).click();
    await number('For how many minutes').fill('7');
    const { log: _log, rules, ...list } = fake.core.alerts;
    fake.core.alerts = { ...fake.core.alerts, rules: rules.filter(({ id }) => id !== 'nobody') };
    const connectionId = fake.core.connection.profile?.id ?? null;
    fake.push('alerts:changed', { ...list, connectionId, rules: fake.core.alerts.rules });
    await expect.element(page.getByRole('switch', { name: NOBODY })).not.toBeInTheDocument();
    await expect.element(number('For how many minutes')).toHaveValue('7');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(ruleLine('Nobody available for 7 minutes, in the open view')).toBeVisible();
  });

  it('says what is wrong with the days where nothing can be replayed', async () => {
    await openAlerts();
    await page.getByRole('button', { name: /^Edit: The team was not read/ }).click();
    await expect.element(page.getByText('The cached days do not say when the team could not be read.')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'Open History' })).not.toBeInTheDocument();
  });

  it('leads to History where no day was read', async () => {
    const fake = await openAlerts();
    fake.answer('alert:dry-run', () =>
      ok({ days: [], suggestion: null, problem: 'No day was read.', needsDays: true }),
    );
    await edit(NOBODY).click();
    await page.getByRole('link', { name: 'Open History' }).click();
    await expect.element(page.getByRole('heading', { name: 'History' })).toBeVisible();
  });
});

it('quiet hours are said first, with their end', async () => {
  const fake = createFakeBridge();
  const quietUntil = new Date().setHours(23, 59, 0, 0);
  fake.core.alerts = { ...fake.core.alerts, quietUntil };
  await openAlerts(fake);
  const sentence = `Quiet hours until ${clockMinute(quietUntil)}: nothing is delivered. All of it is in the log.`;
  await expect.element(page.getByText(sentence)).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Change' })).toHaveAttribute('href', '#/settings');
});

describe('the times below the floor', () => {
  const panel = page.getByRole('region', { name: 'Below the floor' });
  const days = panel.getByRole('listitem');

  it('are listed day by day, with where they are known from and what is not known', async () => {
    await openAlerts();
    await expect.element(days.first().getByText('12 m below')).toBeVisible();
    const times = '09:00 to 09:07 (0 available), 11:00 to 11:05 (2 available)';
    await expect.element(days.first().getByText(times)).toBeVisible();
    await expect.element(days.first().getByText('Known: 4 h of 6 h.')).toBeVisible();
    await expect.element(days.first().getByText('live', { exact: true })).toBeVisible();
    await expect.element(days.nth(1).getByText('never below')).toBeVisible();
    await expect.element(days.nth(1).getByText('status details', { exact: true })).toBeVisible();
    await expect.element(days.nth(2).getByText('not below in what is known')).toBeVisible();
    await expect.element(panel.getByText(/^Nothing is known of 1 day of the last two weeks/)).toBeVisible();
    expect(days.elements()).toHaveLength(3);
  });

  const queueRule: Rule = {
    ...{ id: 'billing', isOn: true, scope: { kind: 'queue', id: 'q' }, hours: null, remindMinutes: null },
    ...{ condition: { kind: 'below', fewerThan: 1, forMinutes: 5 }, hasSound: false, saysRecovery: false },
  };
  it.each<readonly [string, Partial<ConnectionProfile>, readonly Rule[], RegExp]>([
    ['a history that is not saved', { isHistoryOff: true }, [], /19 Nov.*are not saved/],
    ['a queue', {}, [queueRule], /19 Nov.*Queues are not counted live/],
    ['days that nobody has read', {}, [], /19 Nov.*known once everybody was read/],
  ])('say which days are not known, and why: %s', async (_, profile, rules, why) => {
    const connection = { kind: 'account', profile: { ...PROFILE, ...profile }, secret: 'stored' } as const;
    const fake = createFakeBridge({ connection });
    if (rules.length > 0) fake.core.alerts = { ...fake.core.alerts, rules };
    const at = Date.UTC(2026, 10, 20);
    const dayOf = (date: string, knownMs: number) => ({
      ...{ date, startsAt: at, endsAt: at + 1, source: 'live' as const, below: [], hoursMs: 2, knownMs },
    });
    const days = [dayOf('2026-11-20', 1), dayOf('2026-11-19', 0)];
    fake.answer('alert:ledger', (ruleId) => ok({ ruleId, timeZone: 'UTC', days }));
    await openAlerts(fake);
    await expect.element(panel.getByText(why)).toBeVisible();
    fake.answer('alert:ledger', (ruleId) => ok({ ruleId, timeZone: 'UTC', days: days.slice(1) }));
    fake.push('history:changed', null);
    await expect.element(panel.getByText(/^Nothing is known of these days yet/)).toBeVisible();
  });

  it('begin with three days, and name no end in the minute of the beginning', async () => {
    const fake = createFakeBridge();
    const at = Date.UTC(2026, 10, 19, 2, 1, 10);
    const days = Array.from({ length: 14 }, (_, index) => ({
      ...{ date: `2026-11-${19 - index}`.replace(/-(\d)$/, '-0$1'), startsAt: at, endsAt: at + 1 },
      ...{ source: 'live' as const, below: [{ from: at, to: at + 20_000, least: 0 }], hoursMs: 1, knownMs: 1 },
    }));
    fake.answer('alert:ledger', (ruleId) => ok({ ruleId, timeZone: 'UTC', days }));
    await openAlerts(fake);
    await expect.element(panel.getByText('02:01 for 20 s (0 available)').first()).toBeVisible();
    expect(panel.getByRole('listitem').elements()).toHaveLength(3);
    await panel.getByRole('button', { name: 'Show all 14 days' }).click();
    await expect.poll(() => panel.getByRole('listitem').elements().length).toBe(14);
  });

  it('are led to by a button, and the keyboard goes on there', async () => {
    await openAlerts();
    await page.getByRole('navigation', { name: 'Go to' }).getByRole('button', { name: 'Below the floor' }).click();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Download times below as CSV' })).toHaveFocus();
  });

  it('are those of the rule that is chosen, once there are several', async () => {
    const fake = createFakeBridge();
    const [nobody] = fake.core.alerts.rules;
    if (nobody === undefined) return expect.unreachable();
    const three = { ...nobody, id: 'three', condition: { kind: 'below', fewerThan: 3, forMinutes: 5 } } as const;
    fake.core.alerts = { ...fake.core.alerts, rules: [nobody, three] };
    await openAlerts(fake);
    await panel.getByRole('combobox', { name: 'Rule' }).selectOptions('three');
    await expect.poll(() => fake.calls.findLast(({ command }) => command === 'alert:ledger')?.args).toEqual(['three']);
  });

  it('ask for a rule where there is none with a floor, and say what to do where nothing is known', async () => {
    const fake = createFakeBridge();
    fake.answer('alert:ledger', (ruleId) => ok({ ruleId, timeZone: 'UTC', days: [] }));
    await openAlerts(fake);
    await expect.element(panel.getByText(/^Nothing is known of these days yet/)).toBeVisible();
    await edit(NOBODY).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.element(panel.getByText(/^Add a rule/)).toBeVisible();
  });

  it('are saved as a file', async () => {
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await openAlerts();
    await page.getByRole('button', { name: 'Download times below as CSV' }).click();
    await expect.poll(() => names.length).toBe(1);
    expect(names[0]).toMatch(/-below\.csv$/);
    expect(isHistoryFile(names[0] ?? '', 'text/csv')).toBe(true);
  });
});

describe('what was decided', () => {
  it('is counted in the navigation until the view is open', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    await expect.element(page.getByRole('link', { name: 'Alerts 2 new' })).toBeVisible();
    await page.getByRole('link', { name: /^Alerts/ }).click();
    await expect.element(page.getByRole('link', { name: 'Alerts', exact: true })).toBeVisible();
    expect(fake.core.alerts.unseen).toBe(0);
  });

  it('stands under its day, with its rule and a name that keeps its direction', async () => {
    const fake = createFakeBridge();
    const [first, ...others] = fake.core.alerts.log;
    if (first === undefined) return expect.unreachable();
    const yesterday = others.map((entry) => ({ ...entry, at: first.at - 24 * 3_600_000 }));
    const log = [{ ...first, text: 'דוד לוי: Lunch 31 min, limit 30 min' }, ...yesterday];
    fake.core.alerts = { ...fake.core.alerts, log };
    await openAlerts(fake);
    const days = page.getByRole('region', { name: 'Log' }).getByRole('heading', { level: 3 });
    await expect
      .poll(() => days.elements().map(({ textContent }) => textContent))
      .toEqual([log[0], log[1]].map((entry) => clockDate(entry?.at ?? 0)));
    const line = logLines.first();
    await expect.element(line.getByText('An agent is in a status over its limit, in the open view')).toBeVisible();
    await expect.element(line.getByText('דוד לוי: Lunch 31 min, limit 30 min', { exact: true })).toBeVisible();
    const fact = line
      .getByText(/^: Lunch/)
      .element()
      .getBoundingClientRect();
    expect(fact.left).toBeGreaterThanOrEqual(
      line.getByText('דוד לוי', { exact: true }).element().getBoundingClientRect().right,
    );
  });

  it('needs no excuse where it says that something is over', async () => {
    await openAlerts();
    await expect.element(page.getByRole('button', { name: 'Excuse: Nobody is available' })).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Excuse: Somebody is available again' }))
      .not.toBeInTheDocument();
  });

  it('is filtered by rule, kind, agent, outcome and day, and says why it was held back', async () => {
    const fake = await openAlerts();
    const filter = (name: string) => page.getByRole('region', { name: 'Log' }).getByRole('combobox', { name });
    await expect.poll(() => logLines.elements().length).toBe(5);
    // A narrow window has the filters behind one button.
    await expect.element(filter('Outcome')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await filter('Outcome').selectOptions('Held back');
    await expect.poll(() => logLines.elements().length).toBe(2);
    await expect.element(logLines.first().getByText('Held back: the agent is muted')).toBeVisible();
    await filter('Kind').selectOptions('Too few available');
    await expect.element(page.getByText('No entry matches.')).toBeVisible();
    await filter('Outcome').selectOptions('All outcomes');
    await expect.poll(() => logLines.elements().length).toBe(2);
    await filter('Kind').selectOptions('All kinds');
    await filter('Agent').selectOptions(fake.core.team.agents[1]?.name ?? '');
    await expect.poll(() => logLines.elements().length).toBe(2);
    await filter('Agent').selectOptions('All agents');
    await filter('Rule').selectOptions(NOBODY);
    await expect.poll(() => logLines.elements().length).toBe(2);
    await filter('Rule').selectOptions('All rules');
    await filter('Day').selectOptions(clockDate(fake.core.alerts.log[0]?.at ?? 0));
    await expect.element(logLines.first()).toBeVisible();
  });

  it('has thousands of lines, of which only those in sight are in the page, and earlier ones stay', async () => {
    const fake = createFakeBridge();
    const [first] = fake.core.alerts.log;
    if (first === undefined) return expect.unreachable();
    const log = Array.from({ length: 1_200 }, (_, index) => ({ ...first, id: 1_200 - index, text: `Line ${index}` }));
    fake.core.alerts = { ...fake.core.alerts, log };
    fake.answer('alert:log', (before) => ok(log.filter(({ id }) => before === null || id < before).slice(0, 500)));
    await openAlerts(fake);
    await expect.element(logLines.first()).toHaveAttribute('aria-setsize', '500');
    expect(logLines.elements().length).toBeLessThan(60);
    await page.getByRole('button', { name: 'Show earlier' }).click();
    await expect.element(logLines.first()).toHaveAttribute('aria-setsize', '1000');
    const { log: _log, ...list } = fake.core.alerts;
    fake.push('alerts:changed', { ...list, connectionId: fake.core.connection.profile?.id ?? null, unseen: 0 });
    await page.getByRole('button', { name: 'Show earlier' }).click();
    await expect.element(logLines.first()).toHaveAttribute('aria-setsize', '1200');
    await expect.element(page.getByRole('button', { name: 'Show earlier' })).not.toBeInTheDocument();
  });

  it('is excused with a note, or no longer', async () => {
    const fake = await openAlerts();
    await page.getByRole('button', { name: 'Excuse: Nobody is available' }).click();
    await expect.element(number('Why is it excused?')).toHaveFocus();
    await userEvent.keyboard('A drill{Enter}');
    await expect.element(logLines.nth(3).getByText('Excused: A drill')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Not excused: Nobody is available' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Excuse: Nobody is available' })).toBeVisible();
    expect(fake.calls.filter(({ command }) => command === 'alert:excuse').map(({ args }) => args)).toEqual([
      [2, 'A drill'],
      [2, null],
    ]);
  });
});

describe('the log as a file', () => {
  it('has a name that the desktop saves', async () => {
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await openAlerts();
    await page.getByRole('region', { name: 'Log' }).getByRole('button', { name: 'Download CSV' }).click();
    await expect.poll(() => names.length).toBe(1);
    expect(names[0]).toMatch(/-alerts\.csv$/);
    expect(isHistoryFile(names[0] ?? '', 'text/csv')).toBe(true);
  });
});

describe('quiet', () => {
  it('is had for a while, and ended', async () => {
    const fake = await openAlerts();
    page.getByRole('button', { name: '15 min' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/^Snoozed until \d\d:\d\d\./)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Resume' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: '15 min' })).toHaveFocus();
    expect(fake.core.alerts.snoozedUntil).toBeNull();
  });

  it('is had about one agent for a day, from their card', async () => {
    const fake = createFakeBridge();
    await mountApp(fake);
    const agent = fake.core.team.agents.find(({ status }) => status === 'BUSY');
    await focusLine(agent?.name ?? '');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('button', { name: 'Mute today' }).click();
    await expect.element(page.getByRole('button', { name: 'End mute' })).toBeVisible();
    expect(fake.core.alerts.mutes).toEqual([{ userId: agent?.userId, until: new Date().setHours(24, 0, 0, 0) }]);
    await page.getByRole('button', { name: 'End mute' }).click();
    await expect.element(page.getByRole('button', { name: 'Mute today' })).toBeVisible();
    expect(fake.core.alerts.mutes).toEqual([]);
    await page.getByRole('button', { name: 'Tell me when available' }).click();
    await expect.element(page.getByText(/^You will be told once, today/)).toBeVisible();
    expect(saved(fake)).toMatchObject([{ condition: { kind: 'tell-me', userId: agent?.userId } }]);
  });
});

it('what is muted and snoozed is listed, and ends with a button', async () => {
  const fake = await openAlerts();
  const section = page.getByRole('region', { name: 'Muted and snoozed' });
  await expect.element(section).not.toBeInTheDocument();
  const { log: _log, ...list } = fake.core.alerts;
  const until = Date.now() + 10 * 60_000;
  const agent = fake.core.team.agents[0]!;
  const snoozedRules = [{ ruleId: 'nobody', until }];
  const mutes = [{ userId: agent.userId, until }];
  fake.core.alerts = { ...fake.core.alerts, mutes, snoozedRules };
  const connectionId = fake.core.connection.profile?.id ?? null;
  fake.push('alerts:changed', { ...list, connectionId, mutes, snoozedRules });
  await section.getByRole('button', { name: `End: ${agent.name}` }).click();
  await expect.element(section.getByText(agent.name)).not.toBeInTheDocument();
  await section.getByRole('button', { name: /^End: Nobody available/ }).click();
  await expect.element(section).not.toBeInTheDocument();
  expect(fake.core.alerts).toMatchObject({ mutes: [], snoozedRules: [] });
});
