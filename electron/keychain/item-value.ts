/** Windows takes 2,560 bytes for an item with its name; design keeps every item under 2,000 bytes of UTF-8. */
const MAX_ITEM_BYTES = 2_000;

/** What is wrong with a value for the keychain, in one sentence; null when it can be stored unchanged everywhere. */
export function itemProblem(value: string): string | null {
  if (value === '') return 'An empty secret cannot be saved in the keychain.';
  if (value.includes('\0')) return 'The secret contains a NUL character, which the keychain would cut off.';
  if (!value.isWellFormed()) return 'The secret contains half of a character, which the keychain would change.';
  const bytes = Buffer.byteLength(value);
  if (bytes > MAX_ITEM_BYTES) {
    return `The secret takes ${bytes} bytes in the keychain; at most ${MAX_ITEM_BYTES} can be saved.`;
  }
  return null;
}
