import type { Page } from '@playwright/test';
import type { CommandArgs, CommandName, CommandResult } from '../../../electron/shared/contract/commands.ts';

type Value<C extends CommandName> = Extract<CommandResult<C>, { ok: true }>['value'];

/**
 * Sends a command as the page would, for set-up that is not what the spec tests. Throws when the command is refused.
 */
export async function command<C extends CommandName>(page: Page, name: C, ...args: CommandArgs<C>): Promise<Value<C>> {
  const result = await page.evaluate(
    async ([command, values]): Promise<unknown> => {
      const bridge = window.rollcall as { invoke(...args: readonly unknown[]): Promise<unknown> } | undefined;
      if (bridge !== undefined) return bridge.invoke(command, ...values);
      const response = await fetch(`/command/${command}`, {
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
  return answer.value;
}
