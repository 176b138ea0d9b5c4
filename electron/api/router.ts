import type { Clock } from '../shared/clock.ts';
import { type AppError, err, fail, ok, type Result } from '../shared/result.ts';
import { apiTexts } from '../shared/texts/api.ts';
import { ALLOWED_COMMANDS } from './allow-lists.ts';
import { checkArgs } from './check-args.ts';
import { createCommandLimit } from './command-limit.ts';
import type { AnyCommand, Handlers, Router, Sender, SenderId } from './types.ts';

/**
 * Makes the router of all transports. A refusal is `busy` or `invalid-input`. What a handler throws, and an
 * answer that is no `Result`, becomes `unexpected` without its text or stack; `onSurprise` gets it.
 */
export function createRouter({
  clock,
  onSurprise,
}: {
  readonly clock: Pick<Clock, 'now'>;
  readonly onSurprise: (error: unknown) => void;
}): Router {
  const commandLimit = createCommandLimit(clock);
  const registered = new Map<string, Handlers[AnyCommand]>();
  const leaveListeners: ((sender: SenderId) => void)[] = [];

  async function answer(command: AnyCommand, args: unknown, sender: Sender): Promise<Result<unknown>> {
    const handler = registered.get(command);
    if (handler === undefined) return fail('invalid-input', { message: apiTexts.desktopOnly });
    const checked = checkArgs(command, args);
    if (!checked.ok) return checked;
    try {
      // The schema has checked that the arguments fit the handler.
      return toPlainResult(await handler(checked.value as never, sender));
    } catch (error) {
      onSurprise(error);
      return fail('unexpected');
    }
  }

  return {
    handle(handlers) {
      for (const [command, handler] of Object.entries(handlers)) {
        if (registered.has(command)) throw new Error(`${command} has a handler already.`);
        registered.set(command, handler);
      }
    },
    async dispatch(command, args, sender) {
      if (!commandLimit.take(sender.id)) return fail('busy', { message: apiTexts.tooMany });
      if (ALLOWED_COMMANDS[sender.transport].has(command)) return answer(command as AnyCommand, args, sender);
      const isOfTheDesktop = sender.transport === 'browser' && ALLOWED_COMMANDS.window.has(command);
      return fail('invalid-input', { message: isOfTheDesktop ? apiTexts.desktopOnly : apiTexts.unknownCommand });
    },
    leave(sender) {
      commandLimit.forget(sender);
      for (const listener of leaveListeners) listener(sender);
    },
    onLeave: (listener) => void leaveListeners.push(listener),
  };
}

/** Rebuilds an answer from its known fields, so that nothing else crosses; throws when it is no `Result`. */
function toPlainResult(answer: Result<unknown>): Result<unknown> {
  if (answer.ok === true && 'value' in answer) return ok(answer.value);
  if (answer.ok === false && isAppError(answer.error)) return err(toPlainError(answer.error));
  throw new TypeError('A handler answered something that is not a Result.');
}

function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

function toPlainError({ code, message, field, retryAt }: AppError): AppError {
  return {
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}
