import { isDeepStrictEqual } from 'node:util';
import { readSmallFile, type FoundFile } from '../files/small-file.ts';
import { storageTexts } from '../shared/texts/storage.ts';
import { isFields, labelOf, listed, lostPaths, type Damage } from './damage.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type SettingsDocument } from './types.ts';

const texts = storageTexts.settingsFile;

/** The loaded settings; there is always a document. */
export interface LoadedSettings {
  readonly document: SettingsDocument;
  /** Why the file must be left as it is, and what that means for changes. */
  readonly leftAlone?: string;
  /** Damage to repair at once and to report. */
  readonly damage?: Damage;
}

/** The copy of the last document that was written. */
export function backupOf(file: string): string {
  return `${file}.bak`;
}

/**
 * Loads settings.json. An unreadable part falls back to its default or is left out; a connection, and a part that
 * is missing, is taken from the last good copy. Where the file is missing or is no settings document, all of that copy is
 * used. Without a copy, the settings in use take its place, which are the defaults at first.
 */
export async function loadFile(file: string, inUse: SettingsDocument): Promise<LoadedSettings> {
  const found = await readSmallFile(file);
  if (found.kind === 'unreadable') {
    return { document: inUse, leftAlone: texts.unreadable(found.code) };
  }
  const { json, document, isNewer, secretKeys, content } = await parse(found);
  if (isNewer) {
    return { document: document ?? inUse, leftAlone: texts.newer };
  }
  if (document !== null) {
    const { completed, added } = await complete(file, json, document, inUse);
    const lost = [...lostPaths(json, completed), ...added];
    if (lost.length + secretKeys.length === 0) return { document };
    if (lost.length === 0) return { document, damage: { cause: null, secretKeys, content: null } };
    const cause = texts.causes.corrected(listed(lost));
    return { document: completed, damage: { cause, secretKeys, content } };
  }
  const isNoCopy = (await readSmallFile(backupOf(file))).kind === 'missing';
  if (found.kind === 'missing' && isNoCopy) return { document: inUse };
  const backup = await readBackup(file);
  if (found.kind === 'missing') {
    const cause = backup === null ? texts.causes.missingBoth : texts.causes.missing;
    return { document: backup ?? inUse, damage: { cause, secretKeys, content: null } };
  }
  const others = inUse === DEFAULT_SETTINGS ? texts.causes.defaultsUsed : texts.causes.presentStay;
  const used = backup === null ? others : texts.causes.copyUsed;
  const cause = content === 'withheld' ? texts.textWithheld(used) : used;
  return { document: backup ?? inUse, damage: { cause, secretKeys, content } };
}

/** The damage of the last good copy, before it is overwritten; null without any. */
export async function damageOfBackup(file: string): Promise<Damage | null> {
  const found = await readSmallFile(backupOf(file));
  if (found.kind === 'missing') return null;
  const { json, document, isNewer, secretKeys, content } = await parse(found);
  if (!isNewer && document !== null && lostPaths(json, document).length === 0) return null;
  return { cause: isNewer ? texts.causes.copyNewer : texts.causes.copyDamaged, secretKeys, content };
}

/** Adds what the file lacks or what was left out of it, and says of each where it is from. */
async function complete(
  file: string,
  json: unknown,
  document: SettingsDocument,
  inUse: SettingsDocument,
): Promise<{ readonly completed: SettingsDocument; readonly added: readonly string[] }> {
  const written = Object(json) as Fields;
  const isComplete = Array.isArray(written.connections) && written.connections.length === document.connections.length;
  const hasPreferences = isFields(written.preferences);
  const hasActive = document.activeConnectionId !== null || written.activeConnectionId === null;
  if (isComplete && hasPreferences && hasActive) return { completed: document, added: [] };

  const backup = await readBackup(file);
  const source = backup ?? inUse;
  const say = backup === null ? texts.fromUse : texts.fromCopy;

  // By id also where an entry is damaged, since that may be its id.
  const ids = new Set(document.connections.map(({ profile }) => profile.id));
  const others = isComplete ? [] : source.connections.filter(({ profile }) => !ids.has(profile.id));
  const connections = [...document.connections, ...others];
  const isOther = !hasPreferences && !isDeepStrictEqual(source.preferences, document.preferences);
  const preferences = isOther ? source.preferences : document.preferences;
  const isKnown = connections.some(({ profile }) => profile.id === source.activeConnectionId);
  const isReopened = !hasActive && isKnown;
  const activeConnectionId = isReopened ? source.activeConnectionId : document.activeConnectionId;
  return {
    completed: { ...document, preferences, connections, activeConnectionId },
    added: [
      ...(isOther ? [say('preferences')] : []),
      ...others.map((connection, index) => `connections > ${say(labelOf(connection, index))}`),
      ...(isReopened ? [say('activeConnectionId')] : []),
    ],
  };
}

