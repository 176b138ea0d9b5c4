/** Values in all arguments of one command, nested ones included: three lists of 200 ids and room to spare. */
const MAX_VALUES = 2_000;
/** Characters in all strings and keys together: a form with a secret and a token of 8 KB each, many times over. */
const MAX_CHARACTERS = 100_000;

/**
 * Whether arguments are small enough to be looked at closely. Walks without recursion and with a budget, so that
 * nesting of any depth, a cycle or a list of a million ends here and not inside the schema library.
 * Throws what a getter or a Proxy among the arguments throws.
 */
export function isSmallEnough(args: unknown, maxCharacters = MAX_CHARACTERS): boolean {
  const queue: unknown[] = [args];
  let characters = 0;
  for (let seen = 0; seen < queue.length; seen += 1) {
    const parts = partsOf(queue[seen]);
    characters += parts.characters;
    if (characters > maxCharacters || queue.length + parts.count > MAX_VALUES) return false;
    queue.push(...parts.values());
  }
  return true;
}

interface Parts {
  readonly characters: number;
  readonly count: number;
  /** Read only after the count was found acceptable. */
  readonly values: () => readonly unknown[];
}

function partsOf(value: unknown): Parts {
  if (typeof value === 'string') return { characters: value.length, count: 0, values: () => [] };
  if (typeof value !== 'object' || value === null) return { characters: 0, count: 0, values: () => [] };
  if (Array.isArray(value)) return { characters: 0, count: value.length, values: () => Array.from<unknown>(value) };
  const keys = Object.keys(value);
  const characters = keys.reduce((sum, key) => sum + key.length, 0);
  return { characters, count: keys.length, values: () => Object.values(value) as unknown[] };
}
