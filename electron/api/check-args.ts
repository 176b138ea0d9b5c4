import type { CommandArgs, CommandName } from '../shared/contract.ts';
import { fail } from '../shared/messages.ts';
import { MOST_VIEW_FILE_CHARACTERS } from '../shared/model.ts';
import { ok, type Result } from '../shared/result.ts';
import { COMMAND_SCHEMAS } from './schemas.ts';
import { isSmallEnough } from './size.ts';

/**
 * Checks the arguments of a command against its schema and gives back a clean copy of them. A refusal is
 * `invalid-input` with the path of the first bad field (`queueIds.3`, or `argument 1`); it never repeats a value or
 * a key from outside, since either may be a secret in the wrong place.
 */
export function checkArgs<C extends CommandName>(command: C, args: unknown): Result<CommandArgs<C>> {
  try {
    if (!isSmallEnough(args, LONGEST[command])) return refuse([]);
    const parsed = COMMAND_SCHEMAS[command].safeParse(args);
    // The table satisfies this type for each command; looking one up by a variable name loses which.
    return parsed.success ? ok(parsed.data as CommandArgs<C>) : refuse(parsed.error.issues[0]?.path ?? []);
  } catch {
    // A getter or a Proxy among the arguments threw.
    return refuse([]);
  }
}

const MOST_ID_CHARACTERS = 128;
/** A file is one long text, nothing to walk into, and beside it stands only the connection it is for. */
const LONGEST: Readonly<Partial<Record<CommandName, number>>> = {
  'view:import': MOST_VIEW_FILE_CHARACTERS + MOST_ID_CHARACTERS,
};

function refuse(path: readonly PropertyKey[]): Result<never> {
  const field = describePath(path);
  return fail('invalid-input', {
    field,
    message: `Rollcall did not accept this request. Not valid: ${field}. Correct it and try again.`,
  });
}

function describePath([index, ...rest]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return 'arguments';
  return rest.length === 0 ? `argument ${index + 1}` : rest.map(String).join('.');
}
