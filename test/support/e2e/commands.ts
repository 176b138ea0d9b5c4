import { expect, type Page } from '@playwright/test';
import type { CommandArgs, CommandName, CommandResult } from '../../../electron/shared/contract.ts';
import { DEFAULT_PREFERENCES } from '../../../electron/shared/model.ts';

type Value<C extends CommandName> = Extract<CommandResult<C>, { ok: true }>['value'];

/**
 * Asks the app what a page of it may ask, by the page's own way: for what a spec needs and is not about. Throws when it is
 * refused.
 */
export async function command<C extends CommandName>(page: Page, name: C, ...args: CommandArgs<C>): Promise<Value<C>> {
  const result = await page.evaluate(
    async ([asked, values]): Promise<unknown> => {
      const method = asked.replace(/:(.)/, (_all, first: string) => first.toUpperCase());
      const bridge = window.rollcall as Readonly<Record<string, (...args: unknown[]) => unknown>> | undefined;
      if (bridge !== undefined) return bridge[method]?.(...values);
      const response = await fetch(`/command/${asked}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-rollcall-key': sessionStorage.getItem('rollcall-key') ?? '' },
        body: JSON.stringify(values),
      });
      return response.json();
    },
    [name as string, args as readonly unknown[]] as const,
  );
  const answer = result as CommandResult<C>;
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
  return answer.value as Value<C>;
}

/** Leaves the app without connections, with the preferences of a first start, not paused, and its page anew. */
export async function forgetEverything(page: Page): Promise<void> {
  // A page that is still being loaded can ask nothing.
  await expect(page.getByRole('main')).toBeVisible();
  for (const { profile } of await command(page, 'connection:list')) {
    await command(page, 'connection:forget', profile.id);
  }
  await command(page, 'settings:update', DEFAULT_PREFERENCES);
  await command(page, 'team:pause', null);
  await page.evaluate(() => history.replaceState(null, '', location.pathname));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
}
