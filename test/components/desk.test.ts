import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EVERYBODY, type ConnectionState, type DeskAccess, type DeskLink } from '../../electron/shared/model.ts';
import { historyTexts } from '../../electron/shared/texts/history/history.ts';
import { deskTexts } from '../../electron/shared/texts/relay/desk.ts';
import { settingsTexts } from '../../electron/shared/texts/settings.ts';
import { connectTexts } from '../../electron/shared/texts/connect/connect.ts';
import { fail, ok } from '../../electron/shared/result.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeQueue } from '../support/fake-queues.ts';
import { fakeSnapshot } from '../support/fake-team.ts';
import { mountApp } from './mount-app.ts';

const RELAY: DeskAccess = {
  broker: 'wss://mqtt.example.com/mqtt',
  site: 'site-1',
  deskId: 'desk-1',
  audience: 'names',
  views: ['everybody', 'night'],
  keys: ['k'.repeat(43)],
};
const NIGHT = { ...EVERYBODY, id: 'night', name: 'Night', filter: { ...EVERYBODY.filter, viewId: 'night' } };

function deskOf(relay: DeskAccess): ConnectionState {
  return { kind: 'account', profile: { ...PROFILE, auth: 'desk', clientId: null, relay }, secret: 'stored' };
}

/** A page of a desk with published views. */
async function openDesk(
  relay = RELAY,
  activeId: string | null = null,
  views = [NIGHT],
  parts: Parameters<typeof createFakeBridge>[0] = {},
): Promise<FakeBridge> {
  const fake = createFakeBridge({ ...parts, connection: deskOf(relay), views: { views, activeId } });
  fake.answer('rate-limit:get', () => fail('not-on-desk'));
  await mountApp(fake);
  return fake;
}