/** The last good copy; null where it cannot be read or has no list of connections. */
async function readBackup(file: string): Promise<SettingsDocument | null> {
  const { json, document } = await parse(await readSmallFile(backupOf(file)));
  return Array.isArray((Object(json) as Fields).connections) ? document : null;
}

type Fields = Readonly<Partial<Record<keyof SettingsDocument, unknown>>>;

interface Parsed extends Pick<Damage, 'secretKeys' | 'content'> {
  readonly json?: unknown;
  /** Null for what is no settings document. */
  readonly document: SettingsDocument | null;
  readonly isNewer: boolean;
}

/** Parses a settings file: UTF-8 with or without a byte order mark, JSON, an object of our shape. */
async function parse(found: FoundFile): Promise<Parsed> {
  if (found.kind !== 'bytes') return { document: null, isNewer: false, secretKeys: [], content: 'file' };
  const { json, secretKeys, content } = readJson(found.bytes);
  // Loaded when there is something to read: without settings zod is not needed.
  const { settingsSchema } = await import('./schema.ts');
  const { data: document = null } = settingsSchema.safeParse(json);
  const { version } = Object(json) as { readonly version?: unknown };
  return { json, document, isNewer: Number(version) > SETTINGS_VERSION, secretKeys, content };
}

// Words in the names under which people put secrets into configuration files.
const SECRET_WORD =
  /secret|token|passw|passphrase|pwd|credential|authorization|bearer|(?:private|access|api)[-_ ]?key|jwt/gi;
/** Our own keys, which hold no secret: the mark that there is one, and its kind. */
const OUR_OWN_WORDS = /isSecretStored|"auth"\s*:\s*"(?:secret|token)(?:"|$)/g;
const MAYBE_CREDENTIALS = /https?:[\\/]*[^/?#]{0,300}@/i;

/** The JSON of a file, undefined where it is none, and the file itself, both without secrets. */
function readJson(bytes: Uint8Array): { readonly json?: unknown } & Pick<Damage, 'secretKeys' | 'content'> {
  const names = new Set<string>();
  const withoutSecrets = (key: string, value: unknown): unknown => {
    const isSecret = key !== 'isSecretStored' && key.search(SECRET_WORD) !== -1;
    const cleaned = isSecret ? undefined : withoutCredentials(value);
    if (isSecret || cleaned !== value) names.add(key.slice(0, 40));
    return cleaned;
  };
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), withoutSecrets);
    const content = names.size === 0 ? bytes : Buffer.from(JSON.stringify(json, null, 2));
    return { json, secretKeys: [...names], content };
  } catch {
    // Not UTF-8, no JSON, or nested deeper than the stack: this is no settings document, and the end of a secret in it
    // cannot be found. Without its zeros, UTF-16 can be searched as well.
    const text = Buffer.from(bytes).toString('latin1').replaceAll('\0', '').replaceAll(OUR_OWN_WORDS, '');
    for (const [word] of text.matchAll(SECRET_WORD)) names.add(word.toLowerCase());
    if (MAYBE_CREDENTIALS.test(text)) names.add('web address');
    return { secretKeys: [...names], content: names.size === 0 ? bytes : 'withheld' };
  }
}

/** A web address without user name and password; nothing of one that cannot be read. */
function withoutCredentials(value: unknown): unknown {
  if (typeof value !== 'string' || !MAYBE_CREDENTIALS.test(value)) return value;
  const url = URL.parse(value.trim());
  if (url === null) return undefined;
  if (url.username === '' && url.password === '') return value;
  url.username = '';
  url.password = '';
  return url.href;
}
