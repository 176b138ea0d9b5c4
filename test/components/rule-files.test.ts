import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Rule } from '../../electron/shared/model.ts';
import { fail } from '../../electron/shared/result.ts';
import { writeRuleFile } from '../../electron/shared/alerts/rule-file.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { mountApp } from './mount-app.ts';

const NOBODY = 'Nobody available, in the open view';
const button = (name: string) => page.getByRole('button', { name, exact: true });
const line = (name: string) => page.getByRole('switch', { name });
const picker = () => document.querySelector<HTMLInputElement>('input[type=file]')!;

async function openAlerts(fake = createFakeBridge()): Promise<FakeBridge> {
  await mountApp(fake);
  await page.getByRole('link', { name: /^Alerts/ }).click();
  await expect.element(page.getByRole('heading', { name: 'Rules' })).toBeVisible();
  return fake;
}

/** Asks for a file, and gives it when the system's dialog would. */
async function pick(text: string): Promise<void> {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  await button('Import…').click();
  const files = new DataTransfer();
  files.items.add(new File([text], 'rules.json', { type: 'application/json' }));
  picker().files = files.files;
  picker().dispatchEvent(new Event('change'));
  await expect.poll(() => picker().value).toBe('');
}

/** The first rule with a longer dwell, and a new one. */
function fileFor({ core }: FakeBridge): string {
  const [nobody] = core.alerts.rules as readonly [Rule];
  const condition = { kind: 'below', fewerThan: 4, forMinutes: 2 } as const;
  return writeRuleFile(
    [
      { ...nobody, condition: { ...condition, fewerThan: 1 } },
      { ...nobody, id: 'theirs', condition },
    ],
    [],
  );
}

describe('files of rules', () => {
  it('are exported under a name of their own', async () => {
    const clicked: { readonly name: string; readonly text: Promise<string> }[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push({ name: this.download, text: fetch(this.href).then((answer) => answer.text()) });
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const fake = await openAlerts();
    await button('Export…').click();
    await expect.poll(() => clicked.map(({ name }) => name)).toEqual(['rollcall-rules.json']);
    expect(await clicked[0]?.text).toBe(writeRuleFile(fake.core.alerts.rules, []));
  });

  it('add rules and replace those of the same id, with a way back', async () => {
    const fake = await openAlerts();
    const before = fake.core.alerts.rules;
    await pick(fileFor(fake));
    await expect.element(page.getByText('1 rule was added and 1 rule was replaced.')).toBeVisible();
    await expect.element(line('Nobody available for 2 minutes, in the open view')).toBeVisible();
    await expect.element(line('Fewer than 4 agents available for 2 minutes, in the open view')).toBeVisible();
    await button('Undo').click();
    await expect.element(line(NOBODY)).toBeVisible();
    await expect.element(line('Fewer than 4 agents available for 2 minutes')).not.toBeInTheDocument();
    await expect.element(button('Import…')).toHaveFocus();
    expect(fake.core.alerts.rules).toEqual(before);
  });

  it('that cannot be used change nothing, and say why', async () => {
    const fake = createFakeBridge();
    const message = 'Rule 2 (below), id: an earlier rule of the file has this id. Nothing was imported.';
    fake.answer('alert:import-rules', () => fail('invalid-input', { message }));
    await openAlerts(fake);
    await pick('{}');
    await expect.element(page.getByText(message)).toBeVisible();
    await expect.element(button('Undo')).not.toBeInTheDocument();
    await pick('x'.repeat(600_001));
    await expect.element(page.getByText('This file is too large for a file of rules.')).toBeVisible();
  });

  it('are taken back in their own connection only', async () => {
    const fake = await openAlerts();
    await pick(fileFor(fake));
    await expect.element(button('Undo')).toBeVisible();
    const { log: _log, ...list } = fake.core.alerts;
    fake.push('alerts:changed', { ...list, connectionId: 'another' });
    await expect.element(button('Undo')).not.toBeInTheDocument();
  });
});
