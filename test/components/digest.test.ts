import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES, NO_ALERTS, type Digest, type GapReport } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeDigest, fakeEntry, fakeGap } from '../support/fake-digest.ts';
import { mountApp } from './mount-app.ts';

/** Today at ten, so that no time is on another day. */
const NOW = new Date().setHours(10, 27, 0, 0);
const GAP = fakeGap(NOW);
const DIGEST = fakeDigest(NOW);
const MINUTE_MS = 60_000;
const withGap = (patch: Partial<GapReport>): Digest => ({ ...DIGEST, gap: { ...GAP, ...patch } });
const WORDS = 'Not watched 09:40–10:25: 3 changes of self-reported status, 2 without a record';

async function mountWith(
  digest: Digest | null,
  core: Parameters<typeof createFakeBridge>[0] = {},
): Promise<FakeBridge> {
  const fake = createFakeBridge(core);
  fake.answer('digest:get', () => ok(digest));
  fake.answer('digest:dismiss', () => {
    fake.push('digest:changed', null);
    return ok(null);
  });
  await mountApp(fake);
  await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
  return fake;
}

const region = page.getByRole('region', { name: 'What happened meanwhile' });
const toggle = page.getByRole('button', { name: WORDS });
const list = page.getByRole('group', { name: 'Alerts and changes' });
const lines = () =>
  list
    .getByRole('listitem')
    .elements()
    .map((line) => line.getAttribute('aria-label'));
const spoken = () =>
  [...document.querySelectorAll('[role=status]')].map((status) => status.textContent.trim()).filter(Boolean);

