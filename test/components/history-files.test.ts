import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DEFAULT_PREFERENCES, type CoverageFloor } from '../../electron/shared/model.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { SCENARIOS } from '../support/fake-scenarios.ts';
import { mountApp, WINDOW } from './mount-app.ts';

interface Saved {
  readonly name: string;
  readonly content: Promise<Blob>;
}

/** What the page would have saved. */
function saved(): readonly Saved[] {
  const files: Saved[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, content: fetch(this.href).then((answer) => answer.blob()) });
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return files;
}

const item = (name: string | RegExp) => page.getByRole('menuitem', { name });

async function openHistory(fake: FakeBridge, size: readonly [number, number] = WINDOW): Promise<void> {
  await mountApp(fake, size);
  await page.getByRole('link', { name: 'History' }).click();
  await expect.element(page.getByRole('grid', { name: /^Status of each agent/ })).toBeVisible();
}

async function choose(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Export…' }).click();
  await item(name).click();
}

describe('the export menu', () => {
  it('has each file of what was read, and coverage against the floor of the timeline', async () => {
    const fake = SCENARIOS['team-24']();
    const files = saved();
    await openHistory(fake);
    await choose('Times with fewer than 3 available as CSV');
    await expect.poll(() => files.length).toBe(1);
    expect(files[0]?.name).toMatch(/^rollcall-.*-coverage\.csv$/);
    expect(await (await files[0]?.content)?.text()).toMatch(/^\uFEFF?date,status,fewer_than,/);
    await choose('Totals as JSON');
    await expect.poll(() => files.length).toBe(2);
    const totals = JSON.parse((await (await files[1]?.content)?.text()) ?? '') as { agents: unknown[] };
    expect(totals.agents.length).toBeGreaterThan(10);
    const asked = fake.calls.filter(({ command }) => command === 'history:export').map(({ args }) => args[1]);
    const floor: CoverageFloor = { status: 'AVAILABLE', fewerThan: 3 };
    expect(asked).toEqual([
      { kind: 'coverage', format: 'csv', floor },
      { kind: 'totals', format: 'json' },
    ]);
  });

  it('of one agent has their tables, and what is of a team is not in it', async () => {
    const fake = SCENARIOS['team-24']();
    const files = saved();
    await openHistory(fake);
    await page.getByRole('grid').getByRole('button', { name: 'Dmitri Sokolov', exact: true }).click();
    await page.getByRole('button', { name: 'Export…' }).last().click();
    await expect
      .poll(() => [...document.querySelectorAll('[role=menuitem]')].map((each) => each.textContent.trim()))
      .toEqual(['Intervals as CSV', 'Totals as CSV', 'Intervals as JSON', 'Totals as JSON']);
    await item('Totals as JSON').click();
    await expect.poll(() => files.length).toBe(1);
    expect(files[0]?.name).toMatch(/dmitri-sokolov/i);
    const totals = JSON.parse((await (await files[0]?.content)?.text()) ?? '') as { agents: { name: string }[] };
    expect(totals.agents.map(({ name }) => name)).toEqual(['Dmitri Sokolov']);
  });

  it('draws the timeline as it is on the screen', async () => {
    const files = saved();
    await openHistory(SCENARIOS['team-24']());
    await choose('Timeline as picture');
    await expect.poll(() => files.length).toBe(1);
    expect(files[0]?.name).toMatch(/^rollcall-.*-timeline\.png$/);
    const blob = (await files[0]?.content) ?? new Blob();
    const picture = await createImageBitmap(blob);
    expect(blob.type).toBe('image/png');
    expect(picture.width).toBeGreaterThan(1_500);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(picture, 0, 0);
    const colours = new Set<string>();
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    for (let at = 0; at < data.length; at += 4 * 97) colours.add(data.slice(at, at + 3).join());
    // Green of available, orange of busy, yellow of away.
    for (const colour of ['11,122,90', '196,87,26', '224,165,38']) expect(colours).toContain(colour);
  });
});

