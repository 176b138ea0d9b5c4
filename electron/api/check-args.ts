import { apiTexts } from '../shared/texts/api.ts';
import type { CommandArgs } from '../shared/contract/commands.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { MAX_VIEW_FILE_CHARACTERS } from '../shared/model.ts';
import { MAX_RULE_FILE_CHARACTERS } from '../shared/alerts/rule-file.ts';
import { schemaOf } from './schemas.ts';
import type { AnyCommand } from './types.ts';

/** Values in all arguments of one command, nested ones included: enough for three lists of 200 ids. */
const MAX_VALUES = 2_000;
/** Characters in all strings and keys together: far more than a form with a secret and a token of 8 KB each. */
const MAX_CHARACTERS = 100_000;
const MAX_ID_CHARACTERS = 128;
/** A file of views or rules is one long text, beside the id of the connection it is for. */
const MAX_CHARACTERS_OF: Readonly<Partial<Record<AnyCommand, number>>> = {
  'view:import': MAX_VIEW_FILE_CHARACTERS + MAX_ID_CHARACTERS,
  'alert:import-rules': MAX_RULE_FILE_CHARACTERS + MAX_ID_CHARACTERS,
};

/**
 * Checks the arguments of a command against its schema and returns a clean copy of them. A refusal is `invalid-input`
 * with the path of the first bad field (`queueIds.3`, or `argument 1`); it never repeats a value or a key from outside,
 * since either may be a secret in the wrong place.
 */
export function checkArgs<C extends AnyCommand>(command: C, args: unknown): Result<CommandArgs<C>> {
  try {
    if (!isSmallEnough(args, MAX_CHARACTERS_OF[command] ?? MAX_CHARACTERS)) return refuse([]);
    const parsed = schemaOf(command).safeParse(args);
    return parsed.success ? ok(parsed.data) : refuse(parsed.error.issues[0]?.path ?? []);
  } catch {
    // A getter or a Proxy among the arguments threw.
    return refuse([]);
  }
}

function refuse(path: readonly PropertyKey[]): Result<never> {
  const field = describePath(path);
  return fail('invalid-input', {
    field,
    message: apiTexts.notValid(field),
  });
}

function describePath([index, ...rest]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return 'arguments';
  return rest.length === 0 ? `argument ${index + 1}` : rest.map(String).join('.');
}

/**
 * Walks through the arguments without recursion and within limits, so that nesting of any depth, a cycle or a list of a
 * million ends here and not inside the schema library. Throws what a getter or a Proxy among them throws.
 */
function isSmallEnough(args: unknown, maxCharacters: number): boolean {
  const queue: unknown[] = [args];
  let characters = 0;
  for (let seen = 0; seen < queue.length; seen += 1) {
    const { ownCharacters, children } = partsOf(queue[seen]);
    characters += ownCharacters;
    if (characters > maxCharacters || queue.length + children.count > MAX_VALUES) return false;
    queue.push(...children.values());
  }
  return true;
}

interface Parts {
  readonly ownCharacters: number;
  /** The values are read only after their count was checked. */
  readonly children: { readonly count: number; readonly values: () => readonly unknown[] };
}

const NO_CHILDREN: Parts['children'] = { count: 0, values: () => [] };

function partsOf(value: unknown): Parts {
  if (typeof value === 'string') return { ownCharacters: value.length, children: NO_CHILDREN };
  if (typeof value !== 'object' || value === null) return { ownCharacters: 0, children: NO_CHILDREN };
  if (Array.isArray(value)) {
    return { ownCharacters: 0, children: { count: value.length, values: () => Array.from<unknown>(value) } };
  }
  const keys = Object.keys(value);
  return {
    ownCharacters: keys.reduce((sum, key) => sum + key.length, 0),
    children: { count: keys.length, values: () => Object.values(value) as unknown[] },
  };
}
