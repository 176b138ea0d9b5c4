import type { Clock } from '../shared/clock.ts';
import type { CommandName } from '../shared/contract.ts';
import { isCommandName } from '../shared/contract-names.ts';
import { fail } from '../shared/messages.ts';
import { err, ok, type AppError, type Result } from '../shared/result.ts';
import { checkArgs } from './check-args.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Door, Handlers, SenderId } from './types.ts';

/** What the door needs. */
export interface DoorParts {
  readonly handlers: Handlers;
  readonly clock: Pick<Clock, 'now'>;
  /** Called when a sender has gone, so that it no longer counts as watching. */
  readonly onLeave: (sender: SenderId) => void;
  /** Hears what a handler threw; the asker only learns that it was unexpected. */
  readonly onSurprise?: (command: CommandName, error: unknown) => void;
}

const TOO_MANY = 'Too many requests at once. Wait a moment and try again.';
const UNKNOWN = 'Rollcall does not know this command. Reload the window; if it stays, restart Rollcall.';

/**
 * Makes the door both transports knock at: rate, name and arguments are checked, the handler is called, and its
 * answer is passed on as a plain `Result`. Refusals are `busy` and `invalid-input`; whatever a handler throws, or
 * answers that is no Result, becomes `unexpected` without its stack or text.
 */
export function createDoor({ handlers, clock, onLeave, onSurprise = () => {} }: DoorParts): Door {
  const rate = createRateLimit(clock);

  async function answer<C extends CommandName>(command: C, args: unknown, sender: SenderId): Promise<Result<unknown>> {
    const checked = checkArgs(command, args);
    if (!checked.ok) return checked;
    try {
      return toPlainResult(await handlers[command](checked.value, sender));
    } catch (error) {
      onSurprise(command, error);
      return fail('unexpected');
    }
  }

  return {
    async dispatch(command, args, sender) {
      if (!rate.take(sender)) return fail('busy', { message: TOO_MANY });
      return isCommandName(command) ? answer(command, args, sender) : fail('invalid-input', { message: UNKNOWN });
    },
    leave(sender) {
      rate.forget(sender);
      onLeave(sender);
    },
  };
}

/** Rebuilds an answer from its known fields, so that nothing a room hung on it crosses; throws when it is no Result. */
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
