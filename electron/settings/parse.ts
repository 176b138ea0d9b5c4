import { findNotUnderstood } from './not-understood.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type SettingsDocument } from './types.ts';

/** What was found in the bytes. */
interface Found {
  /** What they said; nothing is in it when they are no JSON. */
  readonly json: object;
  /** Names of keys that look like a secret and are in no document. */
  readonly secretKeys: readonly string[];
  /** Places in the file that the document does not hold as they were written. */
  readonly notUnderstood: readonly string[];
}

/** A settings file of this version. */
export interface GoodSettings extends Found {
  readonly kind: 'good';
  readonly document: SettingsDocument;
}

/** What is no settings file, or one whose connections are damaged. */
export interface DamagedSettings extends Found {
  readonly kind: 'damaged';
  /** What can be used of it all the same; null for nothing. */
  readonly rest: SettingsDocument | null;
}

/** What the bytes of settings.json turned out to be. */
export type ParsedSettings =
  | GoodSettings
  /** Written by a newer program: `document` is what this one understands of it. */
  | { readonly kind: 'newer'; readonly document: SettingsDocument }
  | DamagedSettings;

/** What is no settings file at all. */
export const DAMAGED: DamagedSettings = {
  kind: 'damaged',
  rest: null,
  json: {},
  secretKeys: [],
  notUnderstood: [],
};

/** Reads the bytes of a settings file: UTF-8 with or without a byte order mark, JSON, an object of our shape. */
export async function parseSettings(bytes: Uint8Array): Promise<ParsedSettings> {
  const json = readJson(bytes);
  if (typeof json !== 'object' || json === null) return DAMAGED;
  const secretKeys = findSecretKeys(json);
  if (Array.isArray(json)) return { ...DAMAGED, json, secretKeys };
  // Loaded when there is something to read: a first start and a command without settings do without zod.
  const { settingsSchema } = await import('./schema.ts');
  const parsed = settingsSchema.safeParse(json);
  if ('version' in json && Number(json.version) > SETTINGS_VERSION) {
    return { kind: 'newer', document: parsed.success ? parsed.data : DEFAULT_SETTINGS };
  }
  if (!parsed.success) return { ...DAMAGED, json, secretKeys };
  const document = parsed.data;
  const found: Found = { json, secretKeys, notUnderstood: findNotUnderstood(json, document) };
  // Without one of its connections the document is worse than the last good copy.
  if (isConnectionLost(json, document)) return { ...found, kind: 'damaged', rest: document };
  return { ...found, kind: 'good', document };
}

function isConnectionLost(json: object, { connections }: SettingsDocument): boolean {
  return 'connections' in json && Array.isArray(json.connections) && json.connections.length > connections.length;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // not UTF-8, not JSON, or nested deeper than the parser goes: no object in any case
  }
}

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
function findSecretKeys(json: unknown): string[] {
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