describe('a digest', () => {
  it('is not mentioned where there is none', async () => {
    await mountWith(null);
    await expect.element(region).not.toBeInTheDocument();
    expect(spoken()).toEqual([]);
  });

  it('is one line that opens a list, by keyboard, with what is not known as no record', async () => {
    await mountWith(DIGEST);
    await expect.element(toggle).toHaveAttribute('aria-expanded', 'false');
    toggle.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(toggle).toHaveAttribute('aria-expanded', 'true');
    expect(lines()).toEqual([
      '09:45, Amara Okafor, from Available to Busy (NBK)',
      '10:00, Dmitri Sokolov, from Busy to Away (Lunch)',
      '10:20, Dmitri Sokolov, from Away (Lunch) to no record',
    ]);
    await expect.element(list.getByText('No record: Freya Lindqvist, Hiroshi Tanaka')).toBeVisible();
    await userEvent.keyboard(' ');
    await expect.element(list).not.toBeInTheDocument();
  });

  it('is announced once, also when the view is left and comes back', async () => {
    const fake = await mountWith(null);
    fake.push('digest:changed', DIGEST);
    await expect.poll(spoken).toEqual([WORDS]);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Team' }).click();
    await expect.element(toggle).toBeVisible();
    expect(spoken()).toEqual([]);
  });

  it('opens the history on its day', async () => {
    const fake = await mountWith(withGap({ date: '2026-03-02' }));
    await region.getByRole('button', { name: 'History' }).click();
    await expect.element(page.getByRole('button', { name: 'Read again' })).toBeVisible();
    const requests = fake.calls.filter(({ command }) => command === 'history:get').map(({ args }) => args[0]);
    expect(requests).toEqual([expect.objectContaining({ dates: ['2026-03-02'] })]);
  });

  it('is put away with a button', async () => {
    const fake = await mountWith(DIGEST);
    await region.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(region).not.toBeInTheDocument();
    expect(fake.calls.filter(({ command }) => command === 'digest:dismiss')).toHaveLength(1);
  });

  it('is replaced by the next one, closed', async () => {
    const fake = await mountWith(DIGEST);
    await toggle.click();
    const from = GAP.from + 10 * MINUTE_MS;
    const nothing = { changeCount: 0, changes: [], noRecordCount: 0, noRecord: [] };
    fake.push('digest:changed', { ...withGap({ from, ...nothing }), from });
    await expect.element(region.getByText('Not watched 09:50–10:25: no change of self-reported status')).toBeVisible();
    await expect.element(list).not.toBeInTheDocument();
  });

  it('does not move the list under a pointer', async () => {
    const fake = await mountWith(null);
    await page.getByRole('listitem').first().hover();
    fake.push('digest:changed', DIGEST);
    fake.poll({ ignored: 7 });
    await expect.element(region).not.toBeInTheDocument();
    await page.getByRole('searchbox').hover();
    await expect.element(region).toBeVisible();
  });

  it('of which nothing could be read says why', async () => {
    const problem = 'Kore.ai refused: the scope SmartAssist Analytics is missing.';
    const nothing = { changes: [], changeCount: 0, noRecord: [], noRecordCount: 0 };
    await mountWith(withGap({ ...nothing, isKnown: false, problem }));
    await expect.element(region.getByText('Not watched 09:40–10:25: nothing is known')).toBeVisible();
    await expect.element(region.getByText(problem)).toBeVisible();
  });

  it('says what it leaves out: what is before midnight, and what is too much for a list', async () => {
    const from = NOW - 15 * 3_600_000;
    await mountWith(withGap({ from, isCut: true, changeCount: 1_203, noRecordCount: 12 }));
    await region
      .getByText(/^Not watched .*, 19:27–10:25: 1,203 changes of self-reported status since midnight, 12 without/)
      .click();
    await expect.element(list.getByText('What happened before midnight is in the history of that day.')).toBeVisible();
    await expect.element(list.getByText('1,200 earlier changes: more in History.')).toBeVisible();
    await expect.element(list.getByText('No record: Freya Lindqvist, Hiroshi Tanaka, 10 more')).toBeVisible();
  });

  it('says whose midnight it is where that is not the reader’s', async () => {
    const from = NOW - 15 * 3_600_000;
    const profile = { ...PROFILE, timeZone: 'Asia/Kolkata' };
    await mountWith(withGap({ from, isCut: true }), { connection: { kind: 'account', profile, secret: 'stored' } });
    await region
      .getByText(/3 changes of self-reported status since midnight in Asia\/Kolkata, 2 without a record$/)
      .click();
    await expect
      .element(list.getByText('What happened before midnight in Asia/Kolkata is in the history of that day.'))
      .toBeVisible();
  });

  it('names nobody while names are hidden', async () => {
    await mountWith(DIGEST, { settings: { ...DEFAULT_PREFERENCES, notify: 'nothing', isMasked: true } });
    await toggle.click();
    await expect.element(list.getByText('A. O.')).toBeVisible();
    await expect.element(list.getByText('No record: F. L., H. T.')).toBeVisible();
    expect(region.element().outerHTML).not.toMatch(/Okafor|Sokolov|Lindqvist|Tanaka/);
  });

  it('says which alerts were held back, why, and which of them still go on', async () => {
    const at = NOW - 20 * MINUTE_MS;
    const lunch = fakeEntry({ id: 2, at, ruleId: 'too-long', userId: 'u-0', text: 'Ana: Lunch 31 min, limit 30 min' });
    const fake = await mountWith({
      from: NOW - 60 * MINUTE_MS,
      to: NOW - 5 * MINUTE_MS,
      causes: ['quiet-hours'],
      alerts: [fakeEntry({ at: at - MINUTE_MS }), lunch],
      alertCount: 3,
      gap: null,
    });
    const states = [
      { ruleId: 'too-long', phase: 'firing', since: at, until: null, userIds: ['u-0'], noData: null },
      { ruleId: 'nobody', phase: 'normal', since: null, until: null, userIds: [], noData: null },
    ] as const;
    fake.push('alerts:changed', { ...NO_ALERTS, connectionId: PROFILE.id, states });
    await page.getByRole('button', { name: 'Quiet hours 09:27–10:22: 3 alerts, 1 still going on' }).click();
    await expect.element(list.getByText('1 earlier alert: more in Alerts.')).toBeVisible();
    const said = list
      .getByRole('listitem')
      .elements()
      .map((line) => [...line.children].map((part) => part.textContent));
    expect(said).toEqual([
      ['10:06', 'Nobody is available', 'Held back: these are quiet hours'],
      ['10:07', 'Ana: Lunch 31 min, limit 30 min', 'Still going on'],
    ]);
    await expect.element(region.getByRole('button', { name: 'History' })).not.toBeInTheDocument();
    await region.getByRole('link', { name: 'Alerts' }).click();
    await expect.element(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  });

  it('of a night tells both what was held back and what nobody watched', async () => {
    const alerts = [fakeEntry({ at: GAP.from })];
    const from = GAP.from - 60 * MINUTE_MS;
    await mountWith({ ...DIGEST, from, causes: ['locked', 'quiet-hours', 'not-read'], alerts, alertCount: 1 });
    await expect.element(region.getByText(`Quiet hours 08:40–10:25: 1 alert. ${WORDS}`)).toBeVisible();
  });
});
