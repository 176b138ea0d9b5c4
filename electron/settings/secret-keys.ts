// Names under which people put secrets into configuration files; our own `isSecretStored` is only a mark.
const SECRET_NAME = /secret|token|passw|passphrase|credential|private_?key|api_?key|jwt/i;
const OWN_MARKS: ReadonlySet<string> = new Set(['isSecretStored']);

/** A JSON value as text, without the keys that look like a secret; null when it nests deeper than the stack. */
export function textWithoutSecrets(json: object): string | null {
  try {
    return JSON.stringify(json, (key, value: unknown) => (isSecretName(key) ? undefined : value), 2);
  } catch {
    return null; // RangeError
  }
}

function isSecretName(key: string): boolean {
  return SECRET_NAME.test(key) && !OWN_MARKS.has(key);
}

/** Names of keys, at any depth of a JSON value, that look like a secret; each once, in the order found. */
export function findSecretKeys(json: unknown): string[] {
  const found = new Set<string>();
  const open: unknown[] = [json]; // a list instead of recursion: a file may nest deeper than the stack
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isSecretName(key)) found.add(key.slice(0, 40));
      open.push(inner);
    }
  }
  return [...found];
}
