import { expect, type Page } from '@playwright/test';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';
import type { RunningRollcall } from './running.ts';

/**
 * Makes a running app as it was at its start, with no connection and default settings, so that the next test finds
 * nothing of the one before: windows are closed, the popover is open and not pinned, the page is loaded anew.
 */
export async function reset({ page, desktop }: RunningRollcall): Promise<void> {
  for (const { id, url } of (await desktop?.state())?.windows ?? []) {
    if (url.includes('view=')) await desktop?.closeWindow(id);
  }
  await page.evaluate(forgetEverything, { ...DEFAULT_PREFERENCES });
  await desktop?.launchAgain();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.context().clearPermissions();
  await page.evaluate(() => (location.hash = ''));
  await page.reload();
  await expectConnectForm(page);
}

async function expectConnectForm(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
}

/** Runs in the page, on either surface, and asks as the page itself does. */
async function forgetEverything(preferences: unknown): Promise<void> {
  const { rollcall } = window as {
    readonly rollcall?: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;
  };

  async function run<T>(command: string, ...args: readonly unknown[]): Promise<T> {
    const method = command.replace(/:(.)/, (_, letter: string) => letter.toUpperCase());
    const answer = rollcall === undefined ? await post(command, args) : await rollcall[method]?.(...args);
    const { ok, value } = answer as { readonly ok: boolean; readonly value: T };
    if (!ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return value;
  }

  async function post(command: string, args: readonly unknown[]): Promise<unknown> {
    const key = sessionStorage.getItem('rollcall-key') ?? '';
    const headers = { 'content-type': 'application/json', 'x-rollcall-key': key };
    const response = await fetch(`/command/${command}`, { method: 'POST', headers, body: JSON.stringify(args) });
    return response.json();
  }

  await run('window:pin', false);
  await run('team:pause', null);
  for (const { profile } of await run<readonly { readonly profile: { readonly id: string } }[]>('connection:list')) {
    await run('connection:forget', profile.id);
  }
  await run('settings:update', preferences);
  await run('storage:purge');
}