describe('the page of a desk', () => {
  it('offers neither a read nor a change of what its publisher decides', async () => {
    await openDesk();
    await expect.element(page.getByText(/as of/)).toBeVisible();
    expect(page.getByRole('button', { name: 'Refresh now' }).query()).toBeNull();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByText(deskTexts.settings.sentence)).toBeVisible();
    for (const label of ['Copies sharing this account', 'Time zone of the team'])
      expect(page.getByLabelText(label).query()).toBeNull();
    expect(page.getByText('How often Rollcall reads the team').query()).toBeNull();
  });

  it.each([
    [['everybody', 'night'], 0],
    [['night'], 1],
  ])('with the views %j says %i times that queues with other agents are not shown', async (views, times) => {
    const team = fakeSnapshot([], Date.now(), { queues: [fakeQueue({ id: 'qu-0', name: 'Billing' })] });
    await openDesk({ ...RELAY, views }, null, [NIGHT], { team });
    await expect.element(page.getByRole('button', { name: /^Queues 1/ })).toBeVisible();
    expect(page.getByText(deskTexts.queuesOutside).elements()).toHaveLength(times);
  });

  it('says of an empty team that the publisher has sent it, and offers nothing that a desk cannot do', async () => {
    const fake = await openDesk(RELAY, null, [NIGHT], { team: fakeSnapshot([], Date.now()) });
    await expect.element(page.getByText(deskTexts.emptyTeam)).toBeVisible();
    expect(page.getByRole('button', { name: 'Refresh', exact: true }).query()).toBeNull();
    const twin = createFakeBridge({ team: fake.core.team });
    fake.answer('history:get', async (request) => {
      const known = await twin.bridge.invoke('history:get', request);
      if (!known.ok) return known;
      const missing = { calls: 1, agentDays: 1, ms: 1_000 };
      return ok({ ...known.value, missing, notPublished: deskTexts.notPublished.notYet });
    });
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByRole('heading', { name: 'Nobody to show' })).toBeVisible();
    expect(page.getByText(deskTexts.notPublished.notYet).query()).toBeNull();
    expect(page.getByRole('button', { name: 'Read', exact: true }).query()).toBeNull();
  });

  it('does not offer to choose the zone of the times, which its publisher does', async () => {
    const fake = await openDesk();
    const twin = createFakeBridge({ team: fake.core.team });
    fake.answer('history:get', async (request) => {
      const known = await twin.bridge.invoke('history:get', request);
      return known.ok ? ok({ ...known.value, apiTimes: { zone: 'request', decidedBy: 'assumed' } }) : known;
    });
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByText(historyTexts.notes.assumedZone)).toBeVisible();
    await page.getByRole('button', { name: /^(API times|Time zones)/ }).click();
    await expect.element(page.getByText(/Nothing that was read so far tells/)).toBeVisible();
    expect(page.getByRole('button', { name: historyTexts.chooseZone }).query()).toBeNull();
  });

  it('does not offer to edit a published view that is empty', async () => {
    await openDesk(RELAY, NIGHT.id, [NIGHT], { team: fakeSnapshot([], Date.now(), { view: NIGHT }) });
    await expect.element(page.getByRole('button', { name: 'Show everybody' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Edit view' }).query()).toBeNull();
  });

  it('says of what leaves this computer what is true of a desk', async () => {
    await openDesk();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByText(/nothing about your team is sent to anyone\.$/)).toBeVisible();
  });

  it.each([
    [['night'], true],
    [['everybody', 'night'], false],
  ])('with the views %j and no queue says why: %j', async (views, isSaid) => {
    await openDesk({ ...RELAY, views }, null, [NIGHT]);
    await expect.element(page.getByRole('listitem').first()).toBeVisible();
    if (isSaid) await userEvent.click(page.getByRole('button', { name: 'Queues : none to show' }));
    expect(page.getByText(deskTexts.noQueueWhole).elements()).toHaveLength(isSaid ? 1 : 0);
    if (isSaid) await expect.element(page.getByText(deskTexts.noQueueWhole)).toBeVisible();
    expect(page.getByText(deskTexts.queuesOutside).elements()).toEqual([]);
  });

  it('does not offer to edit a published view', async () => {
    await openDesk(RELAY, NIGHT.id);
    await page.getByRole('button', { name: 'View: Night', exact: true }).click();
    await expect.element(page.getByRole('menuitem', { name: 'New view…' })).toBeVisible();
    expect(page.getByRole('menuitem', { name: /Edit/ }).query()).toBeNull();
    expect(page.getByRole('menuitem', { name: /Export/ }).query()).toBeNull();
  });

  it('says that it has counts only, in place of an empty list and of a history, and offers nothing for them', async () => {
    const fake = await openDesk({ ...RELAY, audience: 'counts' });
    fake.push('settings:changed', { ...fake.core.settings, notify: null });
    await expect.element(page.getByText(deskTexts.countsOnly.sentence)).toBeVisible();
    expect(page.getByText('When should Rollcall notify you?').query()).toBeNull();
    expect(page.getByRole('searchbox').query()).toBeNull();
    const tiles = page.getByRole('group', { name: 'Agents by status' });
    await expect.element(tiles).toBeVisible();
    expect(tiles.element().textContent).toMatch(/Available.*Busy.*Away.*Offline/);
    expect(tiles.getByRole('button').query()).toBeNull();
    await page.getByRole('link', { name: 'History' }).click();
    await expect.element(page.getByText(deskTexts.countsOnly.history)).toBeVisible();
    expect(page.getByRole('button', { name: /Export/ }).query()).toBeNull();
    expect(fake.calls.filter(({ command }) => command === 'history:get' || command === 'history:read')).toEqual([]);
  });

  it('does not offer the sum of several counts, which nobody has', async () => {
    const day = { ...EVERYBODY, id: 'day', name: 'Day', filter: { ...EVERYBODY.filter, viewId: 'day' } };
    await openDesk({ ...RELAY, audience: 'counts', views: ['night', 'day'] }, NIGHT.id, [NIGHT, day]);
    await expect.element(page.getByText(deskTexts.countsOnly.sentence)).toBeVisible();
    await page.getByRole('button', { name: 'View: Night' }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'Day' })).toBeVisible();
    expect(
      page
        .getByRole('menuitemradio')
        .elements()
        .map(({ textContent }) => textContent.trim()),
    ).toEqual(['Night', 'Day']);
  });

  it.each([
    [['night'], [NIGHT], NIGHT.id, 'Night'],
    [['everybody'], [], null, 'Everybody'],
  ])('names its only counts, those of %j, and has no menu to choose from', async (views, list, activeId, name) => {
    await openDesk({ ...RELAY, audience: 'counts', views }, activeId, list);
    await expect.element(page.getByText(deskTexts.countsOnly.sentence)).toBeVisible();
    await expect.element(page.getByTitle(`View: ${name}`)).toBeVisible();
    expect(page.getByRole('button', { name: /^View: / }).query()).toBeNull();
  });

  it('offers of all alerts those about its counts, and no history for them', async () => {
    const fake = await openDesk({ ...RELAY, audience: 'counts' });
    fake.push('settings:changed', { ...fake.core.settings, notify: 'every-change' });
    await page.getByRole('button', { name: /^View: / }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'Night' })).toBeVisible();
    expect(page.getByRole('menuitem', { name: 'New view…' }).query()).toBeNull();
    await userEvent.keyboard('{Escape}');
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.element(page.getByText(deskTexts.settings.sentence)).toBeVisible();
    for (const name of ['Limits', settingsTexts.masking.title])
      expect(page.getByRole('heading', { name }).query()).toBeNull();
    const choices = page.getByRole('group', { name: 'When should Rollcall notify you?' }).getByRole('radio');
    await expect.element(choices.first()).toBeChecked();
    expect(choices.elements().map((radio) => radio.closest('label')?.textContent.trim())).toEqual([
      expect.stringMatching(/^When the team is not up to date/),
      expect.stringMatching(/^Nothing/),
    ]);
    await page.getByRole('link', { name: /^Alerts/ }).click();
    await expect.element(page.getByText(deskTexts.countsOnly.alerts)).toBeVisible();
    await expect.poll(() => page.getByRole('button', { name: /^Edit: / }).elements().length).toBe(1);
    expect(page.getByRole('heading', { name: 'Below the floor' }).query()).toBeNull();
    expect(page.getByText(/Read them in History/).query()).toBeNull();
    await page.getByRole('button', { name: 'Add a rule…' }).click();
    await expect.poll(() => page.getByRole('menuitem').elements().length).toBe(1);
  });

  it('names the link that is down, and offers to try the broker again', async () => {
    const fake = await openDesk();
    const say = (link: DeskLink, message: string) =>
      fake.poll({
        health: { state: link === 'broker' ? 'offline' : 'stale', since: 0, nextAt: null, message, link },
      });
    say('broker', 'The broker has gone.');
    await expect.element(page.getByText('The broker has gone.').first()).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
    say('publisher', 'The publisher has gone.');
    await expect.element(page.getByText('The publisher has gone.').first()).toBeVisible();
    expect(page.getByRole('button', { name: 'Refresh' }).query()).toBeNull();
    say('view', deskTexts.unconfirmed(['Night']));
    await expect.element(page.getByText(deskTexts.unconfirmed(['Night'])).first()).toBeVisible();
    expect(page.getByRole('button', { name: 'Refresh' }).query()).toBeNull();
  });

  it('says what was refused while all else is well, without a next try', async () => {
    const fake = await openDesk();
    const nextAt = Date.now() + 30_000;
    fake.poll({ health: { state: 'live', since: 0, nextAt, message: 'Messages were refused.' } });
    await expect.element(page.getByText('Messages were refused.').first()).toBeVisible();
    expect(page.getByText(/Next try|Trying now/).query()).toBeNull();
  });

  it('says of a test that a desk may be saved whose publisher is not there', async () => {
    const fake = await openDesk();
    const check = { ok: false, code: 'timeout', message: 'The publisher has stopped.', isLater: true } as const;
    fake.answer('connection:test', () => ok({ publisher: check }));
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Edit…' }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect.element(page.getByText('The publisher has stopped.')).toBeVisible();
    await expect.element(page.getByText(connectTexts.results.later)).toBeVisible();
  });
});