describe('the handover card', () => {
  const text = page.getByRole('textbox', { name: 'Text of the card' });

  it('says what the next shift has to know, as text or Markdown, and is copied or saved', async () => {
    const files = saved();
    await openHistory(SCENARIOS.attention());
    await choose('Handover card…');
    await expect.element(text).toBeVisible();
    const card = text.element() as HTMLTextAreaElement;
    for (const part of [
      /^Handover: Everybody, /,
      /Source: self-reported status, from Kore\.ai status details\. Times in UTC\. As of \d\d:\d\d\./,
      /\nNow: \d+ available/,
      /\nAway:\n- \p{Lu}.*: Away · .*, since \d\d:\d\d, /u,
      /\nOver a limit on this day: \p{Lu}/u,
      /\nFewer than 3 available: .*\n- /,
      /\nTotals of the team: \p{Lu}/u,
      /\nEverything was read\.\n$/,
    ])
      expect(card.value).toMatch(part);
    await page.getByRole('button', { name: 'Markdown' }).click();
    await expect.poll(() => card.value).toMatch(/^# Handover: Everybody, [^]*\n- \*\*Totals of the team:\*\* /);
    const lines = (): number => card.value.split('\n').length;
    const short = lines();
    expect(short).toBeLessThanOrEqual(26);
    await page.getByRole('checkbox', { name: 'List everybody' }).click();
    await expect.poll(lines).toBeGreaterThan(short);
    const initials = page.getByRole('checkbox', { name: 'Initials instead of names' });
    await initials.click();
    await expect.poll(() => card.value).toMatch(/\n {2}- \p{Lu}\. .*: Away/u);
    await initials.click();
    const copied: string[] = [];
    const onCopy = (): unknown => copied.push(card.value.slice(card.selectionStart, card.selectionEnd));
    document.addEventListener('copy', onCopy);
    onTestFinished(() => document.removeEventListener('copy', onCopy));
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.element(page.getByRole('dialog').getByRole('status')).toHaveTextContent('Copied.');
    expect(copied).toEqual([card.value]);
    await page.getByRole('button', { name: 'Save as file' }).click();
    await expect
      .poll(() => files.map(({ name }) => name))
      .toEqual([expect.stringMatching(/^rollcall-everybody-.*-handover\.md$/)]);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('has initials while names are hidden', async () => {
    const { team } = SCENARIOS.attention().core;
    const settings = { ...DEFAULT_PREFERENCES, isMasked: true };
    await openHistory(createFakeBridge({ team, settings }));
    await choose('Handover card…');
    await expect.element(text).toBeVisible();
    const { value } = text.element() as HTMLTextAreaElement;
    expect(value).toMatch(/\nAway:\n- \p{Lu}\. /u);
    const names = team.agents.map(({ name }) => name).filter((name) => name.includes(' '));
    expect(names.filter((name) => value.includes(name))).toEqual([]);
  });
});

describe('a printed day', () => {
  const sheet = (): Element | null => document.querySelector('.printed-sheet');

  it('has everybody with a band and their totals, and what it is made of', async () => {
    await openHistory(SCENARIOS['team-500']());
    dispatchEvent(new Event('beforeprint'));
    expect(sheet()?.querySelectorAll('tbody tr')).toHaveLength(500);
    const head = sheet()?.querySelector('thead')?.textContent ?? '';
    expect(head).toContain('500 agents.');
    expect(head).toContain('Source: self-reported status, from Kore.ai status details.');
    expect(head).toContain('No record');
    expect(sheet()?.querySelector('#band-none')).not.toBeNull();
    dispatchEvent(new Event('afterprint'));
    expect(sheet()).toBeNull();
  });

  it('is the page itself while totals are shown', async () => {
    await openHistory(SCENARIOS['team-24']());
    await page.getByRole('button', { name: 'Totals' }).click();
    await expect.element(page.getByRole('table')).toBeVisible();
    dispatchEvent(new Event('beforeprint'));
    expect(sheet()).toBeNull();
  });
});
