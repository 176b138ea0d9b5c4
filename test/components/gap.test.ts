import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES, type GapReport } from '../../electron/shared/model.ts';
import { ok } from '../../electron/shared/result.ts';
import { createFakeBridge, PROFILE, type FakeBridge } from '../support/fake-bridge.ts';
import { fakeGap } from '../support/fake-gap.ts';
import { mountApp } from './mount-app.ts';

/** Today at ten, so that no time is on another day. */
const NOW = new Date().setHours(10, 27, 0, 0);
const GAP = fakeGap(NOW);
const WORDS = 'Not watched 09:40–10:25: 3 changes of self-reported status, 2 without a record';

async function mountWith(
  report: GapReport | null,
  core: Parameters<typeof createFakeBridge>[0] = {},
): Promise<FakeBridge> {
  const fake = createFakeBridge(core);
  fake.answer('gap:get', () => ok(report));
  fake.answer('gap:dismiss', () => {
    fake.push('gap:changed', null);
    return ok(null);
  });
  await mountApp(fake);
  await expect.element(page.getByRole('list', { name: 'Agents' })).toBeVisible();
  return fake;
}

const region = page.getByRole('region', { name: 'While the team was not watched' });
const toggle = page.getByRole('button', { name: WORDS });
const list = page.getByRole('group', { name: 'Changes of self-reported status' });
const lines = () =>
  list
    .getByRole('listitem')
    .elements()
    .map((line) => line.getAttribute('aria-label'));
const spoken = () =>
  [...document.querySelectorAll('[role=status]')].map((status) => status.textContent.trim()).filter(Boolean);

describe('a gap', () => {
  it('is not mentioned where there was none', async () => {
    await mountWith(null);
    await expect.element(region).not.toBeInTheDocument();
    expect(spoken()).toEqual([]);
  });

  it('is one line that opens a list, by keyboard, with what is not known as no record', async () => {
    await mountWith(GAP);
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
    fake.push('gap:changed', GAP);
    await expect.poll(spoken).toEqual([WORDS]);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Team' }).click();
    await expect.element(toggle).toBeVisible();
    expect(spoken()).toEqual([]);
  });

  it('opens the history on its day', async () => {
    const fake = await mountWith({ ...GAP, date: '2026-03-02' });
    await region.getByRole('button', { name: 'History' }).click();
    await expect.element(page.getByRole('button', { name: 'Read again' })).toBeVisible();
    const requests = fake.calls.filter(({ command }) => command === 'history:get').map(({ args }) => args[0]);
    expect(requests).toEqual([expect.objectContaining({ dates: ['2026-03-02'] })]);
  });

  it('is put away with a button', async () => {
    const fake = await mountWith(GAP);
    await region.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(region).not.toBeInTheDocument();
    expect(fake.calls.filter(({ command }) => command === 'gap:dismiss')).toHaveLength(1);
  });

  it('is replaced by the next one, closed', async () => {
    const fake = await mountWith(GAP);
    await toggle.click();
    fake.push('gap:changed', {
      ...GAP,
      from: GAP.from + 600_000,
      changeCount: 0,
      changes: [],
      noRecordCount: 0,
      noRecord: [],
    });
    await expect.element(region.getByText('Not watched 09:50–10:25: no change of self-reported status')).toBeVisible();
    await expect.element(list).not.toBeInTheDocument();
  });

  it('does not move the list under a pointer', async () => {
    const fake = await mountWith(null);
    await page.getByRole('listitem').first().hover();
    fake.push('gap:changed', GAP);
    fake.poll({ ignored: 7 });
    await expect.element(region).not.toBeInTheDocument();
    await page.getByRole('searchbox').hover();
    await expect.element(region).toBeVisible();
  });

  it('of which nothing could be read says why', async () => {
    const problem = 'Kore.ai refused: the scope SmartAssist Analytics is missing.';
    const nothing = { changes: [], changeCount: 0, noRecord: [], noRecordCount: 0 };
    await mountWith({ ...GAP, ...nothing, isKnown: false, problem });
    await expect.element(region.getByText('Not watched 09:40–10:25: nothing is known')).toBeVisible();
    await expect.element(region.getByText(problem)).toBeVisible();
  });

  it('says what it leaves out: what is before midnight, and what is too much for a list', async () => {
    const from = NOW - 15 * 3_600_000;
    await mountWith({ ...GAP, from, isCut: true, changeCount: 1_203, noRecordCount: 12 });
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
    await mountWith({ ...GAP, from, isCut: true }, { connection: { kind: 'account', profile, secret: 'stored' } });
    await region
      .getByText(/3 changes of self-reported status since midnight in Asia\/Kolkata, 2 without a record$/)
      .click();
    await expect
      .element(list.getByText('What happened before midnight in Asia/Kolkata is in the history of that day.'))
      .toBeVisible();
  });

  it('names nobody while names are hidden', async () => {
    await mountWith(GAP, { settings: { ...DEFAULT_PREFERENCES, notify: 'nothing', isMasked: true } });
    await toggle.click();
    await expect.element(list.getByText('A. O.')).toBeVisible();
    await expect.element(list.getByText('No record: F. L., H. T.')).toBeVisible();
    expect(region.element().outerHTML).not.toMatch(/Okafor|Sokolov|Lindqvist|Tanaka/);
  });
});
